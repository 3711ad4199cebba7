import { PaycircleError } from 'paycircle/internal/base'
import { storeError } from '../port/index.js'
import { eventList, SqlReader, type RowSource, type SqlRow, type Statement } from '../sql/index.js'
import { failureOf, type Connection, type Driver } from './driver.js'
import { PreparedStatements } from './statement.js'

const lockWaitMs = 100

/** The read-only connection: each answer is the state after some commit. */
export class ReadConnection extends SqlReader {
  readonly #rows: Rows

  constructor(driver: Driver, path: string) {
    const rows = new Rows(driver, path)
    super(rows, eventList)
    this.#rows = rows
  }

  close(): Promise<void> {
    this.#rows.close()
    return Promise.resolve()
  }
}

class Rows implements RowSource {
  readonly #driver: Driver
  readonly #connection: Connection
  readonly #prepared: PreparedStatements
  #open = true

  constructor(driver: Driver, path: string) {
    this.#driver = driver
    this.#connection = driver.open(path, 'read-only')
    // Writers do not lock readers out; only the recovery after a crash does, for a moment.
    this.#connection.execute(`pragma busy_timeout = ${lockWaitMs}`)
    this.#prepared = new PreparedStatements(this.#connection)
  }

  async rows<Values extends object>(statement: Statement<Values>, values: Values): Promise<readonly SqlRow[]> {
    if (!this.#open) throw storeError('store-closed', {})
    try {
      return await Promise.resolve(this.#prepared.all(statement, values))
    } catch (error) {
      if (error instanceof PaycircleError) throw error
      const failure = failureOf(this.#driver, error)
      if (failure === undefined) throw error
      if (failure === 'busy') throw storeError('store-busy', { retryAfterMs: lockWaitMs }, { cause: error })
      throw storeError('store-failed', { written: 'no' }, { cause: error })
    }
  }

  close(): void {
    if (this.#open) this.#connection.close()
    this.#open = false
  }
}
