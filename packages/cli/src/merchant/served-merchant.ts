import type { Language } from 'paycircle/internal/base'
import type { ProfileStatus } from 'paycircle-server/engine'
import type { ProfileSettings } from '../configuration/index.js'
import { callService, servedDesk } from '../local-socket/index.js'
import type { Answer, Link, LoggedMerchant, Merchant, TerminationAnswer } from './merchant.js'

/**
 * With a store that a running service owns: through that service, over its local socket.
 *
 * @throws `service-unreachable`, `service-other-profile`
 */
export async function servedMerchant(
  settings: ProfileSettings,
  socketPath: string,
  language: Language,
): Promise<LoggedMerchant> {
  const { id, partner, mode } = settings
  const call = (action: string, input: object) =>
    callService(socketPath, { action, language, profile: { id, partner, mode }, ...input })
  const { notices } = (await call('notices', {})) as Pick<Merchant, 'notices'>
  return {
    settings,
    notices,
    logged: true,
    query: async (question) => (await call('query', { question })) as Answer,
    link: async (wish) => (await call('link', { wish })) as Link,
    terminate: async (order) => (await call('terminate', { order })) as TerminationAnswer,
    changeProfile: async (change) => (await call('change-profile', { change })) as ProfileStatus,
    rosters: servedDesk((task) => call('roster', { task })),
    close: () => Promise.resolve(),
  }
}
