import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endpoints, problemStatuses, statusOfProblem, streamEndpoints } from 'paycircle-server/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from './e2e/sandbox.js'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../docs/${path}`, import.meta.url)), 'utf8')
const guides = ['integration.md', 'integration.zh-CN.md'] as const
const commandsOf = (text: string) => [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code = '']) => code)

describe.each(guides)('docs/%s', (path) => {
  const text = read(path)

  it('names no path, outcome or code that is not there', () => {
    const paths = [...Object.values(endpoints), ...Object.values(streamEndpoints)].map((one) =>
      one.path.replace(/:(\w+)/g, '{$1}'),
    )
    const named = [...text.matchAll(/`(?:GET|POST) (\/v1[^`]*)`/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((name) => !paths.includes(name ?? ''))).toEqual([])
    const outcomes = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(outcomes).toEqual(['outcome', ...endpoints.checkAgreement.answer.schema.shape.outcome.options])
    for (const [, code = ''] of text.matchAll(/`(idempotency-[\w-]+)`/g)) {
      expect(Object.keys(problemStatuses)).toContain(code)
      expect(statusOfProblem(code)).toBe(409)
    }
  })

  it('links to nothing that is not there', () => {
    const targets = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => target)
    for (const target of targets) {
      const url = new URL(`../docs/${target}`, import.meta.url)
      expect(spawnSync('test', ['-e', fileURLToPath(url)]).status, target).toBe(0)
    }
  })
})

it('has the same commands in both languages', () => {
  const [english, chinese] = guides.map((path) => commandsOf(read(path)))
  expect(chinese).toEqual(english)
})

describe('the commands of the guide, as somebody types them', () => {
  let sandbox: Sandbox
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paycircle-guide-'))
    sandbox = await startSandbox()
  })
  afterAll(async () => {
    await sandbox.stop()
    sandbox.remove()
    rmSync(folder, { recursive: true })
  })

  it('run one after the other, and bring what the guide says', () => {
    const script = commandsOf(read('integration.md')).map((code) => `${code}\necho; echo ---\n`)
    const { service, apiKeyFile } = sandbox.ready
    const ran = spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', script.join('')], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        PAYCIRCLE_URL: service,
        PAYCIRCLE_API_KEY: readFileSync(apiKeyFile, 'utf8').trim(),
      },
    })
    expect([ran.status, ran.stderr]).toEqual([0, ''])
    const [, invited, seen, asked, allowed, reported, list, ended] = ran.stdout.split('\n---\n')
    expect(JSON.parse(invited ?? '')).toMatchObject({ startUrl: expect.stringContaining('/s/') as unknown })
    expect(JSON.parse(seen ?? '')).toMatchObject({ email: 'agent@example.com', agentId: 'A-1007' })
    expect(JSON.parse(asked ?? '')).toMatchObject({ outcome: 'not_signed' })
    expect(JSON.parse(allowed ?? '')).toHaveProperty('allowed')
    expect(JSON.parse(reported ?? '')).toMatchObject({ email: 'signed@example.com' })
    expect(list).toMatch(/event: progress[\s\S]*event: finished/)
    const results = new TextDecoder('gbk', { fatal: true }).decode(readFileSync(join(folder, 'results.csv')))
    expect(results).toMatch(/^line,account,[\s\S]*\n3,signed@example\.com,signed,true,true,/)
    expect(JSON.parse(ended ?? '')).toMatchObject({ outcome: 'accepted', evidence: 'public-demos' })
  })
})
