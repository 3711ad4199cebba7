import type { MerchantProfile, SecondPersonAction } from '../profiles/index.js'
import { engineError } from './errors.js'

/**
 * Refuses what the profile's settings leave to two people, unless one of them has asked for it and it is the other who
 * does it.
 */
export function requireSecondPerson(
  { id, secondPerson = [] }: MerchantProfile,
  action: SecondPersonAction,
  { actor, askedBy }: { readonly actor: string; readonly askedBy?: string | undefined },
): void {
  if (!secondPerson.includes(action)) return
  if (askedBy === undefined || askedBy === actor) throw engineError('second-person-needed', { profileId: id, action })
}
