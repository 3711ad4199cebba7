import { invariant } from 'paycircle/internal/base'
import { canonicalJson, type LogEntry } from '../../ledger/index.js'
import type { SnakeCase } from './schema.js'

/** What the stores' columns hold, and nothing else. */
export type SqlValue = string | number | null
export type SqlRow = Readonly<Record<string, SqlValue>>

/** How a field stands in its column: as it is, as 0 or 1, or as JSON. */
export type Kind = 'plain' | 'boolean' | 'json'

interface FieldCodec {
  readonly field: string
  readonly column: string
  readonly kind: Kind
}

/** Translates between a port row and a database row, in the order of its columns. */
export class Codec<Row> {
  readonly #fields: readonly FieldCodec[]
  readonly #byField: ReadonlyMap<string, FieldCodec>
  readonly #empty: Readonly<Record<string, unknown>>
  readonly columns: readonly SnakeCase<keyof Row & string>[]

  constructor(kinds: Readonly<Record<keyof Row & string, Kind>>) {
    this.#fields = Object.entries<Kind>(kinds).map(([field, kind]) => ({ field, column: columnOf(field), kind }))
    this.#byField = new Map(this.#fields.map((one) => [one.field, one]))
    this.#empty = Object.fromEntries(this.#fields.map(({ field }) => [field, null]))
    this.columns = this.#fields.map(({ column }) => column as SnakeCase<keyof Row & string>)
  }

  columnOf(field: keyof Row & string): string {
    return columnOf(field)
  }

  encode(row: Row): SqlValue[] {
    const values = row as Readonly<Record<string, unknown>>
    return this.#fields.map(({ field, kind }) => encodeValue(values[field], kind))
  }

  decode(row: SqlRow): Row {
    // Of its final shape from the start: that takes a fraction of adding member after member.
    const decoded = { ...this.#empty }
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

/** The one place where types that SQLite lacks are mapped to those it has; the other stores hold the same. */
function encodeValue(value: unknown, kind: Kind): SqlValue {
  if (value === null) return null
  if (kind === 'boolean') return Number(value)
  if (kind === 'json') return canonicalJson(value as LogEntry['details'])
  // SQLite would keep another text in its place, and so take two accounts for one; PostgreSQL keeps no NUL.
  invariant(typeof value !== 'string' || !unkept.test(value), 'a text in the store is well-formed Unicode without NUL')
  return value as SqlValue
}

const unkept = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

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
