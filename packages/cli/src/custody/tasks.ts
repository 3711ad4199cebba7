import type { Custody } from 'paycircle-server/custody'
import { z } from 'zod'

const text = z.string().max(1000)
const time = z.number().int().nullable()

/** What a command may have done to the log, by this process or by the service that owns the store. */
export const taskSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('seal') }),
  z.strictObject({ task: z.literal('new-epoch'), reason: text }),
  z.strictObject({ task: z.literal('archive'), before: z.number().int(), folder: z.string().min(1).max(4096) }),
  z.strictObject({ task: z.literal('pseudonymise'), profileId: text, account: text, reason: text }),
  z.strictObject({
    task: z.literal('note-read'),
    profileId: text,
    agreementId: text,
    account: text,
    what: z.enum(['log', 'operation']),
  }),
  z.strictObject({
    task: z.literal('note-export'),
    profileId: text.optional(),
    details: z.strictObject({ format: text, masked: z.boolean(), since: time, until: time }),
  }),
])

export type LogTask = z.infer<typeof taskSchema>

const actor = 'cli'

/** Does the task; answers what JSON can carry. */
export async function performTask(custody: Custody, task: LogTask): Promise<unknown> {
  switch (task.task) {
    case 'seal':
      return { sealed: await custody.seal() }
    case 'new-epoch': {
      const epoch = await custody.newEpoch({ reason: task.reason, actor })
      return { epoch }
    }
    case 'archive':
      return { archived: await custody.archive({ before: task.before, folder: task.folder, actor }) }
    case 'pseudonymise':
      return { pseudonym: await custody.pseudonymise({ ...task, actor }) }
    case 'note-read':
      await custody.noteRead({ ...task, actor })
      return {}
    case 'note-export':
      await custody.noteExport({ actor, profileId: task.profileId, details: task.details })
      return {}
  }
}
