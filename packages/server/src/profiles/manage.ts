import type { Secret } from 'paycircle/internal/base'
import { changeDocument, entryOf, reasonOf, type ProfileAct } from './change-document.js'
import type { Directory, ProfileEntry } from './directory.js'
import { putDocument, type StoredSettings } from './documents.js'
import { profileError } from './errors.js'
import { gateOf, refuseClosedGate, type GateOverride } from './gate.js'
import { requireKeyOf } from './key-vault.js'
import type { MerchantProfile } from './merchant-profile.js'
import { changedSettings, profileOfSettings, profileSettingsOf } from './profile-settings.js'
import { requireSecondPerson } from './second-person.js'
import { keysOf } from './key-rotation.js'
import { standing } from './rotate-key.js'

/** So many profiles one store keeps at most. */
export const mostProfiles = 200

export interface CreateProfileInput extends ProfileAct {
  readonly settings: unknown
  readonly key: Secret
}

/**
 * A profile that is kept in the store, its key sealed. It is live only by `goLive`.
 *
 * @throws profile-exists, profile-settings-malformed, key-malformed, sealing-key-missing, and the errors of `createProfile`
 */
export async function createStoredProfile(directory: Directory, input: CreateProfileInput): Promise<ProfileEntry> {
  const { profileId, actor, key } = input
  await directory.refresh()
  if (directory.entries.has(profileId)) throw profileError('profile-exists', { profileId })
  if (directory.entries.size >= mostProfiles) throw profileError('profiles-too-many', { most: mostProfiles })
  const settings = profileSettingsOf(profileId, input.settings)
  requireKeyOf(profileId, settings.signType, key)
  const made = profileOfSettings(profileId, settings, key)
  refuseUngated(directory, made)
  requireTwoToGoLive(directory, made, actor)
  const at = directory.clock.now()
  const fingerprint = key.fingerprint()
  // A removed profile has left its documents behind; their versions go on.
  const rows = (await directory.store.profileDocuments()).filter((row) => row.profileId === profileId)
  const versionOf = (kind: string) => rows.find((row) => row.kind === kind)?.version ?? 0
  const put = putDocument(profileId, 'settings', { settings, key: fingerprint }, versionOf('settings'), at)
  const { partner, mode } = settings
  const committed = await directory.store.commit({
    guards: [put.guard],
    writes: [put.write, directory.vault.put(profileId, key, at)],
    log: [directory.log.record('profile.created', { profileId, actor, at }, { partner, mode, key: fingerprint })],
  })
  if (committed.result === 'conflict') throw profileError('profile-contended', { profileId })
  await directory.refresh()
  return entryOf(directory, profileId)
}

/** @throws profile-not-stored, profile-settings-malformed, go-live-gate-closed */
export function updateStoredProfile(
  directory: Directory,
  { profileId, actor, changes }: ProfileAct & { readonly changes: unknown },
): Promise<ProfileEntry> {
  return changeSettings(directory, profileId, (stored, at, { profile }) => {
    const settings = changedSettings(profileId, stored.settings, changes)
    requireKeyOf(profileId, settings.signType, profile.key)
    const next = profileOfSettings(profileId, settings, profile.key)
    refuseUngated(directory, next)
    if (profile.mode !== 'live') requireTwoToGoLive(directory, next, actor)
    const changed = Object.keys(changes as object)
    return {
      value: { ...stored, settings },
      log: [directory.log.record('profile.updated', { profileId, actor, at }, { changed })],
    }
  })
}

