/*
 * What the stores share. How to add a table:
 *
 * 1. `port/FEATURE.ts`: its row, its writes and guards, the methods that read it; name them in `Write`, `Guard` and
 *    `StoreReader`.
 * 2. `sql/schema.ts`: one line. `sql/FEATURE.ts`: the `Table`, its look-ups, its guards (`found`, `none`) and what its
 *    writes do (`insert`, `insertMissing`, `put`, `update`, `run`); name them in `all-tables.ts`, `guards.ts`,
 *    `writes.ts` and `reader.ts`. `sql/profile-keeping.ts` is an example.
 * 3. A migration in `sql/migrations/`, for every store.
 *
 * Reads name their columns: PostgreSQL refuses a prepared `*` once the next release has added a column to its table.
 * Statements must be understood by every store: plain SQL, `on conflict`, no `replace`, text and whole numbers only.
 * What must go quickly with many callers is an insert, a put or an update by key; `run` costs PostgreSQL more turns.
 */
export {
  columnList,
  insert,
  put,
  statementOf,
  withPresent,
  WriteRefused,
  type Change,
  type OnPresent,
} from './changes.js'
export { Codec, type SqlRow, type SqlValue } from './codec.js'
export { checkOf } from './guards.js'
export { deliveryTables, isClaimable } from './delivery-keeping.js'
export { columnDrift, fanOutTrigger, type ColumnRow, type Drift } from './drift.js'
export type { GuardCheck, GuardedRow } from './guard-check.js'
export {
  agreementList,
  eachCombination,
  eventList,
  operationList,
  type EventPage,
  type List,
  type Parts,
} from './lists.js'
export { addToCounts, countsOf } from './operation-counts.js'
export { SqlReader, type RowSource } from './reader.js'
export type { Schema } from './schema.js'
export { compileWith, slots, sqlBuilder, statement, type Compiled, type Statement } from './statement.js'
export type { Table, TableShape } from './table.js'
export { tables } from './tables.js'
export { allTables } from './all-tables.js'
export { changesOf } from './writes.js'
export { contractions, migrations } from './migrations/index.js'
export { saltsFor } from './salts.js'
