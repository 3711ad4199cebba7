import { inspect } from 'node:util'
import { PaycircleError, type Clock, type Language } from 'paycircle/internal/base'
import {
  asksForJson,
  commandHelp,
  groupHelp,
  parseCommandLine,
  programHelp,
  type ParsedCommandLine,
} from './command-line/index.js'
import { commands } from './command-table.js'
import { describeDefect, describeError } from './error-report.js'
import { exitCode, exitCodeOfError, type ExitCode } from './exit-code.js'
import type { Invocation } from './invocation.js'
import { languageOf } from './language.js'
import { Output, showsColours, type TextStream } from './output/index.js'
import { programVersion } from './program-version.js'

/** What a run gets from the process. */
export interface Run extends Pick<
  Invocation,
  'environment' | 'workingFolder' | 'clock' | 'stdin' | 'stopRequested' | 'onReload'
> {
  readonly argv: readonly string[]
  readonly stdout: TextStream
  readonly stderr: TextStream
  readonly clock: Clock
}

/** Runs one command line and tells how it ended. Never rejects: an error is said on its stream and becomes a code. */
export async function runCommandLine(run: Run): Promise<ExitCode> {
  const { argv, environment, stdout, stderr } = run
  const language = languageOf(argv, environment)
  const output = new Output(stdout, stderr, asksForJson(argv), showsColours(stdout, environment))
  try {
    const parsed = parseCommandLine(argv, commands)
    if (parsed.asks === 'help') return sayHelp(parsed, language, output)
    if (parsed.asks === 'version') return sayVersion(output)
    const [command] = parsed.candidates
    if (command === undefined || parsed.input === undefined) return exitCode.defect
    return await command.run({ ...run, language, output, profile: parsed.profile }, parsed.input)
  } catch (error) {
    return sayError(error, language, output, environment)
  }
}

function sayHelp(parsed: ParsedCommandLine, language: Language, output: Output): ExitCode {
  const { candidates, words } = parsed
  const [only] = candidates
  const help =
    words.length === 0
      ? programHelp(candidates, language, output.columns)
      : only?.name === words.join(' ')
        ? commandHelp(only, language, output.columns)
        : groupHelp(words, candidates, language, output.columns)
  output.result({ help }, () => help)
  return exitCode.done
}

function sayVersion(output: Output): ExitCode {
  const version = programVersion()
  output.result({ version }, () => version)
  return exitCode.done
}

/** An error with a text for the person at the keyboard; any other is a defect of ours. */
function isTold(error: unknown): error is PaycircleError {
  return error instanceof PaycircleError
}

function sayError(error: unknown, language: Language, output: Output, environment: Run['environment']): ExitCode {
  const known = isTold(error)
  const description = known ? error.describe(language) : describeDefect(language)
  if (output.json) output.result({ error: description }, () => '')
  else output.notice(describeError(description, language))
  if (environment.PAYCIRCLE_DEBUG === '1') output.notice(inspect(error))
  return known ? exitCodeOfError(error.code) : exitCode.defect
}
