import type { Directory } from './directory.js'
import type { MerchantProfile } from './merchant-profile.js'

export interface Reloaded {
  readonly profileId: string
  readonly change: 'added' | 'changed' | 'removed'
}

/**
 * Takes what the configuration says now for the configured profiles, all of it or nothing. Calls in flight end with the
 * key that they began with. Log kind `profile.reloaded`, one for each profile that is another by it.
 *
 * @throws what `configure` throws; then everything is as before
 */
export async function reloadConfigured(
  directory: Directory,
  configured: readonly MerchantProfile[],
  actor: string,
): Promise<readonly Reloaded[]> {
  const before = directory.entries
  await directory.configure(configured)
  const after = directory.entries
  const at = directory.clock.now()
  const reloaded: Reloaded[] = []
  for (const profileId of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(profileId)?.profile, after.get(profileId)?.profile]
    if (old === undefined || now === undefined) {
      reloaded.push({ profileId, change: old === undefined ? 'added' : 'removed' })
    } else if (settingsOf(old) !== settingsOf(now)) reloaded.push({ profileId, change: 'changed' })
  }
  const log = reloaded.map(({ profileId, change }) => {
    const key = after.get(profileId)?.profile.key.fingerprint() ?? null
    return directory.log.record('profile.reloaded', { profileId, actor, at }, { change, key })
  })
  if (log.length > 0) await directory.store.commit({ guards: [], writes: [], log })
  return reloaded
}

function settingsOf(profile: MerchantProfile): string {
  const settings = Object.entries({ ...profile, key: profile.key.fingerprint() })
  return JSON.stringify(settings.sort(([one], [other]) => (one < other ? -1 : 1)))
}
