import { SqliteQueryCompiler } from 'kysely'
import { compileWith, slots, type Compiled, type SqlRow, type Statement } from '../sql/index.js'
import type { Connection, PreparedStatement } from './driver.js'

const compiled = new WeakMap<object, Compiled>()

/** The statement in SQLite's dialect, compiled at its first use. */
export function compile<Values extends object>(statement: Statement<Values>): Compiled {
  let known = compiled.get(statement)
  if (known === undefined) {
    known = compileWith(new SqliteQueryCompiler(), statement.build(slots() as Values))
    compiled.set(statement, known)
  }
  return known
}

/** A connection's prepared statements, each prepared at its first use. */
export class PreparedStatements {
  readonly #connection: Connection
  readonly #texts = new Map<string, PreparedStatement>()
  readonly #statements = new Map<object, { readonly bind: Compiled['bind']; readonly prepared: PreparedStatement }>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  of(sql: string): PreparedStatement {
    let prepared = this.#texts.get(sql)
    if (prepared === undefined) {
      prepared = this.#connection.prepare(sql)
      this.#texts.set(sql, prepared)
    }
    return prepared
  }

  get<Values extends object>(statement: Statement<Values>, values: Values): SqlRow | undefined {
    const { bind, prepared } = this.#prepared(statement)
    return prepared.get(bind(values))
  }

  all<Values extends object>(statement: Statement<Values>, values: Values): SqlRow[] {
    const { bind, prepared } = this.#prepared(statement)
    return prepared.all(bind(values))
  }

  /** How many rows were changed. */
  run<Values extends object>(statement: Statement<Values>, values: Values): number {
    const { bind, prepared } = this.#prepared(statement)
    return prepared.run(bind(values))
  }

  #prepared<Values extends object>(statement: Statement<Values>) {
    let known = this.#statements.get(statement)
    if (known === undefined) {
      const { sql, bind } = compile(statement)
      known = { bind, prepared: this.of(sql) }
      this.#statements.set(statement, known)
    }
    return known
  }
}
