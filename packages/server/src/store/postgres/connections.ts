import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg'
import { PaycircleError } from 'paycircle/internal/base'
import { storeError } from '../port/index.js'
import { failureOf } from './failures.js'
import { ConnectionSpoilt } from './unit-errors.js'

/** The process's connections, lent one at a time. */
export class Connections {
  readonly #pool: Pool
  readonly #mostWaiting: number
  #underWay = 0
  #idle: (() => void) | undefined
  #closing: Promise<void> | undefined

  constructor(pool: Pool, mostWaiting: number) {
    this.#pool = pool
    this.#mostWaiting = mostWaiting
  }

  /**
   * Lends a connection to the work; one that the work calls spoilt is not used again.
   *
   * @throws store-closed, store-busy, store-failed before the work began; then nothing was sent
   */
  async use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    if (this.#closing !== undefined) throw storeError('store-closed', {})
    if (this.#pool.waitingCount >= this.#mostWaiting) throw storeError('store-busy', { retryAfterMs: 1000 })
    this.#underWay++
    try {
      return await this.#lend(await this.#connect(), work)
    } finally {
      this.#underWay--
      if (this.#underWay === 0) this.#idle?.()
    }
  }

  /** Work that waits for a connection. */
  get waiting(): number {
    return this.#pool.waitingCount
  }

  /** The rows that a query finds; driver errors do not pass. */
  async ask<Row extends QueryResultRow>(query: QueryConfig): Promise<readonly Row[]> {
    return this.use(async (client) => {
      try {
        return (await client.query<Row>(query)).rows
      } catch (error) {
        if (error instanceof PaycircleError) throw error
        const failure = failureOf(error)
        if (failure === undefined) throw error
        if (failure === 'busy') throw storeError('store-busy', { retryAfterMs: 1000 }, { cause: error })
        const told = storeError('store-failed', { written: 'no' }, { cause: error })
        throw failure === 'lost' ? new ConnectionSpoilt(told) : told
      }
    })
  }

  /** Takes no more work and waits until what was taken is done. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** A pool that ends forgets who waits for a connection. */
  async #close(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#idle = resolve))
    await this.#pool.end()
  }

  async #lend<Result>(client: PoolClient, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    let spoilt = false
    try {
      return await work(client)
    } catch (error) {
      spoilt = error instanceof ConnectionSpoilt
      throw error instanceof ConnectionSpoilt ? error.error : error
    } finally {
      client.release(spoilt)
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      if (error instanceof PaycircleError) throw error
      const waited = error instanceof Error && error.message.includes('timeout exceeded')
      const busy = waited && this.#pool.totalCount >= this.#pool.options.max
      if (busy || failureOf(error) === 'busy') throw storeError('store-busy', { retryAfterMs: 1000 }, { cause: error })
      throw storeError('store-failed', { written: 'no' }, { cause: error })
    }
  }
}
