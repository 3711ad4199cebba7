import type { BatchWriter } from './batch.js'
import type { WriteConnection } from './write-connection.js'

/** Writes on the caller's thread: for simulation, and where a worker would cost more than it spares. */
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
