import type { CommandDefinition, OptionDefinition, OptionDefinitions } from './command.js'
import { commandLineError } from './errors.js'
import { suggest } from './suggest.js'

/** Options that look like a key being typed. A process list and a shell's history show argv. S3-02, Q3-02 */
const secretOptions = /^(?:(?:md5|security|private|secret|seal|api|rsa|sign)-?)?key$|^secret$|^password$|^token$/i

export function definitionNamed(definitions: OptionDefinitions, name: string): OptionDefinition | undefined {
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined
}

export function unknownOption(name: string, definitions: OptionDefinitions, command: CommandDefinition | undefined) {
  const option = `${name.length === 1 ? '-' : '--'}${name.slice(0, 40)}`
  if (secretOptions.test(name)) return commandLineError('usage-secret-in-arguments', { option })
  const suggestion = suggest(name, Object.keys(definitions))
  return commandLineError('usage-unknown-option', {
    option,
    command: command?.name ?? '',
    suggestion: suggestion === undefined ? undefined : `--${suggestion}`,
  })
}
