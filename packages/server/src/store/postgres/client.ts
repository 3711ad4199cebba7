import type { ClientBase, Pool, PoolConfig } from 'pg'
import { invariant } from 'paycircle/internal/base'
import { storeError } from '../port/index.js'

export interface ConnectionLimits {
  /** Connections of this process, and so the units that it writes at once. */
  readonly connections: number
  /** How long the server may work on a statement, milliseconds. */
  readonly statementMs: number
  /** How long a row that another unit holds is waited for, milliseconds. */
  readonly lockWaitMs: number
  /** How long a connection is waited for, milliseconds. */
  readonly connectMs: number
}

/** How long after the server's own limit its answer is waited for. */
const answerGraceMs = 5000

/** `bigint`, and the `numeric` that is their sum; the driver would give texts. */
const wholeNumbers: ReadonlySet<number> = new Set([20, 1700])

/** Loads the driver, which only those who use PostgreSQL pay for, and makes a pool that has no connection yet. */
export async function connectionPool(url: string, limits: ConnectionLimits): Promise<Pool> {
  const pg = await import('pg')
  const config: PoolConfig = {
    connectionString: url,
    max: limits.connections,
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.statementMs + answerGraceMs,
    keepAlive: true,
    application_name: 'paycircle',
    types: {
      getTypeParser: (oid, format) =>
        wholeNumbers.has(oid) ? wholeNumber : (pg.default.types.getTypeParser(oid, format) as unknown),
    },
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- its types do not say so, but the pool waits
    onConnect: (client) => prepareSession(client, limits),
  }
  const pool = new pg.default.Pool(config)
  // An idle connection that ends is replaced when it is needed; whoever uses one hears of it himself.
  pool.on('error', () => undefined)
  return pool
}

/** Where the store is, without user and password: fit for messages. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url)
    const host = hostname || (searchParams.get('host') ?? 'localhost')
    return `postgres://${host}${port === '' ? '' : `:${port}`}${pathname}`
  } catch {
    return 'postgres://'
  }
}

/**
 * @throws store-unusable where the text is no address of a PostgreSQL database
 */
export function expectAddress(url: string): void {
  const valid = /^postgres(ql)?:\/\/./.test(url) && URL.canParse(url)
  // Without `cause`: it would show the address, and the password with it.
  if (!valid) throw storeError('store-unusable', { path: 'postgres://', reason: 'no-access' })
}

/**
 * All that the store reads and writes it finds by an index. A plan is made once and kept: one that reads a table whole,
 * because it was small then, would cost more with every row that comes.
 */
async function prepareSession(client: ClientBase, limits: ConnectionLimits): Promise<void> {
  // Every commit is on the disk before it is answered. S3-19, Q3-18
  await client.query(
    // Where a row that is changed or rested on has changed since the statement began, it fails and is run again: a unit
    // never mixes what stood before another with what stands after it.
    `set session characteristics as transaction isolation level repeatable read;
     set statement_timeout = ${limits.statementMs};
     set lock_timeout = ${limits.lockWaitMs};
     set idle_in_transaction_session_timeout = ${limits.statementMs};
     set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off;
     set client_encoding = 'UTF8';
     set synchronous_commit = on`,
  )
}

/** The store holds no number that JavaScript could not keep. */
function wholeNumber(text: string): number {
  const value = Number(text)
  invariant(Number.isSafeInteger(value), 'a number in the store is whole and below 2^53')
  return value
}
