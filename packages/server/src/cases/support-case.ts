import { errorCodeEntry, type ErrorCodeEntry, type ServiceName } from 'paycircle/internal/vocabulary'
import type { OperationRecord } from '../ledger/index.js'
import type { AgreementRow, Store } from '../store/port/index.js'
import { caseError } from './errors.js'
import { requestOf, type CaseMerchant, type CaseParameter } from './case-request.js'

/** What is to be asked of Alipay. */
export type CaseQuestion =
  'what-happened' | 'has-it-ended' | 'is-our-contract-valid' | 'why-refused' | 'what-is-irregular'

/**
 * A support case (S3-21, S3-22, S3-05) with what Alipay needs to find the call: no key, no signature, no pre-sign
 * string. Times are UTC milliseconds.
 */
export interface SupportCase {
  readonly operationId: string
  readonly createdAt: number
  readonly partner: string
  readonly mode: string
  readonly service: ServiceName
  /** As it went on the wire; a pseudonym where it was forgotten. Null where the operation is about none. */
  readonly account: string | null
  readonly askedAt: number | null
  readonly answeredAt: number | null
  readonly durationMs: number | null
  readonly outcome: string | null
  readonly reason: string | null
  readonly code: string | null
  readonly entry: ErrorCodeEntry | undefined
  readonly request: readonly CaseParameter[]
  /** Whether the request was put together from the profile, because the log did not keep it. */
  readonly reconstructed: boolean
  readonly answer: { readonly status: number | null; readonly text: string | null; readonly detail: string | null }
  /** The latest of the agreement's records, oldest first. */
  readonly history: readonly OperationRecord[]
  readonly agreement: AgreementRow | undefined
  readonly question: CaseQuestion
}

export interface CaseInput {
  readonly store: Pick<Store, 'operations' | 'agreement'>
  readonly merchant: CaseMerchant
  /** An operation's or an agreement's. */
  readonly id: string
  /** UTC milliseconds. */
  readonly now: number
}

const historyLength = 20
const troublesome: readonly (string | null)[] = ['indeterminate', 'refused', 'irregular']

/**
 * Puts a case together for an operation, or for the last trouble of an agreement.
 *
 * @throws `case-unknown` where the profile has no such operation or agreement
 */
export async function buildCase({ store, merchant, id, now }: CaseInput): Promise<SupportCase> {
  const operationId = await operationOf(store, merchant.profileId, id)
  const { rows } = await store.operations({ profileId: merchant.profileId, operationId, limit: 50 })
  const records = [...rows].sort((one, next) => one.at - next.at || one.sequence - next.sequence)
  const last = records.findLast(({ kind }) => /\.answered$|^code\.reported$/.test(kind)) ?? records.at(-1)
  if (last === undefined) throw caseError('case-unknown', { id })
  const intended = records.find(({ kind }) => kind.endsWith('.intended'))
  const agreement = last.agreementId === null ? undefined : await store.agreement(last.agreementId)
  const service = serviceOf(last)
  const account = agreement?.accountAsGiven ?? last.account
  const { parameters, reconstructed } = requestOf(merchant, service, last, account)
  const { status, reason, durationMs, exchange } = last.details as DetailsInLog
  return {
    operationId,
    createdAt: now,
    partner: merchant.partner,
    mode: merchant.mode,
    service,
    account,
    askedAt: intended?.at ?? null,
    answeredAt: last.kind.endsWith('.answered') ? last.at : null,
    durationMs: durationMs ?? null,
    outcome: last.outcome,
    reason: last.kind.endsWith('.answered') ? (reason ?? null) : null,
    code: last.code,
    entry: last.code === null ? undefined : errorCodeEntry(last.code),
    request: parameters,
    reconstructed,
    answer: { status: status ?? null, text: exchange?.answer ?? null, detail: exchange?.detail ?? null },
    history: agreement === undefined ? records : await historyOf(store, merchant.profileId, agreement.id),
    agreement,
    question: questionOf(last),
  }
}

interface DetailsInLog {
  readonly status?: number | null
  readonly reason?: string | null
  readonly durationMs?: number
  readonly exchange?: { readonly answer: string | null; readonly detail: string | null }
}

async function operationOf(store: CaseInput['store'], profileId: string, id: string): Promise<string> {
  const agreement = await store.agreement(id)
  if (agreement?.profileId !== profileId) return id
  const history = await historyOf(store, profileId, id)
  const trouble = history.findLast(({ outcome }) => troublesome.includes(outcome))
  const found = trouble ?? history.findLast(({ kind }) => kind.endsWith('.answered')) ?? history.at(-1)
  if (found === undefined) throw caseError('case-unknown', { id })
  return found.operationId
}

async function historyOf(
  store: CaseInput['store'],
  profileId: string,
  agreementId: string,
): Promise<readonly OperationRecord[]> {
  const { rows } = await store.operations({ profileId, agreementId, limit: historyLength })
  return [...rows].reverse()
}

function serviceOf({ kind }: OperationRecord): ServiceName {
  if (kind.startsWith('termination.')) return 'customer_unsign'
  // A code that was reported was seen on the signing page, or in an operation that rests on what is signed there.
  return /^(signing|link|code)\./.test(kind) ? 'sign_protocol_with_partner' : 'query_customer_protocol'
}

function questionOf({ kind, outcome, code }: OperationRecord): CaseQuestion {
  if (kind.startsWith('termination.')) return 'has-it-ended'
  if (code !== null && errorCodeEntry(code)?.category === 'merchant') return 'is-our-contract-valid' // S3-22
  if (outcome === 'irregular') return 'what-is-irregular' // Q3-26
  return outcome === 'refused' ? 'why-refused' : 'what-happened' // S3-21, Q3-20
}
