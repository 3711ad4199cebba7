import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parseXml } from 'paycircle/internal/wire'
import { audit, jsonReport, junitReport, maskSecrets, rules, sarifReport, type FinalReport } from '../../src/index.js'
import { specimensOf } from '../specimens.js'

const require = createRequire(import.meta.url)
const files = rules.flatMap(({ id }) => specimensOf(id, 'failing').flatMap((specimen) => specimen.files))
const report = audit(files)
const [first, second] = report.findings
if (first === undefined) throw new Error('no specimen is found')
const final: FinalReport = {
  ...report,
  waived: [{ finding: first, waiver: { rule: first.rule, owner: 'wang', reason: 'filed', expires: '2027-01-01' } }],
  known: [second ?? first],
  problems: [{ problem: 'expired', waiver: { rule: first.rule, owner: 'li', reason: 'gone', expires: '2026-01-01' } }],
  gone: 1,
}

interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly partialFingerprints: object
  readonly locations: readonly { readonly physicalLocation: { readonly region: { readonly startLine: number } } }[]
  readonly suppressions?: readonly object[]
}

describe('SARIF', () => {
  const sarif = sarifReport(final, {
    language: 'zh',
    version: '0.1.0',
    helpUri: (rule) => `https://example.com/${rule}`,
  })
  const [run] = (
    sarif as {
      runs: readonly { tool: { driver: { rules: readonly { id: string }[] } }; results: readonly SarifResult[] }[]
    }
  ).runs

  it('validates against the published schema', () => {
    const file = require.resolve('schemastore/schemas/json/sarif-2.1.0.json')
    const schema = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    // Both name places on the network.
    delete schema.$id
    delete schema.$schema
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
    addFormats.default(ajv)
    const validate = ajv.compile(schema)
    validate(sarif)
    expect(validate.errors ?? []).toEqual([])
    validate({ ...sarif, version: '1.0' })
    expect(validate.errors).not.toBe(null)
  })

  it('carries what code scanning asks for: rules, places, fingerprints of their own, suppressions', () => {
    const results = run?.results ?? []
    expect(results).toHaveLength(final.findings.length + 2)
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
      expect(locations[0]?.physicalLocation.region.startLine).toBeGreaterThan(0)
    }
    expect(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(
      results.length,
    )
    expect(results.filter(({ suppressions }) => suppressions !== undefined)).toHaveLength(2)
  })
})

const limits = { maxCharacters: 10_000_000, maxElements: 100_000 }

describe('JUnit', () => {
  it('has a failing case a finding, and counts that agree', () => {
    const root = parseXml(junitReport(final, 'en'), {
      maxElements: 100_000,
      maxDepth: 10,
      maxBytes: 100_000_000,
    } as never)
    const suites = root.children
    expect(root.name).toBe('testsuites')
    const failures = suites
      .flatMap((suite) => suite.children)
      .filter((one) => one.children.some(({ name }) => name === 'failure'))
    expect(failures).toHaveLength(final.findings.length + final.problems.length)
    expect(suites.map(({ name }) => name)).toEqual(suites.map(() => 'testsuite'))
  })

  it('stays well-formed whatever a path holds', () => {
    const odd = { ...first, location: { ...first.location, path: 'a<b>&"\u0001\ud800\uffff.html' } }
    const xml = junitReport({ ...final, findings: [odd] }, 'zh')
    expect(() => parseXml(xml, limits)).not.toThrow()
  })
})

describe('JSON', () => {
  it('gives rows and mistakes apart, in the language that is asked for', () => {
    const { findings, clean } = jsonReport(final, 'zh') as {
      clean: boolean
      findings: readonly { rows: string[]; mistakes: string[]; message: string }[]
    }
    expect(clean).toBe(false)
    for (const { rows, mistakes, message } of findings) {
      expect(rows.every((row) => /^[SQ][345]-\d+$/.test(row))).toBe(true)
      expect(mistakes.every((mistake) => /^G\d+$/.test(mistake))).toBe(true)
      expect(message).toMatch(/\p{Script=Han}/u)
    }
  })
})

describe('a line that is shown', () => {
  it.each([
    ['String key = "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6";', 'String key = "a1b…";'],
    ['sign=0123456789abcdef0123456789abcdef&sign_type=MD5', 'sign=012…&sign_type=MD5'],
    ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj', 'MII…'],
    ['partner=2088000000000000', 'partner=2088000000000000'],
    [
      'https://mapi.alipay.com/gateway.do?_input_charset=utf-8',
      'https://mapi.alipay.com/gateway.do?_input_charset=utf-8',
    ],
    ['service=sign_protocol_with_partner', 'service=sign_protocol_with_partner'],
  ])('masks what could be a key: %s', (line, shown) => {
    expect(maskSecrets(line)).toBe(shown)
  })
})
