import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'

/** Connections to receivers that are kept for the next post: opening one takes either side longer than the post. */
export interface Connections {
  readonly agentOf: (target: URL) => Agent
  /** Those under way as well. */
  readonly close: () => void
}

/** Receivers mostly end one that was not used for 5 s or longer. */
const idleMs = 4_000
const keptForEach = 16

export function createConnections(): Connections {
  const settings = { keepAlive: true, maxFreeSockets: keptForEach, timeout: idleMs }
  const agents = { http: new Agent(settings), https: new SecureAgent(settings) }
  return {
    agentOf: ({ protocol }) => (protocol === 'https:' ? agents.https : agents.http),
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
