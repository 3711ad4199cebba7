import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAccounts, demoPassword, faultTable, type Simulator } from 'paycircle-simulator'
import { checkTable } from '../src/check-table.js'
import { impossibleCombinations } from '../src/fault-table.js'
import { startedSimulator, told } from './merchant.js'

const text = readFileSync(new URL('../../../docs/simulator.md', import.meta.url), 'utf8')

const between = (begin: string, end: string) => text.split(`<!-- ${begin}`)[1]?.split(`<!-- ${end}`)[0] ?? ''

/** The cells of each row of a table, without its head. */
const rowsOf = (table: string) =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

describe('docs/simulator.md', () => {
  it('has the fault table of the code, row by row', () => {
    expect(rowsOf(between('fault table', 'end of fault table'))).toEqual(
      faultTable.map(({ name, moments, suffix, onQuery, onSigning }) => [
        `\`${name}\``,
        moments.map((moment) => `\`${moment}\``).join(', '),
        suffix ? 'yes' : 'no',
        onQuery,
        onSigning,
      ]),
    )
  })

  it('gives the reasons of the code for what cannot be had', () => {
    const lines = between('impossible combinations', 'end of impossible')
      .replace(/\n {2}/g, ' ')
      .split('\n')
      .filter((line) => line.startsWith('- '))
    expect(lines).toEqual(impossibleCombinations.map(({ combination, reason }) => `- ${combination}: ${reason}.`))
  })

  it('lists the checks in the order in which they run', () => {
    const table = text.split('## What the gateway checks')[1]?.split('##')[0] ?? ''
    expect(rowsOf(table).map(([check]) => check)).toEqual(checkTable.map(({ name }) => `\`${name}\``))
  })

  it('lists the demo accounts and their password', () => {
    const table = text.split('## Demo accounts')[1]?.split('##')[0] ?? ''
    expect(rowsOf(table).map(([email]) => email)).toEqual(demoAccounts.map(({ email }) => `\`${email}\``))
    expect(table).toContain(`\`${demoPassword}\``)
  })

  describe('its curl examples', () => {
    let simulator: Simulator
    beforeAll(async () => {
      simulator = await startedSimulator()
    })
    afterAll(() => simulator.close())

    const examples = [...text.matchAll(/^curl (?:-X (\w+) )?\$S\/(\S+)(?: -d '([^']+)')?$/gm)].map(
      ([, method = 'GET', path = '', body]) => ({ method, path, body }),
    )

    it('are all that there are', () => {
      expect(examples).toHaveLength(text.match(/^curl /gm)?.length ?? 0)
    })

    it.each(examples)('$method $path works', async ({ method, path, body }) => {
      const answer = await told(`${simulator.controlUrl}${path}`, body === undefined ? { method } : { method, body })
      expect([answer.status, answer.text.includes('"error"')]).toEqual([200, false])
    })
  })
})
