import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { openSqliteReader } from 'paycircle-server/store/sqlite'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { askedIn, Load } from './load.js'
import { startService, type ServiceProcess } from './service-process.js'

/** `PAYCIRCLE_KILL_ROUNDS=50` for the long proof. */
const rounds = Number(process.env.PAYCIRCLE_KILL_ROUNDS ?? 5)
const callers = 8

const key = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const partner = '2088000000000001'

let folder: string
let simulator: Simulator
let settings: Readonly<Record<string, string>>
let load: Load

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paycircle-kill-'))
  const keyFile = join(folder, 'key.txt')
  writeFileSync(keyFile, key, { mode: 0o600 })
  const asked = Array.from({ length: rounds }, (_, round) => askedIn(round)).flat()
  simulator = await startSimulator({
    gatewayPort: 0,
    pagePort: 0,
    partners: [{ partner, md5Key: Secret.fromText(key) }],
    accounts: asked.map((email) => ({ email, autoDebit: true, autoRefund: true })),
  })
  load = new Load(simulator)
  settings = {
    PAYCIRCLE_PARTNER: partner,
    PAYCIRCLE_KEY_FILE: keyFile,
    PAYCIRCLE_GATEWAY: simulator.gatewayUrl,
    PAYCIRCLE_DATA: join(folder, 'data'),
    PAYCIRCLE_CONTACT_NAME: '王芳',
    PAYCIRCLE_CONTACT_PHONE: '021-5555 0100',
  }
})

afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

async function killUnderLoad(service: ServiceProcess, round: number): Promise<void> {
  const enough = 60 + ((round * 37) % 120)
  let count = 0
  const running = load.run(service, callers, () => {
    if (++count === enough) void service.kill()
  })
  await Promise.all([running, load.ask(service, round)])
  await service.kill()
}

async function expectNothingLostOrDoubled(): Promise<void> {
  const store = await openSqliteReader({ path: join(folder, 'data', 'paycircle.sqlite') })
  try {
    await load.expectNothingLostOrDoubled(store)
  } finally {
    await store.close()
  }
}

it(
  `kill -9 under load, ${rounds} times: nothing acknowledged is lost, nothing is done twice`,
  async () => {
    let service = await startService(settings)
    for (let round = 0; round < rounds; round++) {
      await killUnderLoad(service, round)
      expect(service.process.signalCode).toBe('SIGKILL')
      service = await startService(settings)
      await load.repeat(service)
      await expectNothingLostOrDoubled()
    }
    expect(await service.stop()).toBe(0)
    await expectNothingLostOrDoubled()
    expect(load.signings.size).toBeGreaterThan(rounds * 50)
    expect(load.checks.size).toBeGreaterThan(0)
  },
  60_000 + rounds * 15_000,
)
