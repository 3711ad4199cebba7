import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apiPath } from 'paycircle-server/api'
import { systemClock } from 'paycircle/internal/base'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setStage, type Stage } from '../../packages/server/test/service/stage.js'
import { agreementRow, eventRow } from '../../packages/server/test/store/suite/specimens.js'

const program = fileURLToPath(new URL('../../examples/webhook-receiver/receiver.mjs', import.meta.url))
const agreements = ['agr-1', 'agr-2', 'agr-3']

interface Effect {
  readonly eventId: string
  readonly agreementId: string
}

describe('the example of a receiver', () => {
  let folder: string
  let stage: Stage
  let running: ChildProcess | undefined

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paycircle-receiver-'))
    const limits = { retryMs: Array.from({ length: 500 }, () => 20), lookMs: 20 }
    // The library that verifies looks at the machine's clock.
    stage = await setStage({ clock: systemClock, delivery: { limits } })
  })

  afterEach(async () => {
    running?.kill('SIGKILL')
    await stage.close()
    await rm(folder, { recursive: true })
  })

  /** Starts the example as its reader would; gives its address. */
  async function start(port = 0): Promise<string> {
    const env = {
      ...process.env,
      WEBHOOK_SECRET_FILE: join(folder, 'secret'),
      STATE_FOLDER: folder,
      PORT: String(port),
    }
    running = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(running.stdout ?? running, 'data')) as [Buffer]
    return (JSON.parse(line.toString('utf8')) as { url: string }).url
  }

  async function kill(): Promise<void> {
    if (running === undefined) return
    const gone = once(running, 'exit')
    running.kill('SIGKILL')
    await gone
  }

  function effects(): Effect[] {
    const path = join(folder, 'effects.jsonl')
    if (!existsSync(path)) return []
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Effect)
  }

  it('applies each event once and in the order of its agreement, though it is killed and everything is replayed', async () => {
    await writeFile(join(folder, 'secret'), `whsec_${Buffer.alloc(32).toString('base64')}`)
    const url = await start()
    const { json } = await stage.api(apiPath.webhooks(), { url })
    const { id, secret } = json as unknown as { id: string; secret: string }
    // With the wrong secret it takes nothing.
    expect((await stage.api(apiPath.webhookTest(id), {})).json).toMatchObject({ delivered: false, status: 401 })
    await kill()
    await writeFile(join(folder, 'secret'), secret)
    const port = Number(new URL(url).port)
    await start(port)
    stage.delivery.start()
    await stage.store.commit({
      guards: [],
      writes: agreements.map((agreement) => ({
        write: 'insert-agreement',
        row: agreementRow({ id: agreement, profileId: 'demo', account: `${agreement}@example.com` }),
      })),
      log: [],
    })
    const expected: Record<string, string[]> = { 'agr-1': [], 'agr-2': [], 'agr-3': [] }
    for (let number = 100; number < 160; number++) {
      const agreementId = agreements[number % 3] ?? ''
      const row = eventRow({ id: `evt_${number}`, profileId: 'demo', agreementId, createdAt: systemClock.now() })
      await stage.store.commit({ guards: [], writes: [{ write: 'insert-event', row }], log: [] })
      expected[agreementId]?.push(row.id)
      if (number % 20 === 10) {
        await kill()
        await start(port)
      }
    }
    const isOver = async () => (await stage.store.deliveries({ webhookId: id, state: 'pending', limit: 1 })).rows.length
    await expect.poll(isOver, { timeout: 20_000 }).toBe(0)
    for (const one of ['evt_100', 'evt_130', 'evt_159'])
      await stage.delivery.replay({ profileId: 'demo', actor: 'cli' }, id, one)
    await expect.poll(isOver, { timeout: 20_000 }).toBe(0)
    const found = effects()
    expect(found).toHaveLength(60)
    for (const agreement of agreements) {
      expect(found.filter(({ agreementId }) => agreementId === agreement).map(({ eventId }) => eventId)).toEqual(
        expected[agreement],
      )
    }
  }, 60_000)
})
