import { createHash } from 'node:crypto'
import type { AlarmRow, Unit } from '../store/port/index.js'

/** The kinds of records about alarms, each with its details. */
export interface AlarmLogDetails {
  /** Somebody has seen it. It is told no more. */
  readonly 'alarm.acknowledged': { readonly alarm: string; readonly rule: string; readonly openedAt: number }
}

/** About no profile in particular. */
const everyProfile = '*'

/** The record that somebody has seen an alarm. S3-19 */
export function acknowledged(
  { key, rule, profileId, openedAt }: AlarmRow,
  { at, actor, clockSource }: { readonly at: number; readonly actor: string; readonly clockSource: string },
): Unit['log'][number] {
  const details: AlarmLogDetails['alarm.acknowledged'] = { alarm: key, rule, openedAt }
  return {
    operationId: `op_${createHash('sha256').update(`${key} ${openedAt} ${actor} ${at}`).digest('hex').slice(0, 26)}`,
    at,
    clockSource,
    kind: 'alarm.acknowledged',
    profileId: profileId ?? everyProfile,
    agreementId: null,
    account: null,
    actor,
    outcome: null,
    code: null,
    details,
  }
}
