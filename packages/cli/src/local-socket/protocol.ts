import { languages } from 'paycircle/internal/base'
import { modes } from 'paycircle/internal/vocabulary'
import { z } from 'zod'
import { accessTaskSchema } from '../access/tasks.js'
import { alarmTaskSchema } from '../alarms/tasks.js'
import { approvalTaskSchema } from '../approvals/tasks.js'
import { taskSchema } from '../custody/tasks.js'
import { profileTaskSchema } from '../profiles/tasks.js'
import { webhookTaskSchema } from '../webhooks/tasks.js'
import { rosterTaskSchema } from './roster-call.js'

const profile = z.strictObject({ id: z.string(), partner: z.string(), mode: z.enum(modes) })

const every = { language: z.enum(languages as ['zh', 'en']), profile }

const text = z.string().max(1000)

/** What a command may ask of the service that owns its store. One JSON document each way, over HTTP. */
export const callSchema = z.discriminatedUnion('action', [
  z.strictObject({ ...every, action: z.literal('notices') }),
  z.strictObject({ ...every, action: z.literal('roster'), task: rosterTaskSchema }),
  z.strictObject({
    ...every,
    action: z.literal('change-profile'),
    change: z.strictObject({ kind: z.enum(['pause', 'resume']), reason: text }),
  }),
  z.strictObject({ language: every.language, action: z.literal('log'), task: taskSchema }),
  z.strictObject({ language: every.language, action: z.literal('access-task'), task: accessTaskSchema }),
  z.strictObject({ language: every.language, action: z.literal('webhook-task'), task: webhookTaskSchema }),
  z.strictObject({ language: every.language, action: z.literal('alarm-task'), task: alarmTaskSchema }),
  z.strictObject({ language: every.language, action: z.literal('approval-task'), task: approvalTaskSchema }),
  z.strictObject({ language: every.language, action: z.literal('profile-task'), task: profileTaskSchema }),
  z.strictObject({
    ...every,
    action: z.literal('query'),
    question: z.object({
      subject: z.union([z.strictObject({ email: text }), z.strictObject({ account: text })]),
      force: z.boolean(),
      reason: text.optional(),
    }),
  }),
  z.strictObject({
    ...every,
    action: z.literal('terminate'),
    order: z.strictObject({ email: text, confirm: text, reason: text }),
  }),
  z.strictObject({
    ...every,
    action: z.literal('link'),
    wish: z.object({
      email: text,
      signChannel: z.literal('NORMAL').optional(),
      form: z.enum(['get', 'post']).optional(),
    }),
  }),
])

export type Call = z.infer<typeof callSchema>
