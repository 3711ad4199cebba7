import { createHash } from 'node:crypto'
import { PostgresQueryCompiler, type OperationNodeSource } from 'kysely'
import { compileWith, slots, type SqlValue, type Statement } from '../sql/index.js'

/** A statement as PostgreSQL takes it: under its name a connection prepares it once. */
export interface NamedStatement {
  readonly name: string
  readonly text: string
  readonly bind: (...parts: readonly object[]) => SqlValue[]
}

const compiled = new WeakMap<object, NamedStatement>()

/** The statement in PostgreSQL's dialect, compiled at its first use. */
export function compile<Values extends object>(statement: Statement<Values>): NamedStatement {
  let known = compiled.get(statement)
  if (known === undefined) {
    known = named(statement.build(slots() as Values))
    compiled.set(statement, known)
  }
  return known
}

/** Compiles what was built of slots; to be done once. */
export function named(built: OperationNodeSource): NamedStatement {
  const { sql: text, bind } = compileWith(new PostgresQueryCompiler(), built)
  return { name: `p${createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 24)}`, text, bind }
}
