import type { CommandDefinition } from './command.js'
import { commandLineError } from './errors.js'
import { globalOptions } from './global-options.js'
import { suggest } from './suggest.js'
import { definitionNamed, unknownOption } from './unknown-option.js'

/** Tells the words of the command's name from everything else, which keeps its order. */
export function splitWords(argv: readonly string[], commands: readonly CommandDefinition[]) {
  const words: string[] = []
  const rest: string[] = []
  let index = 0
  for (; index < argv.length; index++) {
    const word = argv[index] ?? ''
    if (word === '--' || word === '-') break
    if (word.startsWith('-')) {
      const name = word.replace(/^--?/, '').replace(/=.*$/s, '')
      const definition = definitionNamed(globalOptions, word === '-h' ? 'help' : name)
      // What follows an unknown option may be its value: it must not be taken for a command and shown.
      if (definition === undefined) throw unknownOption(name, globalOptions, undefined)
      rest.push(word)
      const next = argv[index + 1]
      if (definition.kind !== 'flag' && !word.includes('=') && next !== undefined) {
        rest.push(next)
        index++
      }
      continue
    }
    if (!commands.some((command) => startsWith(command.name.split(' '), [...words, word]))) {
      throw unknownCommand([...words, word], words.length, commands)
    }
    words.push(word)
    if (commands.some((command) => command.name === words.join(' '))) {
      index++
      break
    }
  }
  return { words, rest: [...rest, ...argv.slice(index)] }
}

export function startsWith(whole: readonly string[], start: readonly string[]): boolean {
  return start.every((word, index) => whole[index] === word)
}

function unknownCommand(words: readonly string[], at: number, commands: readonly CommandDefinition[]) {
  const reachable = commands
    .map((command) => command.name.split(' '))
    .filter((name) => startsWith(name, words.slice(0, at)))
    .flatMap((name) => name[at] ?? [])
  const suggestion = suggest(words[at] ?? '', reachable)
  return commandLineError('usage-unknown-command', {
    command: words.join(' ').slice(0, 60),
    suggestion: suggestion === undefined ? undefined : [...words.slice(0, at), suggestion].join(' '),
  })
}
