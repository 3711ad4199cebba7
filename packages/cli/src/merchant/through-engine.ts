import type { Clock } from 'paycircle/internal/base'
import type { Access } from 'paycircle-server/access'
import type { Engine, ProfileStatus } from 'paycircle-server/engine'
import { linkOf } from './link.js'
import type {
  Answer,
  Link,
  LinkWish,
  ProfileChange,
  Question,
  TerminationAnswer,
  TerminationOrder,
} from './merchant.js'

const actor = 'cli'

/** What a query is made with: the engine, and where it is taken down that somebody asks for one that takes two people. */
export interface QueryDesk {
  readonly engine: Engine
  readonly access: Access
  readonly clock: Clock
}

/**
 * Asks through the engine: logged, paced, followed up. Where forcing it takes two people, it is taken down that one asks.
 *
 * @throws second-person-asked, and what the engine's check throws
 */
export async function queryThrough(desk: QueryDesk, profileId: string, question: Question): Promise<Answer> {
  const { doOrAsk } = await import('paycircle-server/service')
  const { engine } = desk
  const { subject, force, reason } = question
  const agreement =
    'email' in subject ? ({ by: 'email', ...subject } as const) : ({ by: 'account', ...subject } as const)
  const find = () => engine.agreement(profileId, agreement)
  const asked = { action: 'force-query', profileId, reason, actor, agreement: find } as const
  const { outcome, operationId, nextCheckAt } = await doOrAsk(desk, asked, () =>
    engine.check({ profileId, agreement, actor, force, ...(reason === undefined ? {} : { reason }) }),
  )
  return { outcome, operationId, nextCheckAt }
}

/** An operator's word about the profile, logged. */
export function changeProfileThrough(
  engine: Engine,
  profileId: string,
  { kind, reason }: ProfileChange,
): Promise<ProfileStatus> {
  const input = { profileId, reason, actor: 'cli' } as const
  return kind === 'pause' ? engine.pauseProfile(input) : engine.resumeProfile(input)
}

/** Builds a link through the engine: logged, and followed up by the service. */
export async function linkThrough(engine: Engine, profileId: string, wish: LinkWish): Promise<Link> {
  const { email, signChannel } = wish
  const built = await engine.buildLink({
    profileId,
    email,
    actor: 'cli',
    ...(signChannel === undefined ? {} : { signChannel }),
  })
  return linkOf(built.request, wish, built.operationId)
}

/** A termination through the engine: logged, paced, settled by a query that follows. */
export async function terminateThrough(
  engine: Engine,
  profileId: string,
  { email, confirm, reason }: TerminationOrder,
): Promise<TerminationAnswer> {
  const agreement = { by: 'email', email } as const
  const ended = await engine.terminate({ profileId, agreement, confirm, reason, actor: 'cli' })
  const { outcome, operationId, nextCheckAt } = ended
  return { outcome, operationId, nextCheckAt }
}
