import type { Language } from 'paycircle/internal/base'
import { displayWidth, padEnd, wrap } from '../output/index.js'
import type { CommandDefinition, OptionDefinition, OptionDefinitions } from './command.js'
import { globalOptions } from './global-options.js'
import { messages } from './messages.js'

/** The help of the whole program: every command in a line. */
export function programHelp(commands: readonly CommandDefinition[], language: Language, columns: number): string {
  const say = messages[language]
  return sections([
    wrap(say.programSummary, columns),
    [`${say.usage}paycircle ${say.commandPlaceholder} [${say.optionsPlaceholder}]`],
    [
      say.commands,
      ...rows(
        commands.map(({ name, summary }) => [name, summary[language]]),
        columns,
      ),
    ],
    [say.globalOptions, ...optionRows(globalOptions, language, columns)],
    [say.example, '  npx paycircle start'],
    [say.exitCodes, ...rows(exitCodeRows(language), columns)],
    wrap(say.moreHelp, columns),
  ])
}

/** The help of a group of commands that share their first word. */
export function groupHelp(
  words: readonly string[],
  commands: readonly CommandDefinition[],
  language: Language,
  columns: number,
): string {
  const say = messages[language]
  return sections([
    [`${say.usage}paycircle ${words.join(' ')} ${say.commandPlaceholder} [${say.optionsPlaceholder}]`],
    [
      say.commands,
      ...rows(
        commands.map(({ name, summary }) => [name, summary[language]]),
        columns,
      ),
    ],
    [say.example, ...commands.slice(0, 1).map(({ example }) => `  ${example}`)],
  ])
}

/** The help of one command: usage, what it does, options, an example. */
export function commandHelp(command: CommandDefinition, language: Language, columns: number): string {
  const say = messages[language]
  const { argument } = command
  const name = argument === undefined ? '' : `${argument.name}${argument.repeats === true ? '…' : ''}`
  const placeholder = argument === undefined ? '' : argument.required ? ` ${name}` : ` [${name}]`
  return sections([
    [`${say.usage}paycircle ${command.name}${placeholder} [${say.optionsPlaceholder}]`],
    [`${command.summary[language]}${say.fullStop}`],
    ...command.details[language].split('\n').map((paragraph) => wrap(paragraph, columns)),
    argument === undefined ? [] : [say.argument, ...rows([[argument.name, argument.help[language]]], columns)],
    Object.keys(command.options).length === 0 ? [] : [say.options, ...optionRows(command.options, language, columns)],
    [say.globalOptions, ...optionRows(globalOptions, language, columns)],
    [say.example, `  ${command.example}`],
  ])
}

function exitCodeRows(language: Language): readonly (readonly [string, string])[] {
  const say = messages[language]
  return [
    ['0', say.exitDone],
    ['1', say.exitNo],
    ['2', say.exitUsage],
    ['3', say.exitIndeterminate],
    ['4', say.exitRefused],
    ['5', say.exitNotSent],
    ['6', say.exitHeld],
    ['70', say.exitDefect],
  ]
}

function optionRows(options: OptionDefinitions, language: Language, columns: number): readonly string[] {
  return rows(
    Object.entries(options).map(([name, option]) => [
      `--${name}${valueNotation(option)}`,
      option.help[language] + (option.required === true ? messages[language].required : ''),
    ]),
    columns,
  )
}

function valueNotation(option: OptionDefinition): string {
  if (option.kind === 'flag') return ''
  return option.kind === 'choice' ? ` ${option.choices.join('|')}` : ` ${option.placeholder}`
}

function rows(pairs: readonly (readonly [string, string])[], columns: number): readonly string[] {
  const left = Math.max(...pairs.map(([term]) => displayWidth(term))) + 4
  return pairs.flatMap(([term, text]) =>
    wrap(text, Math.max(24, columns - left)).map((line, index) => padEnd(index === 0 ? `  ${term}` : '', left) + line),
  )
}

function sections(parts: readonly (readonly string[])[]): string {
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')
}
