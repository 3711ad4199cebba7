import { sql } from 'kysely'
import { slots, type SqlValue, type TableShape } from '../sql/index.js'

export type Fragment = ReturnType<typeof sql>

/** The values of a statement's pieces, and what stands for each in its text. */
export class Parts {
  readonly values: { readonly value: SqlValue }[] = []

  add(value: SqlValue): Fragment {
    const place = this.values.push({ value }) - 1
    return sql`${(slots(place) as { readonly value: SqlValue }).value}`
  }
}

/** Rows as one value: however many there are, the statement is the same. What is null is left out. */
export function rowsAsJson(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): string {
  const names = columns.map((column) => `"${column}":`)
  const texts = rows.map((values) => {
    let members = ''
    for (const [index, name] of names.entries()) {
      const value = values[index] ?? null
      if (value !== null) members += `${members === '' ? '' : ','}${name}${JSON.stringify(value)}`
    }
    return `{${members}}`
  })
  return `[${texts.join()}]`
}

/** Those rows, with the types of the table's columns, as `given`. */
export function givenRows({ name }: TableShape, rows: Fragment): Fragment {
  return sql`json_populate_recordset(null::${sql.table(name)}, ${rows}::json) as given`
}
