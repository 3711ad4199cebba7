import { parseArgs } from 'node:util'
import { commandLineError } from './errors.js'
import type { CommandDefinition, CommandInput, OptionDefinition, OptionDefinitions } from './command.js'
import { globalOptions } from './global-options.js'
import { splitWords, startsWith } from './split-words.js'
import { readTime } from './time.js'
import { definitionNamed, unknownOption } from './unknown-option.js'

export interface ParsedCommandLine {
  /** The commands that the words typed so far lead to: one of them, several (`log`), or all where none was typed. */
  readonly candidates: readonly CommandDefinition[]
  readonly words: readonly string[]
  /** Undefined where help or the version was asked for: nothing else matters then. */
  readonly input: CommandInput<OptionDefinitions> | undefined
  readonly asks: 'help' | 'version' | 'nothing'
  readonly profile: string | undefined
}

interface Token {
  readonly kind: 'option' | 'positional' | 'option-terminator'
  readonly name?: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

/**
 * Reads the command line against the commands' own definitions. Node's own tokenizer does the splitting; libraries that
 * also judge speak English only.
 *
 * @throws a `usage-…` error that names the option or word, never a value: a value may be a secret in the wrong place.
 */
export function parseCommandLine(argv: readonly string[], commands: readonly CommandDefinition[]): ParsedCommandLine {
  const { words, rest } = splitWords(argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv, commands)
  const candidates = commands.filter((command) => startsWith(command.name.split(' '), words))
  const exact = words.length > 0 ? candidates.find((command) => command.name === words.join(' ')) : undefined
  const definitions: OptionDefinitions = { ...globalOptions, ...exact?.options }
  const tokens = tokensOf(rest, definitions)
  const given = readTokens(tokens, definitions, exact)
  const asks = given.options.help === true ? 'help' : given.options.version === true ? 'version' : 'nothing'
  const profile = given.options.profile as string | undefined
  if (asks !== 'nothing') return { candidates, words, input: undefined, asks, profile }
  if (exact === undefined) {
    throw words.length === 0
      ? commandLineError('usage-command-missing', {})
      : commandLineError('usage-subcommand-missing', {
          command: words.join(' '),
          choices: candidates.map((c) => c.name),
        })
  }
  return { candidates: [exact], words, input: completed(given, exact), asks, profile }
}

/** Whether the words ask for JSON, told without reading the rest: errors of reading are printed by it too. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).includes('--json')
}

function tokensOf(args: readonly string[], definitions: OptionDefinitions): readonly Token[] {
  const options: Record<string, { type: 'boolean' | 'string'; short?: string }> = {}
  for (const [name, definition] of Object.entries(definitions)) {
    options[name] = { type: definition.kind === 'flag' ? 'boolean' : 'string' }
  }
  options.help = { type: 'boolean', short: 'h' }
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens
}

type GivenValue = string | number | boolean | readonly string[]

interface GivenInput {
  readonly options: Record<string, GivenValue>
  readonly all: string[]
}

function readTokens(
  tokens: readonly Token[],
  definitions: OptionDefinitions,
  command: CommandDefinition | undefined,
): GivenInput {
  const given: GivenInput = { options: Object.create(null) as GivenInput['options'], all: [] }
  for (const token of tokens) {
    if (token.kind === 'positional') {
      const argument = command?.argument
      if (argument === undefined || (given.all.length > 0 && argument.repeats !== true)) {
        throw commandLineError('usage-argument-unexpected', { command: command?.name ?? '' })
      }
      given.all.push(token.value ?? '')
    } else if (token.kind === 'option') {
      const name = token.name ?? ''
      const definition = definitionNamed(definitions, name)
      if (definition === undefined) throw unknownOption(name, definitions, command)
      given.options[name] = valueOf(`--${name}`, definition, token, given.options[name])
    }
  }
  return given
}

function valueOf(
  option: string,
  definition: OptionDefinition,
  token: Token,
  before: GivenValue | undefined,
): GivenValue {
  if (before !== undefined && definition.kind !== 'texts') throw commandLineError('usage-option-repeated', { option })
  if (definition.kind === 'flag') {
    if (token.value !== undefined) throw commandLineError('usage-option-takes-no-value', { option })
    return true
  }
  const text = token.value
  if (text === undefined || text === '' || (token.inlineValue !== true && text.startsWith('--'))) {
    throw commandLineError('usage-option-value-missing', { option })
  }
  switch (definition.kind) {
    case 'text':
      return text
    case 'texts': {
      const texts = [...((before ?? []) as readonly string[]), text]
      if (texts.length <= definition.most) return texts
      throw commandLineError('usage-option-too-often', { option, most: definition.most })
    }
    case 'choice':
      if (definition.choices.includes(text)) return text
      throw commandLineError('usage-option-choice', { option, choices: definition.choices })
    case 'integer': {
      const { min, max } = definition
      const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN
      if (number >= min && number <= max) return number
      throw commandLineError('usage-option-integer', { option, min, max })
    }
    case 'time': {
      const time = readTime(text)
      if (time !== undefined) return time
      throw commandLineError('usage-option-time', { option })
    }
  }
}

function completed(given: GivenInput, command: CommandDefinition): CommandInput<OptionDefinitions> {
  const options: Record<string, GivenValue | undefined> = {}
  for (const [name, definition] of Object.entries(command.options)) {
    const value = given.options[name]
    if (value === undefined && definition.required === true) {
      throw commandLineError('usage-option-required', { option: `--${name}`, command: command.name })
    }
    options[name] = value ?? valueOfNone(definition)
  }
  if (command.argument?.required === true && given.all.length === 0) {
    throw commandLineError('usage-argument-missing', { argument: command.argument.name, command: command.name })
  }
  return { options, argument: given.all[0], all: given.all }
}

function valueOfNone({ kind }: OptionDefinition): GivenValue | undefined {
  if (kind === 'texts') return []
  return kind === 'flag' ? false : undefined
}
