import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand, startSandbox, type Sandbox } from './e2e/sandbox.js'
import { packageSources } from './secrecy/sources.js'
import { formsIn, tracesOf } from './secrecy/traces.js'

/** In the shape of a security key, and nowhere else in the world. */
const key = 'secrecy0k9x2m4n6p7q1rsv8w3c5t0hy'
/** What somebody types into the sign page who takes it for Alipay's. */
const password = 'My-Real-Payment-Password-951753'

/** Whatever came out anywhere: where, and what. */
const seen: { readonly where: string; readonly what: string | Uint8Array }[] = []
const see = (where: string, what: string | Uint8Array) => void seen.push({ where, what })

let sandbox: Sandbox
let folder: string
let bearer: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paycircle-secrecy-'))
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(join(data, 'demo-key.txt'), `${key}\n`, { mode: 0o600 })
  sandbox = await startSandbox(data)
  bearer = `Bearer ${readFileSync(sandbox.ready.apiKeyFile, 'utf8').trim()}`
})

afterAll(async () => {
  await sandbox.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A request and everything of its answer: address, headers, body. */
async function fetched(url: string, init: RequestInit = {}): Promise<{ readonly response: Response; text: string }> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1')
  see(`${init.method ?? 'GET'} ${url}`, [...response.headers].map(String).join('\n') + text)
  return { response, text }
}

/** A request to the API, with a key of it and a JSON body. */
function api(method: string, path: string, body?: object) {
  const headers = { authorization: bearer, 'content-type': 'application/json' }
  return fetched(sandbox.ready.service + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

function control(path: string, body: object) {
  return fetched(`${sandbox.ready.simulator}/_simulator/${path}`, { method: 'PUT', body: JSON.stringify(body) })
}

/** One command of the command line, with what the sandbox says about itself as settings. */
async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { partner, keyFile, gateway } = sandbox.ready
  const settings = {
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY_FILE: keyFile,
    PAYCIRCLE_GATEWAY: gateway,
    PAYCIRCLE_DATA: sandbox.data,
    PAYCIRCLE_CONTACT_NAME: 'Wang Fang',
    PAYCIRCLE_CONTACT_PHONE: '021-5555 0100',
    ...env,
  }
  const result = await runCommand(args, settings)
  see(`paycircle ${args.join(' ')}`, result.stdout + result.stderr)
  return result
}

const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
})

/** From the invitation to the result page, a real-looking password typed on the way. */
async function signOverHttp(email: string): Promise<string> {
  const { service } = sandbox.ready
  const started = await api('POST', '/v1/signings', { email, agentId: 'A-1' })
  const { startUrl } = JSON.parse(started.text) as { readonly startUrl: string }
  await fetched(startUrl)
  const departed = await fetched(startUrl, { method: 'POST', headers: { origin: service } })
  expect(departed.response.status).toBe(303)
  const signedRequest = departed.response.headers.get('location') ?? ''
  const firstHop = (await fetched(signedRequest)).response.headers.get('location') ?? ''
  const secondHop = (await fetched(firstHop)).response.headers.get('location') ?? ''
  const page = new URL(secondHop, firstHop).href
  await fetched(page)
  expect((await fetched(page, form({ email, password, action: 'log-in' }))).response.status).toBe(422)
  await fetched(page, form({ email, password: 'demo', action: 'log-in' }))
  await fetched(page, form({ autoDebit: 'on', autoRefund: 'on', payMethod: 'credit', action: 'sign' }))
  await fetched(startUrl.replace('/s/', '/r/'))
  await fetched(startUrl)
  return signedRequest
}

async function provokeErrors(signedRequest: string): Promise<void> {
  const { gateway, service } = sandbox.ready
  await fetched(signedRequest.replace(/sign=[0-9a-f]{4}/, 'sign=0000'))
  await fetched(`${signedRequest}&key=${key}`)
  await fetched(`${gateway}?_input_charset=gbk`, form({ service: 'query_customer_protocol', key, partner: key }))
  await api('POST', '/v1/signings', { email: '13800000000' })
  await api('POST', '/v1/signings', { email: 'x', returnTo: 'https://elsewhere.example/' })
  await fetched(`${service}/v1/agreements`, { headers: { authorization: 'Bearer nonsense' } })
  for (const path of ['/nowhere', '/s/unknown', '/operations/unknown']) await fetched(service + path)
}

