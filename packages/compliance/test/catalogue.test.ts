import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { rooms } from '../../../tools/floors.js'
import { catalogueRows, mistakes, rules, sourceNamed } from '../src/index.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** All source text of a room, its messages included. */
function sourceOf(room: string): string {
  const place = rooms.find(({ name }) => name === room)
  if (place === undefined) throw new Error(`no room is called ${room}`)
  return filesUnder(join(root, place.path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : entry.name.endsWith('.ts') ? [path] : []
  })
}

const sources = new Map<string, string>()

function cites(room: string, id: string): boolean {
  const text = sources.get(room) ?? sourceOf(room)
  sources.set(room, text)
  return new RegExp(`\\b${id}\\b`).test(text)
}

const everything = [...catalogueRows, ...mistakes]

describe('the catalogue', () => {
  it('holds 37 rows of the one document, 38 of the other and 38 mistakes, each once', () => {
    const count = (letter: string) => catalogueRows.filter(({ id }) => id.startsWith(letter)).length
    expect([count('S'), count('Q'), mistakes.length]).toEqual([37, 38, 38])
    expect(new Set(everything.map(({ id }) => id)).size).toBe(everything.length)
  })

  it.each(everything.map((entry) => [entry.id, entry] as const))('covers %s', (id, { cover }) => {
    const byRules = rules.filter((rule) => rule.sources.includes(id))
    expect([
      ...(cover.rooms ?? []),
      ...byRules,
      ...(cover.procedure ?? []),
      ...(cover.notApplicable ? [1] : []),
    ]).not.toEqual([])
    // What can be seen in an implementation is checked by a rule, and only that.
    expect(byRules.length > 0).toBe(cover.checked === true)
    if (!id.startsWith('G')) for (const room of cover.rooms ?? []) expect([room, cites(room, id)]).toEqual([room, true])
  })

  it('knows every source that a rule names', () => {
    for (const rule of rules)
      for (const source of rule.sources) expect([source, sourceNamed(source)?.id]).toEqual([source, source])
  })

  it('gives a rule the strength of the row that decides it', () => {
    for (const {
      id,
      severity,
      sources: [first],
    } of rules) {
      const row = catalogueRows.find((one) => one.id === first)
      if (row?.strength === 'should') expect([id, severity]).toEqual([id, 'should'])
    }
  })
})
