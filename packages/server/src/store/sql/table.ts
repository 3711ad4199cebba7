import { Codec, type Kind } from './codec.js'
import type { Schema } from './schema.js'

/** What the making of statements needs of a table. */
export interface TableShape {
  readonly name: keyof Schema
  readonly columns: readonly string[]
  /** The columns of its key. */
  readonly keyColumns: readonly string[]
  /** Every update raises the column `version` by one. */
  readonly versioned: boolean
}

/** A table: its name, the fields that make its key, and how each field stands in its column. */
export class Table<Row> extends Codec<Row> implements TableShape {
  readonly keyColumns: readonly string[]

  constructor(
    readonly name: keyof Schema,
    key: readonly (keyof Row & string)[],
    kinds: Readonly<Record<keyof Row & string, Kind>>,
    readonly versioned = false,
  ) {
    super(kinds)
    this.keyColumns = key.map((field) => this.columnOf(field))
  }
}
