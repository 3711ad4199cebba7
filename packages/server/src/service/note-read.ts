import { isOurs } from './failures.js'
import type { ReadNote } from '../custody/index.js'
import type { AgreementRow } from '../store/port/index.js'
import type { Surroundings } from './surroundings.js'

/**
 * Takes down who looks at an agreement's records. A store that cannot be written keeps nobody from reading: operators
 * need their pages most when a disk is full. What could not be noted is counted. S3-19, Q3-18
 */
export async function noteRead(
  { reads, metrics }: Pick<Surroundings, 'reads' | 'metrics'>,
  actor: string,
  { id, profileId, account }: Pick<AgreementRow, 'id' | 'profileId' | 'account'>,
  what: ReadNote['what'],
): Promise<void> {
  try {
    await reads?.({ actor, profileId, agreementId: id, account, what })
  } catch (error) {
    if (!isOurs(error)) throw error
    metrics.meter.count('service.reads_not_noted_total')
  }
}
