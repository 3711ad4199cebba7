import type { Secret } from 'paycircle/internal/base'
import type { Unit, Write } from '../store/port/index.js'
import { changeDocument, entryOf, reasonOf, type ProfileAct } from './change-document.js'
import type { Directory, ProfileEntry } from './directory.js'
import { profileError } from './errors.js'
import {
  defaultBackDays,
  isBackOver,
  isSwitchDue,
  keysOf,
  longestBackDays,
  returned,
  rotationOf,
  switched,
  withProbe,
  withStaged,
  withSwitchPlanned,
  type KeyProbe,
  type KeyRotation,
} from './key-rotation.js'
import { requireKeyOf } from './key-vault.js'

/** How the profile's keys stand. */
export function standing({ base, documents }: Pick<ProfileEntry, 'base' | 'documents'>): KeyRotation {
  return rotationOf(base, documents.key.value)
}

/**
 * Keeps a new key, sealed, until it is switched to. The key in use is sealed as well, as the way back must not depend
 * on a file. One that waited already gives way.
 *
 * @throws key-malformed, key-already-used, sealing-key-missing
 */
export function stageKey(directory: Directory, { profileId, actor, key }: ProfileAct & { readonly key: Secret }) {
  return changeKeys(directory, profileId, (before, at, { profile }) => {
    requireKeyOf(profileId, profile.signType, key)
    const value = withStaged(before, profileId, key.fingerprint())
    const details = { staged: key.fingerprint(), active: value.active }
    return {
      value,
      writes: [directory.vault.put(profileId, key, at), directory.vault.put(profileId, profile.key, at)],
      log: [directory.log.record('key.staged', { profileId, actor, at }, details)],
    }
  })
}

/** The key that waits, to be tried. @throws key-not-staged */
export async function stagedKey(directory: Directory, profileId: string): Promise<Secret> {
  await directory.refresh()
  const { staged } = standing(entryOf(directory, profileId))
  if (staged === null) throw profileError('key-not-staged', { profileId })
  return directory.vault.open(profileId, staged)
}

export interface NoteProbeInput extends ProfileAct {
  /** Fingerprint of the key that was tried. */
  readonly staged: string
  readonly probe: KeyProbe
  /** Of the query that tried it. */
  readonly operationId: string
}

/** Keeps what a query with the waiting key brought. @throws key-not-staged, where another one waits by now */
export function noteProbe(directory: Directory, { profileId, actor, staged, probe, operationId }: NoteProbeInput) {
  return changeKeys(directory, profileId, (before, at) => {
    const { outcome, code, suggests } = probe
    const about = { profileId, actor, at, operationId }
    return {
      value: withProbe(before, profileId, staged, probe),
      log: [directory.log.record('key.probed', about, { staged, suggests }, { outcome, code })],
    }
  })
}

export interface SwitchKeyInput extends ProfileAct {
  /** UTC milliseconds; now where it is left out. */
  readonly at?: number
  /** So many days the way back stays open; 14 unless told, at most 90. */
  readonly backDays?: number
  readonly reason?: string
}

/** Uses the waiting key from now on, or from a time on. Calls in flight end with the old one. @throws key-not-staged */
export function switchKey(directory: Directory, input: SwitchKeyInput) {
  const { profileId, actor, at: planned, reason } = input
  const backDays = Math.min(Math.max(input.backDays ?? defaultBackDays, 1), longestBackDays)
  return changeKeys(directory, profileId, (before, at) => {
    const about = { profileId, actor, at }
    if (planned === undefined) {
      return switchNow(directory, { ...before, backDays }, about, reason?.trim() ?? null)
    }
    const value = withSwitchPlanned(before, profileId, planned, backDays, at)
    const details = { staged: value.staged ?? '', at: planned, reason: reason?.trim() ?? null }
    return { value, log: [directory.log.record('key.switch-planned', about, details)] }
  })
}

/** Back to the key of before, or gives up a switch that was planned. @throws no-way-back, reason-missing */
export function returnKey(directory: Directory, input: ProfileAct & { readonly reason: string }) {
  const { profileId, actor } = input
  const reason = reasonOf(input.reason)
  return changeKeys(directory, profileId, (before, at) => {
    const value = returned(before, profileId)
    const details = { from: before.active, to: value.active, reason }
    return { value, log: [directory.log.record('key.returned', { profileId, actor, at }, details)] }
  })
}

/** Does what the time has brought: a planned switch, the end of a way back. Any node may; one will. */
export async function keepTime(directory: Directory): Promise<void> {
  for (const entry of directory.entries.values()) {
    const now = directory.clock.now()
    const rotation = standing(entry)
    if (!isSwitchDue(rotation, now) && !isBackOver(rotation, now)) continue
    await unlessContended(() =>
      changeKeys(directory, entry.profile.id, (before, at) => timelyChange(directory, entry.profile.id, before, at)),
    )
  }
}

interface KeyChange {
  readonly value: KeyRotation
  readonly writes?: readonly Write[]
  readonly log: Unit['log']
}

function timelyChange(directory: Directory, profileId: string, before: KeyRotation, at: number): KeyChange {
  const about = { profileId, actor: 'engine', at }
  // Another node may have been quicker, or an operator have thought better of it.
  if (isSwitchDue(before, at)) return switchNow(directory, before, about, null)
  const { previous } = before
  if (previous === null || !isBackOver(before, at)) throw profileError('profile-contended', { profileId })
  return {
    value: { ...before, previous: null, backUntil: null },
    log: [directory.log.record('key.forgotten', about, { key: previous })],
  }
}

function switchNow(
  directory: Directory,
  before: KeyRotation,
  about: { readonly profileId: string; readonly actor: string; readonly at: number },
  reason: string | null,
): KeyChange {
  const value = switched(before, about.profileId, about.at)
  const details = { from: before.active, to: value.active, backUntil: value.backUntil ?? about.at, reason }
  return { value, log: [directory.log.record('key.switched', about, details)] }
}

/** Changes how the keys stand; keys that nothing speaks of any more are removed with it. */
function changeKeys(
  directory: Directory,
  profileId: string,
  make: (before: KeyRotation, at: number, entry: ProfileEntry) => KeyChange,
): Promise<ProfileEntry> {
  return changeDocument(directory, profileId, 'key', (entry, at) => {
    const before = standing(entry)
    const { value, writes = [], log } = make(before, at, entry)
    const kept = keysOf(value)
    const gone = keysOf(before).filter((fingerprint) => !kept.includes(fingerprint))
    return { value, writes: [...writes, ...gone.map((one) => directory.vault.drop(profileId, one))], log }
  })
}

async function unlessContended(action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
  } catch (error) {
    // The next look tells what came of it.
    if ((error as { readonly code?: unknown }).code !== 'profile-contended') throw error
  }
}
