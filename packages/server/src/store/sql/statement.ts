import {
  createQueryId,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type OperationNodeSource,
  type QueryCompiler,
  type RootOperationNode,
} from 'kysely'
import type { SqlValue } from './codec.js'
import type { Schema } from './schema.js'

/** Builds statements and runs none; each store compiles what it builds in its own dialect. */
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
  constructor(
    readonly name: string,
    /** Of which statement, where several were put together. */
    readonly part: number,
  ) {}
}

/** A statement in no dialect yet. Gives back a builder in which each value is a slot of the same name. */
export interface Statement<Values, Source extends OperationNodeSource = OperationNodeSource> {
  build(slots: Values): Source
}

/**
 * Describes a statement. `build` is given, in the place of each value, a slot of the same name.
 *
 * @example
 * const byId = statement<{ id: string }>(({ id }) => sqlBuilder.selectFrom('agreement').selectAll().where('id', '=', id))
 */
export function statement<Values extends object, Source extends OperationNodeSource = OperationNodeSource>(
  build: (slots: Values) => Source,
): Statement<Values, Source> {
  return { build }
}

/** The slots that a statement's builder is given. */
export function slots(part = 0): object {
  return new Proxy({}, { get: (_target, name) => new Slot(String(name), part) })
}

/** A statement in a dialect, and how its named values become positions. */
export interface Compiled {
  readonly sql: string
  /** Takes the values of each part, in the order of the parts. */
  readonly bind: (...parts: readonly object[]) => SqlValue[]
}

/** Compiles what was built; to be done once for each statement. */
export function compileWith(compiler: QueryCompiler, built: OperationNodeSource): Compiled {
  const { sql, parameters } = compiler.compileQuery(built.toOperationNode() as RootOperationNode, createQueryId())
  const fixed = parameters as readonly (Slot | SqlValue)[]
  return {
    sql,
    bind: (...parts) =>
      fixed.map((parameter) =>
        parameter instanceof Slot
          ? ((parts[parameter.part] as Readonly<Record<string, SqlValue>> | undefined)?.[parameter.name] ?? null)
          : parameter,
      ),
  }
}
