/**
 * A hundred thousand agents asked about, in a process of its own. Arguments: `bare` (the kit's client alone) or `roster`
 * (the engine on a store), the port of the gateway, how many. Prints seconds and memory as JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'paycircle'
import { Secret, systemClock as clock, systemRandom } from 'paycircle/internal/base'
import { createEngine } from 'paycircle-server/engine'
import { createProfile } from 'paycircle-server/profiles'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import { md5Key, partner } from './samples.js'

const concurrency = 64
const [kind, port, count] = [process.argv[2], process.argv[3] ?? '', Number(process.argv[4])]
const gateway = `http://127.0.0.1:${port}/gateway.do`
const emailOf = (number: number): string => `agent-${number}@example.com`

/** Memory every quarter of a second: what is resident; or what is live, collecting the rest each time. */
class Memory {
  readonly #samples: number[] = []
  readonly #timer = setInterval(() => this.#samples.push(bytesNow()), 250)

  /** From the end of the first tenth on: the largest distance from what it was then, in bytes. */
  drift(): number {
    clearInterval(this.#timer)
    const later = this.#samples.slice(Math.ceil(this.#samples.length / 10))
    const base = later[0] ?? 0
    return Math.max(0, ...later.map((sample) => sample - base))
  }
}

function bytesNow(): number {
  if (globalThis.gc === undefined) return process.memoryUsage().rss
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

interface Load {
  readonly seconds: number
  readonly driftBytes: number
  readonly listingSeconds?: number
}

async function bare(): Promise<Load> {
  const client = createClient({ mode: 'sandbox', partner, key: md5Key, gateway })
  const memory = new Memory()
  const start = performance.now()
  let next = 0
  const caller = async (): Promise<void> => {
    while (next < count) {
      const { outcome } = await client.agreements.query({ email: emailOf(next++) })
      if (outcome !== 'signed') throw new Error(`answered ${outcome}`)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, caller))
  const seconds = (performance.now() - start) / 1000
  await client.close()
  return { seconds, driftBytes: memory.drift() }
}

async function roster(): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-bench-'))
  const random = systemRandom
  const store = await openSqliteStore({ path: join(folder, 'store.sqlite'), writerName: 'bench', clock, random })
  const contact = { name: 'Desk', email: 'desk@example.com' }
  const key = Secret.fromText(md5Key)
  const profiles = [createProfile({ id: 'default', name: 'Bench Air', partner, key, gateway, contact })]
  const limits = { callSpacingMs: 0, gatewaySpacingMs: 0 }
  const engine = createEngine({ store, clock, random, nodeName: 'bench', profiles, limits })
  try {
    const listing = performance.now()
    const { rosters } = engine
    const { rosterId } = await rosters.open({
      profileId: 'default',
      digest: '0'.repeat(64),
      restart: true,
      actor: 'cli',
    })
    for (let first = 0; first < count; first += 1000) {
      const lines = Array.from({ length: Math.min(1000, count - first) }, (_, index) => first + index)
      await rosters.list(
        rosterId,
        lines.map((number) => ({ line: number + 2, email: emailOf(number), account: '' })),
      )
    }
    await rosters.listed(rosterId)
    const listingSeconds = (performance.now() - listing) / 1000
    const memory = new Memory()
    const start = performance.now()
    const end = await rosters.run(rosterId, { actor: 'cli', signal: new AbortController().signal })
    const seconds = (performance.now() - start) / 1000
    const driftBytes = memory.drift()
    if (end !== 'finished') throw new Error(`the roster ended ${JSON.stringify(end)}`)
    return { seconds, driftBytes, listingSeconds }
  } finally {
    await engine.stop()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

process.stdout.write(`${JSON.stringify(kind === 'bare' ? await bare() : await roster())}\n`)
