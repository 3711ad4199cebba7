import type { OperationRecord } from '../../ledger/index.js'
import type { ChainHead, Write } from '../port/index.js'
import {
  addToCounts,
  changesOf,
  countsOf,
  insert,
  put,
  statementOf,
  tables,
  WriteRefused,
  type Change,
} from '../sql/index.js'
import type { PreparedStatements } from './statement.js'

/**
 * Carries out one write. A constraint that it violates surfaces as the driver's error.
 *
 * @throws WriteRefused where it names what is not there
 */
export function applyWrite(prepared: PreparedStatements, write: Write): void {
  for (const change of changesOf(write)) apply(prepared, change)
}

/** Adds a record at the end of its writer's chain. */
export function insertRecord(prepared: PreparedStatements, record: OperationRecord): void {
  apply(prepared, insert(tables.operationRecord, record))
}

/** Notes where a writer's chain ends. */
export function writeHead(prepared: PreparedStatements, head: ChainHead): void {
  apply(prepared, put(tables.chainHead, head))
}

/** Adds the records of a batch to the hours in which they fall. */
export function countRecords(prepared: PreparedStatements, records: readonly OperationRecord[]): void {
  for (const row of countsOf(records)) prepared.run(addToCounts, tables.operationCount.encode(row))
}

function apply(prepared: PreparedStatements, change: Change): void {
  switch (change.change) {
    case 'insert':
      prepared.run(statementOf(change), change.values)
      break
    case 'update':
      if (prepared.run(statementOf(change), [...change.values, ...change.key]) === 0) {
        throw new WriteRefused(`no such ${change.table.name}`)
      }
      break
    case 'run':
      prepared.run(change.statement, change.values)
      break
  }
}
