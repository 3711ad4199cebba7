import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { rules } from '../src/index.js'
import { judgeSpecimen, specimensOf } from './specimens.js'

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url))

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (id, rule) => {
  it('has a file, a test and specimens of its name', () => {
    expect(existsSync(place(`../src/rules/${id}.ts`))).toBe(true)
    expect(existsSync(place(`rules/${id}.test.ts`))).toBe(true)
    expect(specimensOf(id, 'failing').length).toBeGreaterThan(0)
    expect(specimensOf(id, 'passing').length).toBeGreaterThan(0)
  })

  it.each(specimensOf(id, 'failing'))(
    'is the one rule that catches $name, which slips through without it',
    ({ files }) => {
      expect(new Set(judgeSpecimen(files).findings.map((finding) => finding.rule))).toEqual(new Set([id]))
      expect(
        judgeSpecimen(
          files,
          rules.filter((other) => other !== rule),
        ).findings,
      ).toEqual([])
    },
  )

  it.each(specimensOf(id, 'passing'))('finds $name clean, as every other rule does', ({ files }) => {
    const report = judgeSpecimen(files)
    expect(report.findings.map((finding) => [finding.rule, finding.location])).toEqual([])
    expect(report.notApplicable).not.toContain(id)
  })

  it('says everything in both languages', () => {
    const texts = [
      rule.texts,
      ...specimensOf(id, 'failing').flatMap(({ files }) => judgeSpecimen(files).findings.map(({ message }) => message)),
    ]
    for (const { en, zh } of texts) {
      expect(JSON.stringify(en)).not.toMatch(/\p{Script=Han}/u)
      expect(JSON.stringify(zh)).toMatch(/\p{Script=Han}/u)
    }
  })
})

describe('the rules', () => {
  it('have names of their own, and nothing lies about that belongs to none', () => {
    const ids = rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const sources = readdirSync(place('../src/rules'))
      .map((name) => name.replace(/\.ts$/, ''))
      .filter((name) => name !== 'index')
    const tests = readdirSync(place('rules')).map((name) => name.replace(/\.test\.ts$/, ''))
    expect(sources.sort()).toEqual([...ids].sort())
    expect(tests.sort()).toEqual([...ids].sort())
    expect(readdirSync(place('../specimens')).sort()).toEqual([...ids].sort())
  })
})
