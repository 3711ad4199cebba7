import { errorCodeEntry, reasonWords } from 'paycircle/internal/vocabulary'
import { exitCode, exitCodeOfOutcome, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { openLoggedMerchant } from '../merchant/index.js'
import { pairs } from '../output/table.js'
import { timeText } from '../output/time.js'
import { queryMessages } from './query-messages.js'
import { terminateMessages } from './terminate-messages.js'
import { warningsOf } from './warnings.js'

interface TerminateInput {
  readonly options: { readonly email: string; readonly confirm: string; readonly reason: string }
}

/** `terminate`: asks Alipay to end an agreement, by a service of public demos; a query settles whether it has ended. */
export async function terminate(invocation: Invocation, { options }: TerminateInput): Promise<ExitCode> {
  const { language, output } = invocation
  const merchant = await openLoggedMerchant(invocation)
  try {
    const { email, confirm, reason } = options
    const { outcome, operationId, nextCheckAt } = await merchant.terminate({ email, confirm, reason })
    const text = queryMessages[language]
    const own = terminateMessages[language]
    const code = 'code' in outcome ? outcome.code : undefined
    const remedy = code === undefined ? undefined : errorCodeEntry(code)?.remedy[language]
    output.result(
      {
        ...outcome,
        ...(remedy === undefined ? {} : { remedy }),
        evidence: 'public-demos',
        ...(nextCheckAt === null ? {} : { nextCheckAt: new Date(nextCheckAt).toISOString() }),
        operationId,
        ...warningsOf(merchant, language),
      },
      () =>
        `${pairs([
          [text.outcome, outcome.outcome === 'accepted' ? own.accepted : text[`outcome-${outcome.outcome}`]],
          ...('reason' in outcome ? [[text.reason, reasonWords[language][outcome.reason]] as const] : []),
          ...(code === undefined ? [] : [[text.code, code] as const]),
          ...(remedy === undefined ? [] : [[text.remedy, remedy] as const]),
          ...(nextCheckAt === null
            ? []
            : [[own.nextCheckAt, timeText(nextCheckAt, merchant.settings.timeZone)] as const]),
          ...(operationId === null ? [] : [[text.operation, operationId] as const]),
        ])}\n${own.evidence}`,
    )
    // That Alipay took it is no end yet: nobody knows before a query has answered.
    return outcome.outcome === 'accepted' ? exitCode.indeterminate : exitCodeOfOutcome(outcome.outcome)
  } finally {
    await merchant.close()
  }
}
