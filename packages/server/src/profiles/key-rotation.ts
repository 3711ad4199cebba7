import { profileError } from './errors.js'

/** What one query with the new key brought, and what that suggests. */
export interface KeyProbe {
  /** UTC milliseconds. */
  readonly at: number
  readonly outcome: string
  readonly code: string | null
  readonly suggests: ProbeVerdict
}

/**
 * `accepted`: Alipay checked the signature and went on. `wrong-or-not-active`: ILLEGAL_SIGN, so it is another key, or
 * Alipay does not know it yet. `merchant`: refused for a reason of the merchant's, which says nothing of the key.
 * `unknown`: no readable answer.
 */
export type ProbeVerdict = 'accepted' | 'wrong-or-not-active' | 'merchant' | 'unknown'

/**
 * How a profile's keys stand, by fingerprint. Alipay is not known to take an old and a new key side by side, so one is
 * in use at a time and the change is a switch. Times are UTC milliseconds.
 */
export interface KeyRotation {
  /** The key of the settings. Where they come to name another, that one is used and this no longer counts. */
  readonly base: string
  /** In use. */
  readonly active: string
  /** Waits for its switch. */
  readonly staged: string | null
  readonly probe: KeyProbe | null
  /** When the switch is to be. */
  readonly switchAt: number | null
  /** For so many days the way back stands open after the switch. */
  readonly backDays: number
  readonly switchedAt: number | null
  /** Was in use before the switch: the way back. */
  readonly previous: string | null
  /** Until when it is kept. */
  readonly backUntil: number | null
}

const dayMs = 24 * 3_600_000

/** The way back stands open for so many days unless told. */
export const defaultBackDays = 14
export const longestBackDays = 90
/** A switch is planned at most so far ahead. */
export const longestAheadMs = 90 * dayMs

/** The key in use: the settings' own unless the rotation speaks of just that one. */
export function keyInUse(base: string, rotation: KeyRotation | null): string {
  return rotation?.base === base ? rotation.active : base
}

/** The rotation as it concerns the settings' present key; one of an earlier key is over. */
export function rotationOf(base: string, rotation: KeyRotation | null): KeyRotation {
  return rotation?.base === base ? rotation : { ...untouched, base, active: base }
}

const untouched = {
  staged: null,
  probe: null,
  switchAt: null,
  backDays: defaultBackDays,
  switchedAt: null,
  previous: null,
  backUntil: null,
} as const

/** @throws key-already-used, where it is the key in use */
export function withStaged(rotation: KeyRotation, profileId: string, fingerprint: string): KeyRotation {
  if (fingerprint === rotation.active) throw profileError('key-already-used', { profileId, fingerprint })
  return { ...rotation, staged: fingerprint, probe: null, switchAt: null }
}

/** @throws key-not-staged */
export function withProbe(rotation: KeyRotation, profileId: string, fingerprint: string, probe: KeyProbe): KeyRotation {
  if (rotation.staged !== fingerprint) throw profileError('key-not-staged', { profileId })
  return { ...rotation, probe }
}

/** @throws key-not-staged, switch-time-malformed */
export function withSwitchPlanned(
  rotation: KeyRotation,
  profileId: string,
  at: number,
  backDays: number,
  now: number,
): KeyRotation {
  if (rotation.staged === null) throw profileError('key-not-staged', { profileId })
  if (at <= now || at - now > longestAheadMs) throw profileError('switch-time-malformed', { profileId })
  return { ...rotation, switchAt: at, backDays }
}

/** @throws key-not-staged */
export function switched(rotation: KeyRotation, profileId: string, now: number): KeyRotation {
  const { staged, active } = rotation
  if (staged === null) throw profileError('key-not-staged', { profileId })
  return {
    ...rotation,
    active: staged,
    staged: null,
    switchAt: null,
    switchedAt: now,
    previous: active,
    backUntil: now + rotation.backDays * dayMs,
  }
}

/**
 * Back to the key of before; the one that was in use waits again. Also where only a switch was planned: then that is
 * given up. @throws no-way-back
 */
export function returned(rotation: KeyRotation, profileId: string): KeyRotation {
  if (rotation.switchAt !== null) return { ...rotation, switchAt: null }
  if (rotation.previous === null) throw profileError('no-way-back', { profileId })
  return { ...rotation, ...untouched, active: rotation.previous, staged: rotation.active }
}

/** Whether the time of the planned switch has come. */
export function isSwitchDue({ switchAt }: KeyRotation, now: number): boolean {
  return switchAt !== null && switchAt <= now
}

/** Whether the way back has run out, so that the old key need not be kept. */
export function isBackOver({ previous, backUntil }: KeyRotation, now: number): boolean {
  return previous !== null && backUntil !== null && backUntil <= now
}

/**
 * Whether the way back is to be offered: since the switch Alipay has answered ILLEGAL_SIGN, and the old key is there.
 * Never taken by itself: Alipay may be about to take the new key, and a key that flips to and fro locks out both.
 */
export function offersWayBack(
  { previous, switchedAt }: KeyRotation,
  pause: { readonly code: string | null; readonly since: number } | null,
): boolean {
  return previous !== null && pause?.code === 'ILLEGAL_SIGN' && pause.since >= (switchedAt ?? Infinity)
}

/** Every key of which the rotation speaks. */
export function keysOf({ active, staged, previous }: KeyRotation): readonly string[] {
  return [active, staged, previous].filter((fingerprint) => fingerprint !== null)
}
