import { expect, it } from 'vitest'
import { baselineText, compareWithBaseline, readBaseline } from '../../src/index.js'
import { advice } from '../made-up-rules.js'
import { auditTexts } from '../specimens.js'

const address = 'https://mapi.alipay.com/gateway.do'
const findingsIn = (text: string, path = 'urls.txt') => auditTexts({ [path]: text }, [advice]).findings
const baseline = readBaseline(
  baselineText(findingsIn(`${address}?a=1\n${address}?a=1\n${address}?b=2`)),
  'baseline.json',
)

it('knows what was there, also after lines have moved', () => {
  const { findings, known, gone } = compareWithBaseline(
    findingsIn(`# new\n${address}?b=2\n\n${address}?a=1\n  ${address}?a=1`),
    baseline,
  )
  expect([findings.length, known.length, gone]).toEqual([0, 3, 0])
})

it('tells one more of the same kind as new', () => {
  const { findings, known } = compareWithBaseline(findingsIn(`${address}?a=1\n`.repeat(3)), baseline)
  expect([findings.length, known.length]).toEqual([1, 2])
})

it('tells what is new, in a line or in another file, and counts what is gone', () => {
  expect(compareWithBaseline(findingsIn(`${address}?c=3`), baseline)).toMatchObject({ gone: 3, known: [] })
  expect(compareWithBaseline(findingsIn(`${address}?b=2`, 'other.txt'), baseline).findings).toHaveLength(1)
})

it('holds nothing of the files but their names', () => {
  expect(baselineText(findingsIn(`${address}?sign=0123456789abcdef0123456789abcdef`))).not.toContain('0123456789abcdef')
})

it.each([
  '',
  'null',
  '[]',
  '{"version":2,"findings":[]}',
  '{"version":1,"findings":[null]}',
  '{"version":1,"findings":[{"fingerprint":"x"}]}',
])('refuses a file that is no baseline: %s', (text) => {
  expect(() => readBaseline(text, 'b.json')).toThrow(expect.objectContaining({ code: 'baseline-unusable' }) as Error)
})
