import { Secret } from 'paycircle/internal/base'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const partner = '2088000000000001'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ partners: [{ partner, md5Key: Secret.fromText(key) }] })
})
afterAll(() => simulator.close())

/** Runs commands on one data folder. */
function place() {
  const env = {
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY: key,
    PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
    PAYCIRCLE_DATA: newFolder(),
  }
  return (...args: string[]) => paycircle(args, { env })
}

describe('profile', () => {
  it('list shows what Alipay paused; queries and links exit with 6 until it is resumed with a reason', async () => {
    const run = place()
    const refused = await run('query', '--json', '--email', 'agent+code.NOT_AIR_PLANE_PARTNER@example.com')
    expect(refused.code).toBe(4)
    for (const command of ['query', 'link']) {
      const held = await run(command, '--json', '--email', 'agent@example.com')
      expect([held.code, errorOf(held).code]).toEqual([6, 'profile-paused'])
    }
    const probe = await run('query', '--json', '--email', 'agent@example.com', '--force', '--reason', 'is it mended?')
    expect(probe.code).toBe(1)
    expect(documentOf(await run('profile', 'list', '--json'))).toMatchObject({
      items: [
        {
          id: 'default',
          mode: 'sandbox',
          pause: { code: 'NOT_AIR_PLANE_PARTNER', canary: { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' } },
          brake: null,
        },
      ],
    })
    const shown = await run('profile', 'list', '--lang', 'zh')
    expect(shown.stdout).toMatch(/已暂停.*NOT_AIR_PLANE_PARTNER.*NO_SIGN_CUSTOMER/)

    expect((await run('profile', 'resume')).code).toBe(2)
    const resumed = await run('profile', 'resume', '--json', '--reason', 'the air agreement is signed')
    expect([resumed.code, documentOf(resumed)]).toMatchObject([0, { id: 'default', pause: null }])
    const again = await run('profile', 'resume', '--json', '--reason', 'again')
    expect([again.code, errorOf(again).code]).toEqual([1, 'profile-not-paused'])
    expect((await run('link', '--email', 'agent@example.com')).code).toBe(0)
  })

  it('pause stops it by hand', async () => {
    const run = place()
    expect((await run('profile', 'pause', '--reason', 'Alipay asks us to wait')).code).toBe(0)
    expect((await run('profile', 'pause', '--reason', 'twice')).code).toBe(6)
    expect((await run('query', '--email', 'agent@example.com')).code).toBe(6)
    expect((await run('profile', 'list', '--lang', 'en')).stdout).toMatch(/paused: no query.*Alipay asks us to wait/)
  })

  it('is paused and resumed in the running service that owns the store', async () => {
    const env = {
      PAYCIRCLE_PARTNER: partner,
      PAYCIRCLE_KEY: key,
      PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
      PAYCIRCLE_DATA: newFolder(),
    }
    await startPaycircle(['serve', '--port', '0'], { env })
    const run = (...args: string[]) => paycircle(args, { env })
    expect((await run('profile', 'pause', '--reason', 'moving house')).code).toBe(0)
    expect(documentOf(await run('profile', 'list', '--json'))).toMatchObject({
      items: [{ pause: { code: null, reason: 'moving house', by: 'cli' } }],
    })
    const held = await run('query', '--json', '--email', 'agent@example.com')
    expect([held.code, errorOf(held).code]).toEqual([6, 'profile-paused'])
    expect((await run('profile', 'resume', '--reason', 'moved')).code).toBe(0)
    expect((await run('query', '--email', 'agent@example.com')).code).toBe(1)
  })

  it('needs a store', async () => {
    const finished = await paycircle(['profile', 'resume', '--json', '--reason', 'x'], {
      env: { PAYCIRCLE_PARTNER: partner, PAYCIRCLE_KEY: key, PAYCIRCLE_GATEWAY: simulator.gatewayUrl },
    })
    expect([finished.code, errorOf(finished).code]).toEqual([2, 'configuration-no-store'])
  })
})

describe('the brake', () => {
  it('ends queries with 6 and the time of the next one', async () => {
    const run = place()
    for (let number = 0; number < 5; number++) {
      expect((await run('query', '--email', `agent${number}+http-503@example.com`)).code).toBe(3)
    }
    const held = await run('query', '--json', '--email', 'agent@example.com', '--force', '--reason', 'now')
    expect(held.code).toBe(6)
    expect(documentOf(held)).toMatchObject({
      outcome: 'held',
      reason: 'brake',
      nextCheckAt: expect.any(String) as string,
    })
  })
})
