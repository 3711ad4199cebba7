import type { AgreementRow } from '../store/port/index.js'
import { factsOf } from './agreement-row.js'
import { engineError } from './errors.js'
import { isDoubted } from './permission.js'

/** The ids of terminations, and so the leases that they hold, are told from those of queries by how they begin. */
export const terminationPrefix = 'trm'

export function isTermination(operationId: string): boolean {
  return operationId.startsWith(`${terminationPrefix}_`)
}

/**
 * Refuses to terminate what Alipay has not lately confirmed to be there, and what stands still. S3-21
 *
 * @throws `agreement-held`, `agreement-not-signed`, `agreement-doubted`
 */
export function refuseTermination(row: AgreementRow): void {
  const { id: agreementId, holdCode, holdSince, state } = row
  if (holdCode !== null) throw engineError('agreement-held', { agreementId, code: holdCode, since: holdSince ?? 0 })
  if (state !== 'signed' && state !== 'irregular') throw engineError('agreement-not-signed', { agreementId })
  // Also after an earlier termination, until a query has answered: nothing is terminated twice by one doubt.
  if (isDoubted(factsOf(row))) throw engineError('agreement-doubted', { agreementId })
}
