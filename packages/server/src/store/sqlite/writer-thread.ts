import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from 'paycircle/internal/base'
import type { PreparedUnit } from './batch.js'
import { loadDriver } from './driver.js'
import type { FromWriter, ToWriter } from './worker-writer.js'
import { WriteConnection, type WriteConnectionOptions } from './write-connection.js'

// The file that a writer's thread runs; see worker-writer.ts for the other end.
const port = parentPort
invariant(port, 'this file runs as a thread')
const connection = new WriteConnection(loadDriver(), workerData as WriteConnectionOptions)

port.on('message', (message: ToWriter) => {
  if (message === null) {
    connection.close()
    port.close()
  } else {
    port.postMessage(connection.write(JSON.parse(message) as PreparedUnit[]) satisfies FromWriter)
  }
})
port.postMessage('ready' satisfies FromWriter)
