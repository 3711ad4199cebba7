import type { ApprovalRow } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { accessError } from './errors.js'

/** What may be set to take a second person. */
export const secondPersonActions = ['release', 'force-query', 'go-live'] as const
export type SecondPersonAction = (typeof secondPersonActions)[number]

/** So long another may approve what one asked for. */
export const approvalMs = 24 * 3_600_000
const maxReasonLength = 500

export interface AskInput {
  readonly profileId: string
  readonly action: SecondPersonAction
  /** What it is done to, as JSON. */
  readonly subject: Readonly<Record<string, string>>
  readonly agreementId: string | null
  readonly account: string | null
  readonly reason: string
  readonly actor: string
}

export interface DecideInput {
  readonly id: string
  readonly profileId: string
  readonly decision: 'approved' | 'refused'
  readonly reason: string
  readonly actor: string
}

/** Actions that one person asks for and another carries out by approving. */
export interface Approvals {
  /** Takes the question down; nothing is done yet. `approval-reason-missing`. */
  ask(input: AskInput): Promise<ApprovalRow>
  /** The profile's newest, decided or not, at most 200. */
  approvals(profileId: string): Promise<readonly ApprovalRow[]>
  /**
   * Decides it, once: of two who decide at the same time one is told `approval-not-open`. Whoever approves carries the
   * action out after this. `approval-unknown`, `approval-by-same-person`, `approval-reason-missing`.
   */
  decide(input: DecideInput): Promise<ApprovalRow>
}

export function createApprovals({ store, clock, record, newId }: AccessContext): Approvals {
  return {
    async ask({ profileId, action, subject, agreementId, account, reason: given, actor }) {
      const reason = reasonOf(given)
      const at = clock.now()
      const row: ApprovalRow = {
        id: newId('apr'),
        profileId,
        action,
        subject: JSON.stringify(subject),
        reason,
        askedBy: actor,
        askedAt: at,
        expiresAt: at + approvalMs,
        decision: null,
        decidedBy: null,
        decidedAt: null,
        decisionReason: null,
      }
      const about = { at, actor, operationId: row.id, profileId, agreementId, account }
      const log = [record('approval.asked', about, { approval: row.id, action, reason })]
      await store.commit({ guards: [], writes: [{ write: 'insert-approval', row }], log })
      return row
    },

    approvals: (profileId) => store.approvals(profileId, 200),

    async decide({ id, profileId, decision, reason: given, actor }) {
      const reason = reasonOf(given)
      const row = await store.approval(id)
      if (row?.profileId !== profileId) throw accessError('approval-unknown', { id: id.slice(0, 64) })
      if (decision === 'approved' && row.askedBy === actor) throw accessError('approval-by-same-person', {})
      const at = clock.now()
      const made = { decision, decidedBy: actor, decidedAt: at, decisionReason: reason }
      const about = { at, actor, operationId: row.id, profileId }
      const result = await store.commit({
        guards: [{ guard: 'approval-open', approvalId: id, at }],
        writes: [{ write: 'decide-approval', approvalId: id, decision: made }],
        log: [record(`approval.${decision}`, about, { approval: id, action: row.action, reason })],
      })
      if (result.result === 'conflict') throw accessError('approval-not-open', { id })
      return { ...row, ...made }
    },
  }
}

function reasonOf(given: string): string {
  const reason = given.trim()
  if (reason === '' || reason.length > maxReasonLength) throw accessError('approval-reason-missing', {})
  return reason
}
