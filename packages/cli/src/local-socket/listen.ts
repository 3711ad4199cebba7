import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { PaycircleError, type ErrorDescription } from 'paycircle/internal/base'
import type { Custody } from 'paycircle-server/custody'
import type { Engine } from 'paycircle-server/engine'
import type { RosterDesk } from '../merchant/roster-desk.js'
import { rosterHost } from '../merchant/roster-host.js'
import { changeProfileThrough, linkThrough, queryThrough, terminateThrough } from '../merchant/through-engine.js'
import { performTask } from '../custody/tasks.js'
import { performProfileTask, type ProfileDesk } from '../profiles/tasks.js'
import { performAlarmTask, type AlarmDesk } from '../alarms/tasks.js'
import { performApprovalTask } from '../approvals/tasks.js'
import { performAccessTask, type AccessDesk } from '../access/tasks.js'
import type { Delivery } from 'paycircle-server/delivery'
import { performWebhookTask } from '../webhooks/tasks.js'
import { localSocketError } from './errors.js'
import { callSchema, type Call } from './protocol.js'
import { performRosterTask } from './roster-call.js'
import { maxSocketPathBytes } from './socket-path.js'

/** A batch of a roster's rows is the largest. */
const bodyLimitBytes = 262_144

/** What the commands act on. */
export interface Desks {
  readonly custody: Custody
  readonly profiles: ProfileDesk
  readonly access: AccessDesk
  readonly delivery: Delivery
  readonly alarms: AlarmDesk
}

interface Surroundings extends Desks {
  readonly engine: Engine
  readonly deskOf: (profileId: string) => RosterDesk
}

export interface LocalSocket {
  close(): Promise<void>
}

/**
 * Lets commands of this user reach the running service. The socket's file is for its owner alone. Undefined where the
 * path is too long for a socket.
 */
export async function listenLocally(socketPath: string, given: Desks): Promise<LocalSocket | undefined> {
  if (Buffer.byteLength(socketPath) > maxSocketPathBytes) return undefined
  const { engine } = given.profiles
  const desks = new Map<string, RosterDesk>()
  // Made when it is asked for: profiles come and go while the service runs.
  const deskOf = (id: string): RosterDesk => {
    const desk = desks.get(id) ?? rosterHost(engine, id)
    desks.set(id, desk)
    return desk
  }
  const server = createServer({ requestTimeout: 5_000 }, (incoming, response) => {
    void answer({ ...given, engine, deskOf }, incoming).then((document) => {
      response.setHeader('Content-Type', 'application/json; charset=utf-8')
      response.end(JSON.stringify(document))
    })
  })
  // Whoever made it has gone, or the store would not be ours.
  rmSync(socketPath, { force: true })
  const umask = process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(socketPath, resolve)
    })
  } finally {
    process.umask(umask)
  }
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

async function answer(
  surroundings: Surroundings,
  incoming: IncomingMessage,
): Promise<{ value: unknown } | { error: object }> {
  try {
    const call = callSchema.safeParse(JSON.parse(await bodyOf(incoming)))
    if (!call.success) return { error: defect }
    return await perform(surroundings, call.data)
      .then((value) => ({ value }))
      .catch((error: unknown) => ({
        error: error instanceof PaycircleError ? error.describe(call.data.language) : defect,
      }))
  } catch {
    return { error: defect }
  }
}

/** What the other side of the socket can make nothing of either. */
const defect: ErrorDescription = { code: 'defect', message: '', rows: [], remedy: '' }

async function perform(
  { engine, custody, profiles, access, delivery, alarms, deskOf }: Surroundings,
  call: Call,
): Promise<unknown> {
  if (call.action === 'log') return performTask(custody, call.task)
  if (call.action === 'access-task') return performAccessTask(access, call.task)
  if (call.action === 'webhook-task') return performWebhookTask(delivery, call.task)
  if (call.action === 'alarm-task') return performAlarmTask(alarms, call.task, call.language)
  if (call.action === 'approval-task') return performApprovalTask(profiles, call.task)
  if (call.action === 'profile-task') return performProfileTask(profiles, call.task, call.language)
  const { id, partner, mode } = call.profile
  const profile = engine.profiles.get(id)
  if (profile?.partner !== partner || profile.mode !== mode) {
    throw localSocketError('service-other-profile', { profile: id })
  }
  switch (call.action) {
    case 'notices':
      return { notices: engine.notices(id) }
    case 'change-profile':
      return changeProfileThrough(engine, id, call.change)
    case 'terminate':
      return terminateThrough(engine, id, call.order)
    case 'roster':
      return performRosterTask(deskOf(id), call.task)
    case 'query': {
      const { subject, force, reason } = call.question
      const desk = { engine, access: profiles.access, clock: profiles.directory.clock }
      return queryThrough(desk, id, { subject, force, reason })
    }
    case 'link': {
      const { email, signChannel, form } = call.wish
      return linkThrough(engine, id, { email, signChannel, form })
    }
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimitBytes) throw new RangeError('body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
