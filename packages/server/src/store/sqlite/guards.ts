import type { Guard } from '../port/index.js'
import { checkOf } from '../sql/index.js'
import type { PreparedStatements } from './statement.js'

/** The position of the first guard that does not hold; undefined where all hold. */
export function firstConflict(prepared: PreparedStatements, guards: readonly Guard[]): number | undefined {
  const index = guards.findIndex((guard) => !holds(prepared, guard))
  return index === -1 ? undefined : index
}

function holds(prepared: PreparedStatements, guard: Guard): boolean {
  const { statement, holds } = checkOf(guard)
  return (prepared.get(statement, guard) !== undefined) === (holds === 'found')
}
