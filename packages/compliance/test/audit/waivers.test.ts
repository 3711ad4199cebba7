import { expect, it } from 'vitest'
import { applyWaivers, readWaivers, type Waiver } from '../../src/index.js'
import { advice, boundAddress, demand } from '../made-up-rules.js'
import { auditTexts } from '../specimens.js'

const rules = [advice, demand, boundAddress]
const today = '2026-11-26'
const waiver: Waiver = { rule: 'advice', owner: 'wang', reason: 'old site, replaced in spring', expires: '2027-03-31' }
const { findings } = auditTexts(
  { 'src/a.txt': 'https://mapi.alipay.com/gateway.do', 'src/b.txt': 'https://mapi.alipay.com/gateway.do' },
  [advice],
)

function read(...waivers: readonly object[]): readonly Waiver[] {
  return readWaivers(JSON.stringify({ waivers }), 'waivers.json', rules)
}

function faultOf(act: () => unknown): object {
  try {
    act()
  } catch (error) {
    const { code, fields } = error as { code: string; fields: Readonly<Record<string, unknown>> }
    return { code, ...fields }
  }
  throw new Error('it was accepted')
}

it('takes away what somebody answers for, up to and with its last day', () => {
  for (const [day, left] of [
    ['2027-03-31', 0],
    ['2027-04-01', 2],
  ] as const) {
    const applied = applyWaivers(findings, read(waiver), day)
    expect([applied.findings.length, applied.waived.length]).toEqual([left, 2 - left])
    expect(applied.problems.map(({ problem }) => problem)).toEqual(left === 0 ? [] : ['expired'])
  }
})

it('covers a file or a folder where it names one, and no file that only begins alike', () => {
  const of = (path: string) => applyWaivers(findings, read({ ...waiver, path }), today).waived.length
  expect([of('src'), of('src/'), of('src/a.txt'), of('sr'), of('src/a')]).toEqual([2, 2, 1, 0, 0])
})

it('complains of a waiver that matches nothing', () => {
  const { problems, findings: left } = applyWaivers(findings, read({ ...waiver, path: 'elsewhere' }), today)
  expect(problems.map(({ problem }) => problem)).toEqual(['matches-nothing'])
  expect(left).toHaveLength(2)
})

it('waives nothing that the documents demand', () => {
  expect(faultOf(() => read({ ...waiver, rule: 'demand' }))).toMatchObject({
    code: 'waivers-unusable',
    number: 1,
    fault: 'rule-not-waivable',
  })
})

it('waives a bound address with its filing, and without it nothing (S3-05)', () => {
  const bound = { ...waiver, rule: 'bound-address' }
  expect(faultOf(() => read(bound))).toMatchObject({ fault: 'filing-missing' })
  expect(faultOf(() => read({ ...bound, filing: { number: '', filedOn: '2026-01-01' } }))).toMatchObject({
    fault: 'filing-missing',
  })
  expect(faultOf(() => read({ ...bound, filing: { number: '7', filedOn: '2026-13-01' } }))).toMatchObject({
    fault: 'filing-missing',
  })
  expect(read({ ...bound, filing: { number: '20260101-7', filedOn: '2026-01-01' } })).toHaveLength(1)
})

it.each([
  [{ ...waiver, owner: ' ' }, 'field-missing', 'owner'],
  [{ ...waiver, reason: undefined }, 'field-missing', 'reason'],
  [{ ...waiver, expires: '2026-02-30' }, 'date-malformed', '2026-02-30'],
  [{ ...waiver, expires: 'never' }, 'date-malformed', 'never'],
  [{ ...waiver, rule: 'advise' }, 'rule-unknown', 'advise'],
  [{ ...waiver, until: '2027-01-01' }, 'field-unknown', 'until'],
  [{ ...waiver, path: 7 }, 'field-missing', 'path'],
])('says which waiver cannot be used and why: %j', (bad, fault, about) => {
  expect(faultOf(() => read(waiver, bad))).toMatchObject({ file: 'waivers.json', number: 2, fault, about })
})

it('refuses a file that is no list of waivers', () => {
  expect(faultOf(() => readWaivers('{', 'w', rules))).toMatchObject({ number: 0, fault: 'not-json' })
  for (const text of ['[]', 'null', '{"waivers": {}}']) {
    expect(faultOf(() => readWaivers(text, 'w', rules))).toMatchObject({ number: 0, fault: 'not-a-list' })
  }
})
