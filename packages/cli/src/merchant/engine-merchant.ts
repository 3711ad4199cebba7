import type { ProfileSettings } from '../configuration/index.js'
import type { LoggedMerchant } from './merchant.js'
import { rosterHost } from './roster-host.js'
import { changeProfileThrough, linkThrough, queryThrough, terminateThrough, type QueryDesk } from './through-engine.js'

/** With a store that nobody else owns: through an engine of our own. */
export function engineMerchant(settings: ProfileSettings, desk: QueryDesk, close: () => Promise<void>): LoggedMerchant {
  const { engine } = desk
  return {
    settings,
    notices: engine.notices(settings.id),
    logged: true,
    query: (question) => queryThrough(desk, settings.id, question),
    link: (wish) => linkThrough(engine, settings.id, wish),
    terminate: (order) => terminateThrough(engine, settings.id, order),
    changeProfile: (change) => changeProfileThrough(engine, settings.id, change),
    rosters: rosterHost(engine, settings.id),
    close,
  }
}
