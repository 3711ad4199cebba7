import type { SourceId } from '../rule.js'
import { accessRows } from './access-rows.js'
import type { CatalogueMistake, CatalogueRow } from './catalogue-row.js'
import { mistakes } from './mistakes.js'
import { testRows } from './test-rows.js'
import { useRows } from './use-rows.js'

export type { CatalogueMistake, CatalogueRow, Cover } from './catalogue-row.js'
export { mistakes } from './mistakes.js'

const ids = (row: CatalogueRow) => row.id.replace('S', '0').replace('Q', '1')

/** Every row of both documents: the one on signing first, each in its own order. S3-25, Q3-28 */
export const catalogueRows: readonly CatalogueRow[] = [...accessRows, ...useRows, ...testRows].sort((left, right) =>
  ids(left) < ids(right) ? -1 : 1,
)

const byId = new Map<SourceId, CatalogueRow | CatalogueMistake>(
  [...catalogueRows, ...mistakes].map((one) => [one.id, one]),
)

/** The row or the mistake of that id; undefined where there is none. */
export function sourceNamed(id: SourceId): CatalogueRow | CatalogueMistake | undefined {
  return byId.get(id)
}
