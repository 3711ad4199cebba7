import type { ErrorCodeEntry } from '../error-code.js'

/** Meaning, cause, remedy, in this order. */
type Texts = readonly [meaning: string, cause: string, remedy: string]

type Consequences = Omit<ErrorCodeEntry, 'code' | 'aliases' | 'meaning' | 'cause' | 'remedy'>

/** One code as its table writes it: both texts, and of the rest only what differs from its family. */
type CodeRow = Pick<ErrorCodeEntry, 'code' | 'aliases'> &
  Partial<Consequences> & { readonly zh: Texts; readonly en: Texts }

/**
 * Turns a table of codes into entries. What the family says holds for each of its codes that does not say otherwise;
 * unless one of them speaks, a code is refused on a query and neither stops nor pauses anything.
 */
export function codeFamily(
  family: Omit<Consequences, 'outcome' | 'stopsEverything' | 'pausesProfile'>,
  rows: readonly CodeRow[],
): readonly ErrorCodeEntry[] {
  return rows.map(({ zh, en, ...own }) => ({
    outcome: 'refused',
    stopsEverything: false,
    pausesProfile: false,
    ...family,
    ...own,
    meaning: { zh: zh[0], en: en[0] },
    cause: { zh: zh[1], en: en[1] },
    remedy: { zh: zh[2], en: en[2] },
  }))
}
