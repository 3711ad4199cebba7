import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const password = 'four words of nothing'

it('users are administered with the store alone, passwords from standard input and in no output', async () => {
  const folder = newFolder()
  const env = { PAYCIRCLE_DATA: folder }
  const run = (args: string, input?: string) =>
    paycircle([...args.split(' '), '--json'], input === undefined ? { env } : { env, input })
  const made = await run('user create Li --role administrator --password-stdin', `${password}\n`)
  expect([made.code, documentOf(made)]).toMatchObject([0, { name: 'li', hasPassword: true, profiles: null }])
  expect(made.stdout + made.stderr).not.toContain(password)
  const invited = await run('user create wang --role operator --only east')
  expect(documentOf(invited)).toMatchObject({ hasPassword: false, profiles: ['east'] })
  expect(documentOf(invited).passwordPath).toMatch(/^\/password\/[\w-]{43}$/)
  const weak = await run('user reset-password wang --password-stdin', 'short')
  expect([weak.code, errorOf(weak).code]).toEqual([2, 'password-weak'])
  const last = await run('user disable li')
  expect([last.code, errorOf(last).code]).toEqual([1, 'last-administrator'])
  expect(documentOf(await run('user list'))).toMatchObject({ items: [{ name: 'li' }, { name: 'wang' }] })
}, 120_000)

it('a security key that somebody types as a name is masked with the store alone, also one that the store holds', async () => {
  const cwd = newFolder()
  const data = join(cwd, 'data')
  const keys = { configured: 'c0nf1gur3d'.repeat(3), stored: 'st0r3dk3y0'.repeat(3) }
  const env = {
    PAYCIRCLE_DATA: data,
    PAYCIRCLE_SEAL_KEY_FILE: join(cwd, 'seal.pem'),
    PAYCIRCLE_PARTNER: '2088000000000001',
    PAYCIRCLE_KEY: keys.configured,
  }
  const run = (...args: readonly string[]) => paycircle([...args, '--json'], { cwd, env })
  const settings = { name: '示例商旅', partner: '2088000000000002', contact: { name: '王芳', phone: '021-5555 0100' } }
  writeFileSync(join(cwd, 'east.json'), JSON.stringify({ ...settings, mode: 'test' }))
  writeFileSync(join(cwd, 'key.txt'), keys.stored, { mode: 0o600 })
  await run('log', 'seal', '--new-key', 'seal.pem')
  const made = ['--profile', 'east', '--settings', 'east.json', '--key-file', 'key.txt']
  expect((await run('profile', 'create', ...made)).code).toBe(0)
  for (const key of Object.values(keys)) {
    const made = await run('api-key', 'create', '--name', `our key ${key}`)
    expect(made.code).toBe(0)
    expect((await run('log', 'new-epoch', '--reason', `after ${key}`)).code).toBe(0)
    for (const shown of [made, await run('api-key', 'list'), await run('log', 'list')]) {
      expect(shown.stdout + shown.stderr).not.toContain(key)
    }
  }
  const kept = readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1'))
  expect(kept.join('')).toContain('our key ')
  for (const key of Object.values(keys)) expect(kept.filter((text) => text.includes(key))).toEqual([])
}, 120_000)

it('a running service does it as well; its set-up code is in a file for its owner until there is a user', async () => {
  const folder = newFolder()
  const env = { PAYCIRCLE_DATA: folder, PAYCIRCLE_PARTNER: '2088000000000001', PAYCIRCLE_KEY: 'k3y'.repeat(10) }
  const running = await startPaycircle(['serve', '--port', '0'], { env })
  const { setUpFile = '', service = '' } = running.ready
  const code = readFileSync(setUpFile, 'utf8').trim()
  expect([code.length, statSync(setUpFile).mode & 0o777]).toEqual([43, 0o600])
  expect(JSON.stringify(running.ready)).not.toContain(code)
  const run = (args: string) => paycircle([...args.split(' '), '--json'], { env })
  const key = documentOf(await run('api-key create --name site --scope events:read --expires-in-days 30'))
  const headers = { authorization: `Bearer ${String(key.key)}` }
  expect((await fetch(`${service}/v1/events`, { headers })).status).toBe(200)
  expect((await fetch(`${service}/v1/agreements`, { headers })).status).toBe(403)
  expect((await run('api-key list')).stdout).not.toContain(String(key.key))
  expect((await run(`api-key revoke ${String(key.id)}`)).code).toBe(0)
  expect((await fetch(`${service}/v1/events`, { headers })).status).toBe(401)
  await running.stop()
}, 120_000)
