import type { AuditFinding, Exchange, RequestEvidence } from 'paycircle-compliance'
import type { RequestRecord } from './request-log.js'

/** A rule that a request breaks. */
export type Verdict = Pick<AuditFinding, 'rule' | 'rows' | 'mistakes' | 'severity' | 'message'>

export interface JudgedRecord extends RequestRecord {
  readonly verdicts: readonly Verdict[]
}

/** A record never changes, an amended one is another: what was found about it stays true. */
const judgedAlone = new WeakMap<RequestRecord, readonly Verdict[]>()

/**
 * Judges what was received by the rules of the audit: every request by itself, and all of them as traffic, whose
 * findings stand at the request with which a rule was broken. The rules are loaded when first asked for: the gateway
 * itself does not wait for them.
 */
export async function judged(records: readonly RequestRecord[]): Promise<readonly JudgedRecord[]> {
  const { Document, judge } = await import('paycircle-compliance')
  const received = records.map((record) => {
    const request = evidenceOf(record, new Document(documentName(record), ''))
    return { record, request, exchange: exchangeOf(record, request) }
  })
  const traffic = {
    kind: 'traffic',
    document: new Document('/requests', ''),
    exchanges: received.map(({ exchange }) => exchange),
    others: [],
  } as const
  const together = new Map<string, Verdict[]>()
  for (const finding of judge([traffic]).findings) {
    const verdicts = together.get(finding.location.path)
    if (verdicts === undefined) together.set(finding.location.path, [verdictOf(finding)])
    else verdicts.push(verdictOf(finding))
  }
  return received.map(({ record, request }) => {
    const known = judgedAlone.get(record)
    const alone = known ?? judge([request]).findings.map(verdictOf)
    if (known === undefined) judgedAlone.set(record, alone)
    return { ...record, verdicts: [...alone, ...(together.get(documentName(record)) ?? [])] }
  })
}

function documentName({ id }: RequestRecord): string {
  return `/requests/${String(id)}`
}

function verdictOf({ rule, rows, mistakes, severity, message }: AuditFinding): Verdict {
  return { rule, rows, mistakes, severity, message }
}

/** As if it had come to Alipay: this gateway stands in the place of that one, and its address is nobody's mistake. */
function evidenceOf(record: RequestRecord, document: RequestEvidence['place']['document']): RequestEvidence {
  const place = document.place(0)
  const query = record.parameters
    .filter(({ source }) => source === 'url')
    .map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const address = `https://mapi.alipay.com/gateway.do${query === '' ? '' : `?${query}`}`
  const signature = signatureOf(record)
  return {
    kind: 'request',
    origin: 'received',
    method: record.method === 'POST' ? 'post' : 'get',
    address,
    url: new URL(address),
    parameters: record.parameters.map(({ name, value, source }) => ({
      name,
      value,
      from: source === 'url' ? 'query' : 'body',
      dynamic: false,
      place,
    })),
    droppedByBrowser: [],
    complete: !record.notes.includes('too-many-parameters') && !record.notes.includes('body-type-unknown'),
    isForFrame: record.destination === 'iframe' || record.destination === 'frame',
    ...(signature === undefined ? {} : { signature }),
    place,
  }
}

/** The check of the signature comes after those that name the partner and his key, and before the parameters. */
function signatureOf({ refusedAt }: RequestRecord): RequestEvidence['signature'] {
  if (refusedAt === 'signature') return 'differs'
  return refusedAt === null || refusedAt === 'parameters' ? 'matches' : undefined
}

/** Faults under which the answer came, late or in another charset. */
const answeredAllTheSame = /^(?:slow\.|gbk-declared|mislabelled-charset)/

function exchangeOf(record: RequestRecord, request: RequestEvidence): Exchange {
  const at = Date.parse(record.at)
  if (record.answer === 'sign-page') return { request, at }
  const isLost = record.fault !== null && record.code === null && !answeredAllTheSame.test(record.fault.name)
  const answer = {
    status: isLost ? 0 : 200,
    readable: !isLost,
    ...(record.code === null ? {} : { code: record.code }),
    ...(record.answer !== 'xml' || isLost ? {} : { isSuccess: record.code === null ? 'T' : 'F' }),
  }
  return { request, at, answer }
}
