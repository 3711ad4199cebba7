import { languages } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { commandHelp, groupHelp, programHelp } from '../../src/command-line/index.js'
import { commands } from '../../src/command-table.js'
import { displayWidth } from '../../src/output/index.js'

const pages = languages.flatMap((language) => [
  [`paycircle, ${language}`, programHelp(commands, language, 80)] as const,
  [`log, ${language}`, groupHelp(['log'], commands.slice(0, 2), language, 80)] as const,
  ...commands.map((command) => [`${command.name}, ${language}`, commandHelp(command, language, 80)] as const),
])

/** Commands, addresses and usage lines may not be broken. */
const unbroken = /^ {2}\S*(?:npx|PAYCIRCLE)|^(?:Usage: |用法：)/

describe('help', () => {
  it.each(pages)('of %s fits 80 columns and ends with one example that can be typed', (_page, help) => {
    for (const line of help.split('\n')) if (!unbroken.test(line)) expect(displayWidth(line)).toBeLessThanOrEqual(80)
    expect(help).toMatch(/(?:Example:|示例：)\n {2}\S.*npx paycircle |(?:Example:|示例：)\n {2}npx paycircle /)
  })

  it('lists every command, and every exit code', () => {
    const help = programHelp(commands, 'en', 80)
    for (const { name } of commands) expect(help).toContain(`\n  ${name} `)
    for (const code of [0, 1, 2, 3, 4, 5, 6, 70]) expect(help).toMatch(new RegExp(`\\n  ${code} +\\S`))
  })

  it('says the same in Chinese: no sentence is left in English', () => {
    for (const command of commands) {
      for (const { help } of Object.values(command.options)) expect(help.zh).toMatch(/\p{Script=Han}/u)
      expect(command.summary.zh).toMatch(/\p{Script=Han}/u)
      expect(command.details.zh).toMatch(/\p{Script=Han}/u)
    }
  })

  it('gives examples that the parser takes', async () => {
    const { parseCommandLine } = await import('../../src/command-line/index.js')
    for (const { example, name } of commands) {
      const typed = example.slice(example.indexOf('npx paycircle') + 'npx paycircle'.length)
      const argv = (typed.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ''))
      expect(parseCommandLine(argv, commands).words.join(' ')).toBe(name)
    }
  })
})
