import type { BatchWriter } from './batch.js'
import type { WriteConnection } from './write-connection.js'

/**
 * Writes on the caller's thread, within the turn in which it was asked: for simulation, where time and order are the
 * test's. Each sync stops the event loop; a service writes on a worker.
 */
export function inThreadWriter(connection: WriteConnection): BatchWriter {
  return {
    depth: 1,
    write: (batch) => Promise.resolve(connection.write(batch)),
    close() {
      connection.close()
      return Promise.resolve()
    },
  }
}
