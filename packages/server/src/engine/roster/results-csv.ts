import type { Language, PaycircleError } from 'paycircle/internal/base'
import { checkValue, errorCodeEntry, formatError, formats, reasonWords, services } from 'paycircle/internal/vocabulary'
import { csvLine } from '../../spreadsheet/index.js'
import type { RosterEntryRow } from '../../store/port/index.js'

const columns = [
  'line',
  'account',
  'state',
  'autoDebit',
  'autoRefund',
  'outcome',
  'code',
  'reason',
  'checkedAt',
] as const

/**
 * What came of each line of a roster, in its order, as pieces of a CSV text with a head; why, in words. An entry that is
 * still to be asked about has no outcome.
 *
 * @param entries a slice of the entries after that line, empty at the end
 */
export async function* rosterResultsCsv(
  entries: (afterLine: number) => Promise<readonly RosterEntryRow[]>,
  language: Language,
): AsyncGenerator<string> {
  yield csvLine(columns)
  for (let afterLine = 0; ;) {
    const slice = await entries(afterLine)
    const last = slice.at(-1)
    if (last === undefined) return
    yield slice.map((entry) => csvLine(cellsOf(entry, language))).join('')
    afterLine = last.line
  }
}

function cellsOf(entry: RosterEntryRow, language: Language): readonly string[] {
  const { line, given, state, autoDebit, autoRefund, outcome, code, checkedAt } = entry
  return [
    String(line),
    given,
    state ?? '',
    flag(autoDebit),
    flag(autoRefund),
    outcome ?? '',
    code ?? '',
    reasonText(entry, language),
    checkedAt === null ? '' : new Date(checkedAt).toISOString(),
  ]
}

function flag(half: boolean | null): string {
  return half === null ? '' : String(half)
}

/** Why, in words: what is wrong with the row, what the code means, how the exchange ended. */
function reasonText(entry: RosterEntryRow, language: Language): string {
  const { outcome, code, reason } = entry
  if (outcome === 'invalid') return faultOf(entry)?.describe(language).message ?? reason ?? ''
  const meaning = code === null ? undefined : errorCodeEntry(code)?.meaning[language]
  const words: Readonly<Record<string, string>> = reasonWords[language]
  const how = reason === null ? undefined : Object.hasOwn(words, reason) ? words[reason] : reason
  return [meaning, reason === 'indeterminate-code' && meaning !== undefined ? undefined : how]
    .filter((part) => part !== undefined)
    .join(language === 'zh' ? '；' : '; ')
}

const service = 'query_customer_protocol'
const place = { parameter: 'email', service } as const

/** What is wrong with an account, by checking it again as it was given. */
function faultOf({ given, reason }: RosterEntryRow): PaycircleError | undefined {
  if (reason === 'fund-account-malformed') return formatError(reason, { ...place, parameter: 'account' })
  const parameter = services[service].parameters.find(({ name }) => name === 'user_email')
  return formats['signer-email'](given, place) ?? (parameter && checkValue(parameter, given, service))
}
