import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Audit, filesUnder, type AuditReport } from 'paycircle-compliance'

const root = fileURLToPath(new URL('..', import.meta.url))
const example = (name: string) => join(root, 'examples', 'audit', name)
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const require = createRequire(import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'paycircle-action-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function auditOf(site: string): Promise<AuditReport> {
  const audit = new Audit()
  for await (const file of filesUnder(example(site), site)) if ('bytes' in file) audit.add(file.path, file.bytes)
  return audit.report()
}

describe('the example of the audit', () => {
  it.each(['README.md', 'README.zh-CN.md'])('finds what %s says that it finds', async (page) => {
    const { findings } = await auditOf('broken-site')
    const text = readFileSync(example(page), 'utf8')
    const listed = [...text.matchAll(/^\| \[([a-z0-9-]+)\]/gm)].map(([, rule]) => rule)
    expect(listed).toEqual([...new Set(findings.map(({ rule }) => rule))])
    expect(/(\d+) (?:findings of|条规则的)/.exec(text)).not.toBeNull()
    expect(text).toMatch(new RegExp(`${String(findings.length)} (?:findings|处问题)`))
    expect(text).toMatch(new RegExp(`${String(listed.length)} (?:rules|条规则)`))
  })

  it('finds nothing in the mended site, of which it reads every file', async () => {
    const { findings, skipped, inspected } = await auditOf('mended-site')
    expect([findings, skipped]).toEqual([[], []])
    expect(inspected).toHaveLength((await auditOf('broken-site')).inspected.length)
  })
})

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: {
    readonly steps: readonly { readonly id?: string; readonly run: string; readonly env: Record<string, string> }[]
  }
}

describe('the action and the hook', () => {
  it.each([
    ['action.yml', 'github-action'],
    ['examples/audit/workflow.yml', 'github-workflow'],
    ['examples/audit/.pre-commit-config.yaml', 'pre-commit-config'],
  ])('%s is what its format asks for', (path, schema) => {
    const validate = validatorOf(schema)
    validate(parse(read(path)))
    expect(validate.errors ?? []).toEqual([])
  })

  it('audits the paths that it is given, writes the report, and fails where something stands', () => {
    const action = parse(read('action.yml')) as Action
    const step = action.runs.steps.find(({ id }) => id === 'audit')
    const run = (paths: string) =>
      spawnSync('bash', ['-e', '-c', step?.run ?? 'exit 99'], {
        cwd: join(root, 'examples', 'audit'),
        env: {
          PATH: process.env.PATH ?? '',
          PATHS: paths,
          FORMAT: 'sarif',
          OUT: join(folder, 'report.sarif'),
          WAIVERS: 'paycircle.waivers.json',
          BASELINE: '',
          PROGRAM: join(root, 'packages', 'cli', 'bin', 'paycircle.js'),
          GITHUB_OUTPUT: join(folder, 'output'),
        },
      }).status
    expect(run('broken-site/src\n\n  broken-site/pages\n'.replaceAll('  ', ''))).toBe(1)
    const { runs } = JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8')) as {
      runs: [{ results: unknown[] }]
    }
    expect(runs[0].results.length).toBeGreaterThan(10)
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(`report=${join(folder, 'report.sarif')}\n`)
    expect(run('mended-site')).toBe(0)
  })
})

/** By the schemas that editors use, without fetching those that they name: they lie beside them. */
function validatorOf(name: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  ajv.addSchema(schemaNamed('pre-commit-hooks'), 'https://json.schemastore.org/pre-commit-hooks.json')
  return ajv.compile(schemaNamed(name))
}

function schemaNamed(name: string): object {
  const text = readFileSync(require.resolve(`schemastore/schemas/json/${name}.json`), 'utf8')
  const schema = JSON.parse(text) as Record<string, unknown>
  delete schema.$id
  delete schema.$schema
  return schema
}
