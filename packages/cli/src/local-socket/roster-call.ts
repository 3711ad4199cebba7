import { z } from 'zod'
import type { RosterDesk } from '../merchant/roster-desk.js'

const rosterId = z.string().max(100)
/** As the roster's reader cuts them. */
const cell = z.string().max(400)

/** What a command may ask of the rosters of the service that owns its store. */
export const rosterTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({
    task: z.literal('open'),
    file: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), restart: z.boolean() }),
  }),
  z.strictObject({
    task: z.literal('list'),
    rosterId,
    records: z.array(z.strictObject({ line: z.int().positive(), email: cell, account: cell })).max(100),
  }),
  z.strictObject({ task: z.literal('listed'), rosterId }),
  z.strictObject({ task: z.literal('start'), rosterId }),
  z.strictObject({ task: z.literal('pause'), rosterId }),
  z.strictObject({ task: z.literal('standing'), rosterId }),
  z.strictObject({ task: z.literal('entries'), rosterId, afterLine: z.int().nonnegative() }),
])

export type RosterTask = z.infer<typeof rosterTaskSchema>

/** What the desk answers; null where it has nothing to say, because JSON has no other word for it. */
export async function performRosterTask(desk: RosterDesk, task: RosterTask): Promise<unknown> {
  return (await perform(desk, task)) ?? null
}

async function perform(desk: RosterDesk, task: RosterTask): Promise<unknown> {
  switch (task.task) {
    case 'open':
      return desk.open(task.file)
    case 'list':
      return desk.list(task.rosterId, task.records)
    case 'listed':
      return desk.listed(task.rosterId)
    case 'start':
      return desk.start(task.rosterId)
    case 'pause':
      return desk.pause(task.rosterId)
    case 'standing':
      return desk.standing(task.rosterId)
    case 'entries':
      return desk.entries(task.rosterId, task.afterLine)
  }
}

/** The same desk from the other end of the socket. */
export function servedDesk(call: (task: RosterTask) => Promise<unknown>): RosterDesk {
  const ask = async <Value>(task: RosterTask) => (await call(task)) as Value
  return {
    open: (file) => ask({ task: 'open', file }),
    list: (rosterId, records) => ask({ task: 'list', rosterId, records: [...records] }),
    listed: (rosterId) => ask({ task: 'listed', rosterId }),
    start: (rosterId) => ask({ task: 'start', rosterId }),
    pause: (rosterId) => ask({ task: 'pause', rosterId }),
    standing: (rosterId) => ask({ task: 'standing', rosterId }),
    entries: (rosterId, afterLine) => ask({ task: 'entries', rosterId, afterLine }),
  }
}
