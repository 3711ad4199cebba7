import type { Page } from '../store/port/index.js'

/** A stored slice of a list as the interface answers it. */
export function pageValue<Row, Value>(
  page: Page<Row>,
  valueOf: (row: Row) => Value,
): { items: Value[]; next?: string } {
  const items = page.rows.map(valueOf)
  return page.next === undefined ? { items } : { items, next: page.next }
}

type Defined<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> }

/** The values without those that are undefined. */
export function defined<Values extends object>(values: Values): Defined<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<Values>
}
