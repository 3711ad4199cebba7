import { SqlReader, type RowSource, type SqlRow, type Statement } from '../sql/index.js'
import type { Connections } from './connections.js'
import { feedOfEvents, settledPart } from './feeds.js'
import { compile } from './statement.js'

/** How often a feed is read again whose end may still be overtaken; a unit under way takes milliseconds. */
const feedReads = 20
const feedPauseMs = 5

/** The reads of the port by the process's connections. */
export class ReadConnection extends SqlReader {
  readonly connections: Connections

  constructor(connections: Connections) {
    super(new Rows(connections), feedOfEvents)
    this.connections = connections
  }

  close(): Promise<void> {
    return this.connections.close()
  }
}

class Rows implements RowSource {
  readonly #connections: Connections

  constructor(connections: Connections) {
    this.#connections = connections
  }

  async rows<Values extends object>(statement: Statement<Values>, values: Values): Promise<readonly SqlRow[]> {
    const { name, text, bind } = compile(statement)
    const query = { name, text, values: bind(values) }
    for (let read = 1; ; read++) {
      const rows = await this.#connections.ask<SqlRow>(query)
      const settled = settledPart(rows)
      if (settled.length === rows.length || read >= feedReads) return settled
      await new Promise((resolve) => setTimeout(resolve, feedPauseMs))
    }
  }
}
