import { faultTable, type FaultEffect, type FaultMoment, type FaultRow } from './fault-table.js'

/** A fault as understood from its name. */
export interface NamedFault {
  readonly name: string
  readonly row: FaultRow
  readonly effect: FaultEffect
  readonly moment: FaultMoment
  /** Whether the name itself says the moment. */
  readonly momentNamed: boolean
}

const suffix = '-after-commit'

/** Reads a fault's name as the table has it, with `-after-commit` where the row allows it; undefined for any other. */
export function faultNamed(name: string): NamedFault | undefined {
  for (const row of faultTable) {
    const named = row.suffix && name.endsWith(suffix)
    const effect = row.effect(named ? name.slice(0, -suffix.length) : name)
    const first = row.moments[0]
    if (effect === undefined || first === undefined) continue
    return { name, row, effect, moment: named ? 'after-commit' : first, momentNamed: named }
  }
  return undefined
}

/**
 * The fault that an e-mail address carries: `agent+timeout-after-commit@example.com`. Case is ignored, codes are read
 * in capitals. Undefined for an ordinary address.
 */
export function faultOfAddress(email: string): NamedFault | undefined {
  const tag = /^[^@+\s]{1,40}\+([^@\s]{1,80})@example\.com$/i.exec(email)?.[1]
  if (tag === undefined) return undefined
  return faultNamed(/^code\./i.test(tag) ? `code.${tag.slice(5).toUpperCase()}` : tag.toLowerCase())
}