const faults = [
  ...['system-error', 'unknown-exception', 'generic-failure', 'reset', 'truncated', 'html-instead-of-xml'],
  ...['gbk-declared', 'mislabelled-charset', 'http-503', 'unknown-code', 'code.ILLEGAL_EMAIL'],
]

async function strikeWithFaults(): Promise<void> {
  for (const fault of faults) {
    const email = `agent+${fault}@example.com`
    await control(`accounts/${email}`, { autoRefund: true })
    await api('POST', `/v1/agreements/${email}/check`, { force: true, reason: 'part of the test' })
    await command(['query', '--email', email, '--force', '--reason', 'part of the test'])
  }
}

async function readEverything(): Promise<void> {
  const { service, simulator } = sandbox.ready
  const lists = ['/', '/agreements', '/operations', '/metrics', '/healthz', '/readyz', '/openapi.json']
  for (const path of lists) await fetched(service + path)
  for (const path of ['/v1/agreements', '/v1/operations?limit=200', '/v1/events']) await api('GET', path)
  const agreements = JSON.parse((await api('GET', '/v1/agreements')).text) as {
    readonly items?: readonly { id: string }[]
  }
  for (const { id } of agreements.items ?? []) await fetched(`${service}/agreements/${id}`)
  for (const path of ['/', '/requests', '/_simulator/partners', '/_simulator/accounts', '/_simulator/requests']) {
    await fetched(simulator + path)
  }
}

async function runEveryCommand(signedRequest: string): Promise<void> {
  const file = join(folder, 'request.txt')
  writeFileSync(file, signedRequest)
  const wrong = join(folder, 'wrong.txt')
  writeFileSync(wrong, signedRequest.replace(/sign=[0-9a-f]{4}/, 'sign=0000'))
  const link = JSON.parse((await command(['link', '--email', 'agent@example.com', '--json'])).stdout) as {
    readonly operationId: string
  }
  await command(['link', '--email', 'agent@example.com', '--form'])
  await command(['link', '--email', 'agent@example.com', '--json'], {
    PAYCIRCLE_KEY: key,
    PAYCIRCLE_KEY_FILE: '',
    PAYCIRCLE_DATA: '',
  })
  expect((await command(['explain-signature', file])).code).toBe(0)
  expect((await command(['explain-signature', wrong])).code).toBe(1)
  await command(['explain-signature', wrong, '--json'])
  await command(['doctor'])
  await command(['doctor', '--json'])
  await command(['log', 'list', '--limit', '200', '--json'])
  await command(['log', 'show', link.operationId])
  await command(['log', 'seal'])
  expect((await command(['log', 'verify', '--json'])).code).toBe(0)
  for (const format of ['jsonl', 'csv']) expect((await command(['log', 'export', '--format', format])).code).toBe(0)
  const roster = join(folder, 'agents.csv')
  writeFileSync(roster, 'email\nsigned@example.com\nnobody@example.com\n')
  await command(['roster', 'check', roster, '--out', join(sandbox.data, 'result.csv')])
  await command(['query', '--email', 'signed@example.com', '--json'])
  // Settings that are wrong in a way that makes somebody look for the key.
  await command(['query', '--email', 'a@example.com'], { PAYCIRCLE_KEY: key })
  await command(['query', '--email', 'a@example.com'], {
    PAYCIRCLE_KEY_FILE: '',
    PAYCIRCLE_KEY: `${key} `,
    PAYCIRCLE_DATA: '',
  })
  await command(['query', '--email', 'a@example.com'], { PAYCIRCLE_SIGN_TYPE: 'RSA' })
  await command(['simulate', '--port', 'x'])
}

