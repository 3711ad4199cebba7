import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from 'paycircle/internal/base'
import { startSimulator } from 'paycircle-simulator'
import { expect, it, onTestFinished } from 'vitest'
import { documentOf, newFolder, paycircle, startPaycircle } from '../program.js'

const keys = { east: 'e'.repeat(32), west: 'w'.repeat(32), north: 'n'.repeat(32), next: 'x'.repeat(32) }
const partners = { east: '2088000000000001', west: '2088000000000002', north: '2088000000000003' }
const contact = { name: '王芳', phone: '021-5555 0100' }
const fingerprint = (text: string) => Secret.fromText(text).fingerprint()

it('at SIGHUP takes keys and profiles anew, loses no call in flight, and changes nothing where it cannot', async () => {
  const simulator = await startSimulator({
    gatewayPort: 0,
    pagePort: 0,
    partners: Object.entries(partners).map(([name, partner]) => ({
      partner,
      md5Key: Secret.fromText(keys[name as keyof typeof partners]),
    })),
  })
  onTestFinished(() => simulator.close())
  const cwd = newFolder()
  for (const [name, key] of Object.entries(keys)) writeFileSync(join(cwd, `${name}.txt`), key, { mode: 0o600 })
  const profileOf = (name: keyof typeof partners) => ({
    partner: partners[name],
    keyFile: `${name}.txt`,
    gateway: simulator.gatewayUrl,
    contact,
  })
  const configure = (profiles: object) => {
    writeFileSync(join(cwd, 'paycircle.config.json'), JSON.stringify({ data: 'data', profiles }))
  }
  configure({ east: profileOf('east'), west: profileOf('west') })
  const running = await startPaycircle(['serve', '--port', '0'], { cwd })
  const { service = '', apiKeyFiles } = running.ready
  const call = async (profile: string, path: string, body?: object) => {
    const file = (apiKeyFiles as unknown as Record<string, string>)[profile] ?? ''
    const authorization = `Bearer ${readFileSync(file, 'utf8').trim()}`
    const init = { method: 'POST', body: JSON.stringify(body) }
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const response = await fetch(service + path, { ...(body === undefined ? {} : init), headers })
    return { status: response.status, json: (await response.json()) as Record<string, never> }
  }
  const keyOf = async (profile: string) => {
    const { json } = await call(profile, `/v1/profiles/${profile}`)
    return (json.key as { fingerprint: string } | undefined)?.fingerprint ?? json.code
  }
  const patiently = { timeout: 10_000, interval: 50 }

  // In flight while its key is taken away: it ends with the key that it began with.
  const slow = call('east', '/v1/agreements/agent+slow.2500@example.com/check', {})
  await expect.poll(async () => (await fetchRequests(simulator.controlUrl)).length, patiently).toBe(1)
  configure({ east: { ...profileOf('east'), keyFile: 'next.txt' }, north: profileOf('north') })
  running.child.kill('SIGHUP')
  await expect.poll(() => keyOf('east'), patiently).toBe(fingerprint(keys.next))
  expect((await slow).json.outcome).not.toBe('refused')
  expect(await keyOf('west')).toBe('api-key-profile-closed')

  // The next is signed with the new one, which this Alipay does not know.
  const next = await call('east', '/v1/agreements/other@example.com/check', {})
  expect(next.json).toMatchObject({ outcome: 'refused', code: 'ILLEGAL_SIGN' })
  const shown = await paycircle(['profile', 'show', '--profile', 'north', '--json'], { cwd })
  expect(documentOf(shown)).toMatchObject({ id: 'north', partner: partners.north, source: 'configuration' })

  // One that cannot be taken changes nothing, the sound part of it neither.
  configure({ west: profileOf('west'), north: { ...profileOf('north'), keyFile: 'missing.txt' } })
  running.child.kill('SIGHUP')
  const log = () => paycircle(['log', 'list', '--json'], { cwd })
  expect(await keyOf('east')).toBe(fingerprint(keys.next))
  const { stdout } = await log()
  expect(stdout.match(/profile\.reloaded/g)).toHaveLength(3)

  const { code, stderr } = await running.stop()
  expect(code).toBe(0)
  expect(stderr).toMatch(/east changed.*west removed.*north added/)
  expect(stderr).toContain('profile west is served no more')
  expect(stderr).toContain('The configuration was not taken; everything goes on as before.')
  expect(stderr).toContain('missing.txt')
  for (const key of Object.values(keys)) expect(stderr + stdout).not.toContain(key)
})

async function fetchRequests(controlUrl: string): Promise<readonly unknown[]> {
  const response = await fetch(`${controlUrl.replace(/\/?$/, '/')}requests`)
  const body = (await response.json()) as { requests?: readonly unknown[] } | readonly unknown[]
  return Array.isArray(body) ? body : ((body as { requests?: readonly unknown[] }).requests ?? [])
}
