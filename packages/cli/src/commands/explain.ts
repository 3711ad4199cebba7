import { consequencesOf, errorCodeCatalogue, errorCodeEntry } from 'paycircle/internal/vocabulary'
import { suggest, type CommandInput, type OptionDefinitions } from '../command-line/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { pairs, printable } from '../output/table.js'
import { codeMessages } from './explain-messages.js'

/** `explain CODE`: the catalogue's entry; of a code that it does not have, how that is treated. */
export function explain(
  { output, language }: Invocation,
  { argument = '' }: Pick<CommandInput<OptionDefinitions>, 'argument'>,
): Promise<ExitCode> {
  const code = argument.trim().slice(0, 100)
  const say = codeMessages[language]
  const entry = errorCodeEntry(code) ?? errorCodeEntry(code.toUpperCase())
  if (entry === undefined) {
    const suggestion = suggest(
      code.toUpperCase(),
      errorCodeCatalogue.map((one) => one.code),
    )
    const { outcome, stopsEverything, pausesProfile, scope } = consequencesOf(code)
    output.result(
      { code, known: false, outcome, stopsEverything, pausesProfile, scope, rows: ['S3-21', 'Q3-20'], suggestion },
      () =>
        [
          printable(say.unknown(code)),
          say.unknownTreatment,
          ...(suggestion === undefined ? [] : [say.suggestion(suggestion)]),
        ].join('\n'),
    )
    return Promise.resolve(exitCode.no)
  }
  const { meaning, cause, remedy, ...facts } = entry
  output.result(
    { ...facts, known: true, meaning: meaning[language], cause: cause[language], remedy: remedy[language] },
    () =>
      pairs([
        [say.code, [entry.code, ...(entry.aliases ?? [])].join(' / ')],
        [say.meaning, meaning[language]],
        [say.cause, cause[language]],
        [say.remedy, remedy[language]],
        [say.actor, say[`actor-${entry.actor}`]],
        [say.stops, entry.stopsEverything ? say.stopsYes : entry.pausesProfile ? say.stopsProfile : say.stopsNo],
        [say.outcome, say[`outcome-${entry.outcome}`]],
        [say.services, entry.services.join(', ')],
        [say.rows, entry.rows.join(', ')],
        [say.evidence, say[`evidence-${entry.evidence}`]],
      ]),
  )
  return Promise.resolve(exitCode.done)
}
