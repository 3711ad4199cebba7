import type { PoolClient } from 'pg'
import { chainStart, type ChainPoint } from '../../ledger/index.js'
import { storeError } from '../port/index.js'

/** More processes than this of one name are a mistake. */
const mostSlots = 4096

export interface WriterSlot {
  /** The end of the chain as this connection left it. */
  head: ChainPoint
}

/**
 * Gives each connection that writes records a chain of its own: `<name>.<number>`, the lowest number that is free. It
 * is ours as long as the connection lives, by an advisory lock that the server drops with it, so no two connections
 * extend one chain, of whatever process. A number that was given up goes on with its chain.
 */
export class WriterSlots {
  readonly #name: string
  readonly #slots = new WeakMap<PoolClient, WriterSlot>()
  readonly #taken = new Set<number>()

  constructor(name: string) {
    this.#name = name
  }

  async of(client: PoolClient): Promise<WriterSlot> {
    let slot = this.#slots.get(client)
    if (slot === undefined) {
      slot = { head: await this.#take(client) }
      this.#slots.set(client, slot)
    }
    return slot
  }

  async #take(client: PoolClient): Promise<ChainPoint> {
    for (let number = 1; number <= mostSlots; number++) {
      if (this.#taken.has(number)) continue
      this.#taken.add(number)
      const writer = `${this.#name}.${number}`
      try {
        if (await lock(client, writer)) {
          client.once('end', () => this.#taken.delete(number))
          return await readHead(client, writer)
        }
        // Another process holds it; it may be free the next time.
        this.#taken.delete(number)
      } catch (error) {
        this.#taken.delete(number)
        throw error
      }
    }
    throw storeError('store-busy', { retryAfterMs: 1000 })
  }
}

async function lock(client: PoolClient, writer: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
    [`paycircle writer ${writer}`],
  )
  return rows[0]?.taken === true
}

/** Where the writer's chain ends; a writer of whom there is no record yet gets a head to begin with. */
export async function readHead(client: PoolClient, writer: string): Promise<ChainPoint> {
  const start = chainStart(writer)
  await client.query(
    'insert into chain_head (writer, sequence, hash) values ($1, $2, $3) on conflict (writer) do nothing',
    [start.writer, start.sequence, start.hash],
  )
  const { rows } = await client.query<{ sequence: number; hash: string }>(
    'select sequence, hash from chain_head where writer = $1',
    [writer],
  )
  const head = rows[0]
  return head === undefined ? start : { writer, sequence: head.sequence, hash: head.hash }
}

/** Where another node's records have brought the chain; undefined where no record stands at its end. */
export async function recordedEnd(client: PoolClient, writer: string): Promise<ChainPoint | undefined> {
  const { rows } = await client.query<ChainPoint>(
    'select writer, sequence, hash from chain_head join operation_record using (writer, sequence, hash) where writer = $1',
    [writer],
  )
  return rows[0]
}
