import { invariant } from 'paycircle/internal/base'
import { canonicalJson, type LogEntry, type OperationRecord } from '../../ledger/index.js'
import type {
  AgreementRow,
  ApiKeyRow,
  ChainHead,
  EventRow,
  IdempotentAnswerRow,
  OperationCountRow,
  PaceRow,
  ProfileStateRow,
  RosterEntryRow,
  RosterRow,
  SigningRow,
} from '../port/index.js'
import type { SqlRow, SqlValue } from './driver.js'
import type { SnakeCase } from './schema.js'

/** How a field stands in its column: as it is, as 0 or 1, or as JSON. */
type Kind = 'plain' | 'boolean' | 'json'

interface FieldCodec {
  readonly field: string
  readonly column: string
  readonly kind: Kind
}

/** Translates between a port row and a database row, in the order of its columns. */
export class Codec<Row> {
  readonly #fields: readonly FieldCodec[]
  readonly #byField: ReadonlyMap<string, FieldCodec>
  readonly columns: readonly SnakeCase<keyof Row & string>[]

  constructor(kinds: Readonly<Record<keyof Row & string, Kind>>) {
    this.#fields = Object.entries<Kind>(kinds).map(([field, kind]) => ({ field, column: columnOf(field), kind }))
    this.#byField = new Map(this.#fields.map((one) => [one.field, one]))
    this.columns = this.#fields.map(({ column }) => column as SnakeCase<keyof Row & string>)
  }

  encode(row: Row): SqlValue[] {
    const values = row as Readonly<Record<string, unknown>>
    return this.#fields.map(({ field, kind }) => encodeValue(values[field], kind))
  }

  decode(row: SqlRow): Row {
    const decoded: Record<string, unknown> = {}
    for (const { field, column, kind } of this.#fields) decoded[field] = decodeValue(row[column] ?? null, kind)
    return decoded as Row
  }

  /** Columns and values of some fields; undefined where one of the names is no field. */
  encodeSome(changes: object): { columns: string[]; values: SqlValue[] } | undefined {
    const columns: string[] = []
    const values: SqlValue[] = []
    for (const [name, value] of Object.entries(changes)) {
      const known = this.#byField.get(name)
      if (known === undefined) return undefined
      columns.push(known.column)
      values.push(encodeValue(value, known.kind))
    }
    return { columns, values }
  }
}

/** The one place where types that SQLite lacks are mapped to those it has. */
function encodeValue(value: unknown, kind: Kind): SqlValue {
  if (value === null) return null
  if (kind === 'boolean') return Number(value)
  if (kind === 'json') return canonicalJson(value as LogEntry['details'])
  // SQLite would keep another text in its place, and so take two accounts for one.
  invariant(typeof value !== 'string' || !loneSurrogate.test(value), 'a text in the store is well-formed Unicode')
  return value as SqlValue
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

function decodeValue(value: SqlValue, kind: Kind): unknown {
  if (value === null || kind === 'plain') return value
  return kind === 'boolean' ? value === 1 : parse(String(value))
}

/** The value that the text holds; where somebody damaged it the text itself, which then fails verification. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export const codecs = {
  agreement: new Codec<AgreementRow>({
    id: 'plain',
    profileId: 'plain',
    account: 'plain',
    accountAsGiven: 'plain',
    agentId: 'plain',
    state: 'plain',
    autoDebit: 'boolean',
    autoRefund: 'boolean',
    userId: 'plain',
    holdCode: 'plain',
    holdSince: 'plain',
    holdOpensBy: 'plain',
    departedAt: 'plain',
    followUpStep: 'plain',
    nextCheckAt: 'plain',
    lastCheckAt: 'plain',
    lastOutcome: 'plain',
    lastCode: 'plain',
    confirmedAt: 'plain',
    doubtedAt: 'plain',
    unsuccessfulChecks: 'plain',
    attention: 'plain',
    leaseToken: 'plain',
    leaseUntil: 'plain',
    version: 'plain',
    createdAt: 'plain',
    updatedAt: 'plain',
  }),
  signing: new Codec<SigningRow>({
    id: 'plain',
    profileId: 'plain',
    agreementId: 'plain',
    tokenDigest: 'plain',
    scope: 'plain',
    returnTo: 'plain',
    createdAt: 'plain',
    expiresAt: 'plain',
    departedAt: 'plain',
    arrivedAt: 'plain',
  }),
  idempotentAnswer: new Codec<IdempotentAnswerRow>({
    profileId: 'plain',
    key: 'plain',
    requestDigest: 'plain',
    status: 'plain',
    body: 'plain',
    createdAt: 'plain',
  }),
  event: new Codec<EventRow>({
    id: 'plain',
    profileId: 'plain',
    agreementId: 'plain',
    type: 'plain',
    payload: 'plain',
    createdAt: 'plain',
  }),
  apiKey: new Codec<ApiKeyRow>({
    id: 'plain',
    profileId: 'plain',
    name: 'plain',
    digest: 'plain',
    createdAt: 'plain',
    revokedAt: 'plain',
  }),
  operationRecord: new Codec<OperationRecord>({
    writer: 'plain',
    sequence: 'plain',
    operationId: 'plain',
    at: 'plain',
    clockSource: 'plain',
    kind: 'plain',
    profileId: 'plain',
    agreementId: 'plain',
    account: 'plain',
    actor: 'plain',
    outcome: 'plain',
    code: 'plain',
    details: 'json',
    accountSalt: 'plain',
    accountDigest: 'plain',
    previousHash: 'plain',
    hash: 'plain',
  }),
  roster: new Codec<RosterRow>({
    id: 'plain',
    profileId: 'plain',
    kind: 'plain',
    digest: 'plain',
    createdAt: 'plain',
    listedAt: 'plain',
    finishedAt: 'plain',
  }),
  rosterEntry: new Codec<RosterEntryRow>({
    rosterId: 'plain',
    line: 'plain',
    account: 'plain',
    given: 'plain',
    outcome: 'plain',
    code: 'plain',
    reason: 'plain',
    state: 'plain',
    autoDebit: 'boolean',
    autoRefund: 'boolean',
    change: 'plain',
    checkedAt: 'plain',
  }),
  profileState: new Codec<ProfileStateRow>({
    profileId: 'plain',
    pausedAt: 'plain',
    pauseCode: 'plain',
    pauseReason: 'plain',
    pausedBy: 'plain',
    canaryAskedAt: 'plain',
    canaryOutcome: 'plain',
    canaryCode: 'plain',
    failure: 'plain',
    failedAgreements: 'json',
    brakedAt: 'plain',
    nextCanaryAt: 'plain',
    failedCanaries: 'plain',
    version: 'plain',
    updatedAt: 'plain',
  }),
  pace: new Codec<PaceRow>({ key: 'plain', nextAt: 'plain' }),
  operationCount: new Codec<OperationCountRow>({
    profileId: 'plain',
    hour: 'plain',
    writer: 'plain',
    kind: 'plain',
    outcome: 'plain',
    code: 'plain',
    count: 'plain',
  }),
  chainHead: new Codec<ChainHead>({ writer: 'plain', sequence: 'plain', hash: 'plain' }),
}
