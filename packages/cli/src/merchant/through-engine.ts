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

/** Asks through the engine: logged, paced, followed up. */
export async function queryThrough(engine: Engine, profileId: string, question: Question): Promise<Answer> {
  const { subject, force, reason } = question
  const { outcome, operationId, nextCheckAt } = await engine.check({
    profileId,
    agreement: 'email' in subject ? { by: 'email', ...subject } : { by: 'account', ...subject },
    actor: 'cli',
    force,
    ...(reason === undefined ? {} : { reason }),
  })
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
