import { decideApproval } from 'paycircle-server/service'
import type { ApprovalRow } from 'paycircle-server/store/port'
import { z } from 'zod'
import type { ProfileDesk } from '../profiles/index.js'

const name = z.string().max(200)

/** What a command may have done about what takes two people. */
export const approvalTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('list'), profileId: name }),
  z.strictObject({
    task: z.literal('decide'),
    profileId: name,
    id: name,
    decision: z.enum(['approved', 'refused']),
    reason: z.string().max(1000),
  }),
])

export type ApprovalTask = z.infer<typeof approvalTaskSchema>

const actor = 'cli'

/** Does the task; answers what JSON can carry. Whoever can type commands here may do whatever an administrator may. */
export async function performApprovalTask(desk: ProfileDesk, task: ApprovalTask): Promise<object> {
  const now = () => desk.directory.clock.now()
  if (task.task === 'list') {
    return { items: (await desk.access.approvals(task.profileId)).map((row) => approvalValue(row, now())) }
  }
  const { profileId, id, decision, reason } = task
  return approvalValue(await decideApproval(desk, { profileId, id, decision, reason, actor, mayGoLive: true }), now())
}

export type ApprovalValue = ReturnType<typeof approvalValue>

function approvalValue(row: ApprovalRow, now: number) {
  const { id, profileId, action, reason, askedBy, decidedBy, decisionReason, decision } = row
  const { agreementId = null } = JSON.parse(row.subject) as { readonly agreementId?: string }
  return {
    id,
    profileId,
    action,
    state: decision ?? (row.expiresAt > now ? ('waiting' as const) : ('expired' as const)),
    agreementId,
    reason,
    askedBy,
    askedAt: time(row.askedAt),
    expiresAt: time(row.expiresAt),
    decidedBy,
    decidedAt: row.decidedAt === null ? null : time(row.decidedAt),
    decisionReason,
  }
}

function time(utcMs: number): string {
  return new Date(utcMs).toISOString()
}
