import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from 'paycircle/internal/base'
import { startSimulator } from 'paycircle-simulator'
import { expect, it, onTestFinished } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const newKey = 'n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00'
const settings = {
  name: '东航商旅',
  partner: '2088000000000011',
  contact: { name: '李雷', phone: '021-5555 0111' },
  mode: 'test',
  accountClass: 'test',
}

it('a profile of the store is made, gated, taken live and given a new key, with and without a service', async () => {
  const cwd = newFolder()
  const env = { PAYCIRCLE_DATA: join(cwd, 'data'), PAYCIRCLE_SEAL_KEY_FILE: join(cwd, 'seal.pem') }
  const run = (...args: string[]) => paycircle([...args, '--profile', 'east', '--json'], { cwd, env })
  const write = (name: string, content: object | string) => {
    writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  }
  write('east.json', settings)
  write('key.txt', key)
  write('new.txt', newKey)
  const outputs: string[] = []
  const done = async (...args: string[]) => {
    const finished = await run(...args)
    outputs.push(finished.stdout, finished.stderr)
    return finished
  }

  // Without a seal key no key goes into the store.
  const { PAYCIRCLE_DATA } = env
  const unsealed = await paycircle(
    ['profile', 'create', '--settings', 'east.json', '--key-file', 'key.txt', '--profile', 'east', '--json'],
    { cwd, env: { PAYCIRCLE_DATA } },
  )
  expect([unsealed.code, errorOf(unsealed).code]).toEqual([2, 'sealing-key-missing'])

  await paycircle(['log', 'seal', '--new-key', 'seal.pem'], { cwd, env: { PAYCIRCLE_DATA } })
  const created = await done('profile', 'create', '--settings', 'east.json', '--key-file', 'key.txt')
  expect(created.code).toBe(0)
  expect(created.stderr).toContain('3 %')
  const fingerprint = Secret.fromText(key).fingerprint()
  expect(documentOf(created)).toMatchObject({ id: 'east', source: 'store', mode: 'test', key: { fingerprint } })

  const listed = await paycircle(['profile', 'list', '--json'], { cwd, env })
  expect(documentOf(listed)).toMatchObject({ items: [{ id: 'east', mode: 'test', source: 'store', pause: null }] })

  const gate = await done('profile', 'gate')
  expect(gate.code).toBe(6)
  expect(documentOf(gate)).toMatchObject({ gate: { items: [{}, {}, { item: 'account-class', state: 'open' }, {}] } })
  const refused = await done('profile', 'go-live', '--override', '--reason', 'tested')
  expect([refused.code, errorOf(refused).code]).toEqual([6, 'go-live-gate-closed'])

  // A service on what the store alone keeps; commands reach it by its socket.
  const running = await startPaycircle(['serve', '--port', '0'], { cwd, env })
  write('changes.json', { accountClass: 'contracted' })
  expect((await done('profile', 'update', '--settings', 'changes.json')).code).toBe(0)
  const live = await done('profile', 'go-live', '--override', '--reason', 'tested at the old service')
  expect(documentOf(live)).toMatchObject({ mode: 'live', gate: { open: true, override: { by: 'cli' } } })
  expect((await done('profile', 'rotate-key', 'stage', '--key-file', 'new.txt')).code).toBe(0)
  const switched = await done('profile', 'rotate-key', 'switch')
  expect(documentOf(switched)).toMatchObject({
    key: { fingerprint: Secret.fromText(newKey).fingerprint(), previous: fingerprint, offersWayBack: false },
  })
  expect((await running.stop()).code).toBe(0)

  // Another seal key is told before anything is served; in front of the old one it takes its place.
  await paycircle(['log', 'seal', '--new-key', 'other.pem'], { cwd, env: { PAYCIRCLE_DATA } })
  const other = { ...env, PAYCIRCLE_SEAL_KEY_FILE: join(cwd, 'other.pem') }
  const wrong = await paycircle(['serve', '--port', '0', '--json'], { cwd, env: other })
  expect([wrong.code, errorOf(wrong).code]).toEqual([2, 'sealing-key-unknown'])
  write('both.pem', readFileSync(join(cwd, 'other.pem'), 'utf8') + readFileSync(join(cwd, 'seal.pem'), 'utf8'))
  const both = { ...env, PAYCIRCLE_SEAL_KEY_FILE: join(cwd, 'both.pem') }
  const resealed = await paycircle(['secrets', 'reseal', '--json'], { cwd, env: both })
  expect(documentOf(resealed)).toMatchObject({ resealed: 2, total: 2 })
  const back = await paycircle(['profile', 'rotate-key', 'back', '--reason', 'r', '--profile', 'east'], {
    cwd,
    env: { ...other, PAYCIRCLE_LANG: 'zh' },
  })
  expect(back.stdout).toContain(`使用中的密钥：${fingerprint}`)
  outputs.push(back.stdout, back.stderr)
  for (const secret of [key, newKey]) expect(outputs.join('')).not.toContain(secret)
})

it('query, link and doctor act for a profile that the store alone keeps, with and without a service', async () => {
  const simulator = await startSimulator({ partners: [{ partner: settings.partner, md5Key: Secret.fromText(key) }] })
  onTestFinished(() => simulator.close())
  const cwd = newFolder()
  const env = { PAYCIRCLE_DATA: join(cwd, 'data'), PAYCIRCLE_SEAL_KEY_FILE: join(cwd, 'seal.pem') }
  const run = (...args: string[]) => paycircle([...args, '--json'], { cwd, env })
  await run('log', 'seal', '--new-key', 'seal.pem')
  const sandbox = { ...settings, mode: 'sandbox', gateway: simulator.gatewayUrl }
  writeFileSync(join(cwd, 'east.json'), JSON.stringify(sandbox))
  writeFileSync(join(cwd, 'key.txt'), key, { mode: 0o600 })
  const made = await run('profile', 'create', '--settings', 'east.json', '--key-file', 'key.txt', '--profile', 'east')
  expect(made.code).toBe(0)

  const acts = async (email: string, ...more: string[]) => {
    const link = await run('link', '--email', email, ...more)
    expect(documentOf(link)).toMatchObject({ fields: { partner: settings.partner } })
    const asked = await run('query', '--email', email, ...more)
    expect([asked.code, documentOf(asked).outcome, documentOf(asked).code]).toEqual([4, 'refused', 'ILLEGAL_EMAIL'])
    expect(link.stdout + link.stderr + asked.stdout + asked.stderr).not.toContain(key)
  }
  await acts('a@example.com', '--profile', 'east')
  // The only one need not be named.
  await acts('b@example.com')
  const examined = await run('doctor', '--probe', '--email', 'd@example.com')
  expect([examined.code, examined.stdout]).toEqual([0, expect.stringContaining('fit')])
  const unknown = await run('query', '--email', 'a@example.com', '--profile', 'west')
  expect([unknown.code, errorOf(unknown).code]).toEqual([2, 'configuration-profile-unknown'])
  const running = await startPaycircle(['serve', '--port', '0'], { cwd, env })
  await acts('c@example.com', '--profile', 'east')
  expect((await running.stop()).code).toBe(0)
})
