import type { AgreementRow } from './rows.js'

/** Something that somebody should look at, as long as it lasts. Times are UTC milliseconds. */
export interface AlarmRow {
  /** The rule and what it is about: one alarm is open for it at a time, whatever number of nodes looks. */
  readonly key: string
  readonly rule: string
  readonly profileId: string | null
  /** How many things it is about. */
  readonly count: number
  readonly openedAt: number
  readonly lastSeenAt: number
  /** Null while it lasts. */
  readonly resolvedAt: number | null
  readonly acknowledgedAt: number | null
  readonly acknowledgedBy: string | null
  /** Notices sent of this opening. */
  readonly notices: number
  /** When the next one is due; null where none is. */
  readonly nextNoticeAt: number | null
  readonly version: number
}

/** Nobody changed the alarm since it was read; 0 where there was none. */
export interface AlarmKeepingGuard {
  readonly guard: 'alarm-version'
  readonly key: string
  readonly version: number
}

/** Takes the place of the alarm that there was. */
export interface AlarmKeepingWrite {
  readonly write: 'put-alarm'
  readonly row: AlarmRow
}

/** What stands still of a profile. */
export interface ProfileStanding {
  /** Agreements that are held. */
  readonly heldAgreements: number
  /** Deliveries that were given up, and neither replayed nor forgotten since. */
  readonly deadDeliveries: number
  /** When the claim runs out that was taken first of those that stand, UTC milliseconds; null where none stands. */
  readonly firstLeaseUntil: number | null
}

export interface AlarmKeepingReader {
  profileStanding(profileId: string): Promise<ProfileStanding>
  alarm(key: string): Promise<AlarmRow | undefined>
  /** Those that last, oldest first. */
  openAlarms(limit: number): Promise<readonly AlarmRow[]>
  /** All, latest opened first. */
  latestAlarms(limit: number): Promise<readonly AlarmRow[]>
  /**
   * Agreements of a profile that are held, whose Alipay user is in question, or of which nobody has known anything
   * since `before`.
   */
  troubledAgreements(profileId: string, before: number, limit: number): Promise<readonly AgreementRow[]>
}
