import type { Engine } from 'paycircle-server/engine'
import type { ProfileSettings } from '../configuration/index.js'
import { linkOf } from './link.js'
import type { Merchant } from './merchant.js'

/** With a store: through the engine, which logs, paces and follows up. */
export function engineMerchant(settings: ProfileSettings, engine: Engine, close: () => Promise<void>): Merchant {
  const profileId = settings.id
  return {
    settings,
    notices: engine.notices(profileId),
    logged: true,
    async query({ subject, force, reason }) {
      const { outcome, operationId, nextCheckAt } = await engine.check({
        profileId,
        agreement: 'email' in subject ? { by: 'email', ...subject } : { by: 'account', ...subject },
        actor: 'cli',
        force,
        ...(reason === undefined ? {} : { reason }),
      })
      return { outcome, operationId, nextCheckAt }
    },
    async link(wish) {
      const { email, signChannel } = wish
      const built = await engine.buildLink({
        profileId,
        email,
        actor: 'cli',
        ...(signChannel === undefined ? {} : { signChannel }),
      })
      return linkOf(built.request, wish, built.operationId)
    },
    close,
  }
}
