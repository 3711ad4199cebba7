import { doApprovalTask, type ApprovalValue } from '../approvals/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { table } from '../output/table.js'
import { approvalMessages } from './approval-messages.js'

/** `approval list`: what waits for a second person, and what became of the rest. */
export async function approvalList(invocation: Invocation): Promise<ExitCode> {
  const done = await doApprovalTask(invocation, { task: 'list', profileId: profileOf(invocation) })
  const { items } = done as { readonly items: readonly ApprovalValue[] }
  const say = approvalMessages[invocation.language]
  invocation.output.result({ items }, () =>
    items.length === 0
      ? say.none
      : table(
          [say.id, say.action, say.askedBy, say.askedAt, say.reason, say.state],
          items.map(({ id, action, askedBy, askedAt, reason, state }) => [
            id,
            action,
            askedBy,
            askedAt,
            reason,
            say[state],
          ]),
        ),
  )
  return exitCode.done
}

interface DecideInput {
  readonly argument: string | undefined
  readonly options: { readonly reason: string }
}

/** `approval approve`: has it done, by the one who approves. */
export function approvalApprove(invocation: Invocation, input: DecideInput): Promise<ExitCode> {
  return decide(invocation, 'approved', input)
}

/** `approval refuse`: leaves it undone. */
export function approvalRefuse(invocation: Invocation, input: DecideInput): Promise<ExitCode> {
  return decide(invocation, 'refused', input)
}

async function decide(
  invocation: Invocation,
  decision: 'approved' | 'refused',
  { argument: id = '', options: { reason } }: DecideInput,
): Promise<ExitCode> {
  const task = { task: 'decide', profileId: profileOf(invocation), id, decision, reason } as const
  const decided = (await doApprovalTask(invocation, task)) as ApprovalValue
  const say = approvalMessages[invocation.language]
  invocation.output.result(decided, () => (decision === 'approved' ? say.done(id) : say.undone(id)))
  return exitCode.done
}

function profileOf({ profile = 'default' }: Invocation): string {
  return profile
}
