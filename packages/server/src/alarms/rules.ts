/** How soon somebody must look: at once, today, or when there is time. */
export type Severity = 'critical' | 'error' | 'warning'

/** What an alarm can be about, and how urgent it is. */
export const alarmRules = {
  /** The operation log is not what was written. S3-19 */
  'log-broken': 'critical',
  /** A code about the merchant, or an operator, stopped a profile. Q3-21, S3-22 */
  'profile-paused': 'critical',
  /** Queries of several agreements failed alike. Q4-01 */
  'brake-set': 'error',
  /** Stop-the-line stands on agreements. S3-21, Q3-20 */
  'agreements-held': 'error',
  /** Answers name another Alipay user than before. */
  'user-changed': 'error',
  /** Events were given up: a receiver did not take them for days. S3-18 */
  'deliveries-dead': 'error',
  /** A node has not the key that sealed the secrets of webhooks, so it can sign nothing for them. S3-02, S3-18 */
  'webhook-secrets-unopened': 'error',
  /** The clock of a node is not that of the others, which take it for late or early. */
  'clock-skew': 'error',
  /** Seals of the operation log were not made, or not written down outside the store. S3-19, Q3-18 */
  'seals-not-exported': 'error',
  /** Nobody has known for long how agreements stand. Q4-03 */
  'unknown-for-long': 'warning',
} as const satisfies Readonly<Record<string, Severity>>

export type AlarmRule = keyof typeof alarmRules

/** That a rule's cause is there now. */
export interface Observation {
  readonly rule: AlarmRule
  readonly profileId: string | null
  /** Where it is about one node, which alone can tell that it is over. */
  readonly nodeName?: string
  readonly count: number
}

export function isAlarmRule(text: string): text is AlarmRule {
  return Object.hasOwn(alarmRules, text)
}
