import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable } from 'kysely'
import type { Connection, PreparedStatement, SqlValue } from './driver.js'
import type { Schema } from './schema.js'

/** Builds statements and runs none: what it compiles is prepared once and run many times. */
export const sqlBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** A place in a statement that is filled at every run. */
class Slot {
  constructor(readonly name: string) {}
}

/** A compiled statement and how its named values become positions. */
export interface Statement<Values> {
  readonly sql: string
  bind(values: Values): SqlValue[]
}

/**
 * Compiles a statement once. `build` is given, in the place of each value, a slot of the same name.
 *
 * @example
 * const byId = compile<{ id: string }>(({ id }) => sqlBuilder.selectFrom('agreement').selectAll().where('id', '=', id))
 * connection.prepare(byId.sql).get(byId.bind({ id: 'a1' }))
 */
export function compile<Values extends object>(build: (slots: Values) => Compilable): Statement<Values> {
  const slots = new Proxy({}, { get: (_target, name) => new Slot(String(name)) }) as Values
  const { sql, parameters } = build(slots).compile()
  return {
    sql,
    bind: (values) =>
      parameters.map((parameter) =>
        parameter instanceof Slot
          ? ((values as Record<string, SqlValue>)[parameter.name] ?? null)
          : (parameter as SqlValue),
      ),
  }
}

/** A connection's prepared statements, each prepared at its first use. */
export class PreparedStatements {
  readonly #connection: Connection
  readonly #prepared = new Map<string, PreparedStatement>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  of(sql: string): PreparedStatement {
    let statement = this.#prepared.get(sql)
    if (statement === undefined) {
      statement = this.#connection.prepare(sql)
      this.#prepared.set(sql, statement)
    }
    return statement
  }

  get<Values>(statement: Statement<Values>, values: Values) {
    return this.of(statement.sql).get(statement.bind(values))
  }

  all<Values>(statement: Statement<Values>, values: Values) {
    return this.of(statement.sql).all(statement.bind(values))
  }
}
