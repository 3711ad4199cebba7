import { profileError } from './errors.js'
import type { MerchantProfile, SecondPersonAction } from './merchant-profile.js'

/**
 * Refuses what the profile's settings leave to two people, unless one of them has asked for it and it is the other who
 * does it.
 *
 * @throws second-person-needed
 */
export function requireSecondPerson(
  { id, secondPerson = [] }: Pick<MerchantProfile, 'id' | 'secondPerson'>,
  action: SecondPersonAction,
  { actor, askedBy }: { readonly actor: string; readonly askedBy?: string | undefined },
): void {
  if (!secondPerson.includes(action)) return
  if (askedBy === undefined || askedBy === actor) throw profileError('second-person-needed', { profileId: id, action })
}