/** What any user of the machine can read about the process and those that it started. */
function seeProcesses(pid: number): void {
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`)
  for (const file of ['cmdline', 'environ', 'status']) see(`/proc/${file}`, read(file))
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const children = read(`task/${task}/children`).toString('latin1').split(' ')
    for (const child of children.filter((one) => one !== '')) seeProcesses(Number(child))
  }
}

function seeFiles(): void {
  for (const name of readdirSync(sandbox.data, { recursive: true, encoding: 'utf8' })) {
    const path = join(sandbox.data, name)
    if (path !== sandbox.ready.keyFile && statSync(path).isFile()) see(name, readFileSync(path))
  }
}

it('leaves the security key and a typed password in no output, file, answer, page or process list', async () => {
  const signedRequest = await signOverHttp('agent@example.com')
  await provokeErrors(signedRequest)
  await strikeWithFaults()
  await runEveryCommand(signedRequest)
  await readEverything()
  if (process.platform === 'linux') seeProcesses(sandbox.process.pid ?? 0)
  seeFiles()
  await sandbox.stop()
  seeFiles()
  see('start', sandbox.output())
  const names = seen.map(({ where }) => where)
  expect(names.filter((name) => /\.sqlite(-wal)?$/.test(name)).length).toBeGreaterThanOrEqual(2)
  for (const secret of [key, password]) {
    const traces = tracesOf(secret)
    expect(seen.flatMap(({ where, what }) => formsIn(traces, what).map((as) => `${where}: ${as}`))).toEqual([])
  }
}, 240_000)

it('would recognise the key in every form', () => {
  const traces = tracesOf(key)
  const bytes = Buffer.from(key)
  const around = (text: string) => [`${text}${key}`, `a${text}${key}b`, `ab${text}${key}c`]
  expect(formsIn(traces, readFileSync(sandbox.ready.keyFile))).toContain('raw')
  expect(formsIn(traces, bytes.toString('hex'))).toEqual(['hex'])
  expect(formsIn(traces, Buffer.from(key, 'utf16le'))).toEqual(['UTF-16'])
  expect(formsIn(traces, [...bytes].map((byte) => `%${byte.toString(16)}`).join(''))).toEqual(['percent'])
  for (const text of around('sign_type=MD5')) {
    expect(formsIn(traces, Buffer.from(text).toString('base64'))).toContainEqual(expect.stringContaining('base64'))
  }
  expect(formsIn(traces, 'no key at all')).toEqual([])
})

it('lets only hashes take a secret’s bytes, and joins no key to a text', () => {
  const sources = packageSources()
  const home = 'packages/paycircle/src/base/secret.ts'
  const uses = (pattern: RegExp) =>
    sources.flatMap(({ path, text }) => (path !== home && pattern.test(text) ? [path] : [])).sort()
  // The field is private, so the bytes leave by these methods or not at all.
  const methods = /^ {2}(?:static |async |get )?([\w#]+)\(/gm
  const secret = sources.find(({ path }) => path === home)?.text ?? ''
  const offered = [...(secret.split('export class Secret')[1]?.split('\n}\n')[0] ?? '').matchAll(methods)]
  expect(offered.map(([, name]) => name).filter((name) => name !== 'constructor')).toEqual([
    'fromText',
    'fromBytes',
    'fromFileBytes',
    'digestInto',
    'privateKey',
    'seal',
    'fingerprint',
    'shape',
    'equals',
    'redact',
    'variants',
    'toString',
    'toJSON',
  ])
  // Sealed for the store, under a key that stands outside of it.
  expect(uses(/secret\.seal\(/)).toEqual(['packages/server/src/sealing/sealing.ts'])
  // In a running hash key and pre-sign string meet; nowhere else is there anything to join. S3-02, Q3-02
  expect(uses(/\.digestInto\b/)).toEqual([
    'packages/paycircle/src/explain/search.ts',
    'packages/paycircle/src/wire/signature.ts',
  ])
  expect(uses(/\+\s*\w*[kK]ey\b|\$\{\w*[pP]re[sS]ign\w*\}\$\{/)).toEqual([])
})
