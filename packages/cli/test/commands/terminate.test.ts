import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from 'paycircle/internal/base'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'
const email = 'signed@example.com'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ partners: [{ partner, md5Key: Secret.fromText(key) }] })
})
afterAll(() => simulator.close())

it('terminate asks once, says that only a query settles it and what it rests on; case tells Alipay of it without the key', async () => {
  const folder = newFolder()
  const env = {
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY: key,
    PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
    PAYCIRCLE_DATA: folder,
  }
  const run = (...args: string[]) => paycircle(args, { env })
  const terminate = (...more: string[]) =>
    run('terminate', '--email', email, '--confirm', email, '--reason', 'agent left', ...more)

  expect((await run('terminate', '--email', email, '--reason', 'agent left')).code).toBe(2)
  const unknown = await terminate('--json')
  expect([unknown.code, errorOf(unknown).code]).toEqual([2, 'agreement-unknown'])
  expect((await run('query', '--email', email)).code).toBe(0)

  const taken = await terminate('--json')
  expect(taken.code).toBe(3)
  const { operationId, ...document } = documentOf(taken)
  expect(document).toMatchObject({ outcome: 'accepted', evidence: 'public-demos' })
  const again = await terminate('--lang', 'zh')
  expect(again.code).toBe(6)
  expect((await run('query', '--json', '--email', email)).code).toBe(1)

  const out = join(folder, 'case.txt')
  const made = await run('case', String(operationId), '--json', '--out', out)
  expect([made.code, documentOf(made)]).toMatchObject([0, { service: 'customer_unsign', out }])
  const text = readFileSync(out, 'utf8')
  expect(text).toContain(`service=customer_unsign`)
  expect(text).toContain(partner)
  expect(text).not.toContain(key)
  expect(statSync(out).mode & 0o777).toBe(0o600)
  const missing = await run('case', 'op_nobody', '--json')
  expect([missing.code, errorOf(missing).code]).toEqual([1, 'case-unknown'])
}, 60_000)