/** Serves the profile no more. What is known of its agreements stays. @throws profile-not-stored, reason-missing */
export async function removeStoredProfile(
  directory: Directory,
  input: ProfileAct & { readonly reason: string },
): Promise<void> {
  const { profileId, actor } = input
  const reason = reasonOf(input.reason)
  await directory.refresh()
  const entry = entryOf(directory, profileId)
  if (entry.source === 'configuration') throw profileError('profile-not-stored', { profileId })
  const at = directory.clock.now()
  const puts = (['settings', 'key', 'gate'] as const).map((kind) =>
    putDocument(profileId, kind, null, entry.documents[kind].version, at),
  )
  const keys = new Set([entry.base, ...keysOf(standing(entry))])
  const committed = await directory.store.commit({
    guards: puts.map(({ guard }) => guard),
    writes: [...puts.map(({ write }) => write), ...[...keys].map((key) => directory.vault.drop(profileId, key))],
    log: [directory.log.record('profile.removed', { profileId, actor, at }, { reason })],
  })
  if (committed.result === 'conflict') throw profileError('profile-contended', { profileId })
  await directory.refresh()
}

export interface GoLiveInput extends ProfileAct {
  /** Why it goes live although the procedure is not complete; kept in the log and shown wherever the gate is. */
  readonly overrideReason?: string
  /** Who asked for it, where it takes two people. */
  readonly askedBy?: string
}

/**
 * Takes a profile through the gate. One of the store is in live mode afterwards; one of the configuration is where the
 * configuration says so. S3-03, Q3-03
 *
 * @throws go-live-gate-closed, which names every item that is open; second-person-needed; nothing was changed
 */
export async function goLive(directory: Directory, input: GoLiveInput): Promise<ProfileEntry> {
  const { profileId, actor, overrideReason } = input
  await directory.refresh()
  const { profile, source } = entryOf(directory, profileId)
  if (overrideReason !== undefined) {
    const override: GateOverride = {
      partner: profile.partner,
      reason: reasonOf(overrideReason),
      by: actor,
      at: directory.clock.now(),
    }
    // The override answers for the procedure alone, so whatever else is missing is said before it is kept.
    const procedure = { standing: 'not-recorded' } as const
    refuseClosedGate(profileId, asIfLive(gateOf(profile, { procedure, override })))
    requireSecondPerson(profile, 'go-live', input)
    await changeDocument(directory, profileId, 'gate', (_, at) => {
      const { partner, reason } = override
      return {
        value: { ...override, at },
        log: [directory.log.record('gate.overridden', { profileId, actor, at }, { partner, reason })],
      }
    })
  }
  refuseClosedGate(profileId, asIfLive(directory.gate(profile)))
  if (source === 'configuration' || profile.mode === 'live') return entryOf(directory, profileId)
  requireSecondPerson(profile, 'go-live', input)
  return changeSettings(directory, profileId, (stored, at) => {
    // A gateway of one's own is the sandbox's. S3-13
    const settings = { ...stored.settings, mode: 'live', gateway: undefined } as const
    const details = { partner: settings.partner, key: profile.key.fingerprint() }
    return {
      value: { ...stored, settings },
      log: [directory.log.record('profile.went-live', { profileId, actor, at }, details)],
    }
  })
}

function asIfLive(verdict: ReturnType<typeof gateOf>): ReturnType<typeof gateOf> {
  return { ...verdict, open: verdict.readyForLive }
}

/** Nothing goes live by a change of settings that could not by the gate. */
function refuseUngated(directory: Directory, profile: MerchantProfile): void {
  if (profile.mode === 'live') refuseClosedGate(profile.id, directory.gate(profile))
}

/** Nor by one person where it takes two: they go by `goLive`. */
function requireTwoToGoLive(directory: Directory, profile: MerchantProfile, actor: string): void {
  if (profile.mode === 'live') requireSecondPerson(directory.demanding(profile), 'go-live', { actor })
}

function changeSettings(
  directory: Directory,
  profileId: string,
  make: (
    stored: StoredSettings,
    at: number,
    entry: ProfileEntry,
  ) => { value: StoredSettings; log: ReturnType<Directory['log']['record']>[] },
): Promise<ProfileEntry> {
  return changeDocument(directory, profileId, 'settings', (entry, at) => {
    const { value } = entry.documents.settings
    if (entry.source === 'configuration' || value === null) throw profileError('profile-not-stored', { profileId })
    return make(value, at, entry)
  })
}
