import { errorCodeEntry, reasonWords, type HalfName, type Halves } from 'paycircle/internal/vocabulary'
import { commandLineError } from '../command-line/index.js'
import { exitCode, exitCodeOfOutcome, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { openMerchant, type Answer, type Merchant, type Subject } from '../merchant/index.js'
import { pairs } from '../output/table.js'
import { timeText } from '../output/time.js'
import { queryError } from './query-errors.js'
import { queryMessages } from './query-messages.js'
import { warningsOf } from './warnings.js'

type Requirement = 'debit' | 'refund' | 'both'

interface QueryCommandOptions {
  readonly email: string | undefined
  readonly account: string | undefined
  readonly require: Requirement | undefined
  readonly force: boolean
  readonly reason: string | undefined
}

/** `query`: what Alipay says about an agent's agreement now. */
export async function query(
  invocation: Invocation,
  { options }: { readonly options: QueryCommandOptions },
): Promise<ExitCode> {
  const subject = subjectOf(options)
  if (options.force && options.reason === undefined) {
    throw commandLineError('usage-option-pair', { option: '--force', needs: '--reason' })
  }
  if (!options.force && options.reason !== undefined) {
    throw commandLineError('usage-option-pair', { option: '--reason', needs: '--force' })
  }
  const merchant = await openMerchant(invocation)
  try {
    if ('account' in subject && merchant.settings.accountParameter === undefined) {
      throw queryError('account-parameter-unset', {})
    }
    if (options.force && !merchant.logged) throw queryError('force-needs-store', {})
    const answer = await merchant.query({ subject, force: options.force, reason: options.reason })
    say(invocation, merchant, answer)
    const { outcome } = answer
    return outcome.outcome === 'signed' && lacks(outcome, options.require)
      ? exitCode.no
      : exitCodeOfOutcome(outcome.outcome)
  } finally {
    await merchant.close()
  }
}

function subjectOf({ email, account }: QueryCommandOptions): Subject {
  if (email !== undefined && account !== undefined) throw queryError('subject-twice', {})
  if (email !== undefined) return { email }
  if (account !== undefined) return { account }
  throw queryError('subject-missing', {}) // Q3-25
}

const neededHalves: Readonly<Record<Requirement, readonly HalfName[]>> = {
  debit: ['autoDebit'],
  refund: ['autoRefund'],
  both: ['autoDebit', 'autoRefund'],
}

function lacks(halves: Halves, requirement: Requirement | undefined): boolean {
  return requirement !== undefined && neededHalves[requirement].some((half) => !halves[half])
}

function say({ language, output }: Invocation, merchant: Merchant, answer: Answer): void {
  const { outcome, operationId, nextCheckAt } = answer
  const text = queryMessages[language]
  const code = 'code' in outcome ? outcome.code : undefined
  const remedy = remedyOf(answer)
  const next = nextCheckAt === null ? undefined : new Date(nextCheckAt).toISOString()
  output.result(
    {
      ...outcome,
      ...(remedy === undefined ? {} : { remedy: remedy[language] }),
      ...(next === undefined ? {} : { nextCheckAt: next }),
      operationId,
      ...warningsOf(merchant, language),
    },
    () =>
      pairs([
        [text.outcome, text[`outcome-${outcome.outcome}`]],
        ...('reason' in outcome ? [[text.reason, reasonWords[language][outcome.reason]] as const] : []),
        ...(outcome.outcome === 'signed'
          ? ([
              [text.autoDebit, outcome.autoDebit ? text.signed : text.notSigned],
              [text.autoRefund, outcome.autoRefund ? text.signed : text.notSigned],
            ] as const)
          : []),
        ...('userId' in outcome ? [[text.userId, outcome.userId] as const] : []),
        ...(code === undefined ? [] : [[text.code, code] as const]),
        ...(remedy === undefined ? [] : [[text.remedy, remedy[language]] as const]),
        ...(nextCheckAt === null
          ? []
          : [[text.nextCheckAt, timeText(nextCheckAt, merchant.settings.timeZone)] as const]),
        ...(operationId === null ? [] : [[text.operation, operationId] as const]),
      ]),
  )
}

/** The catalogue's remedy for the code, or what follows from how the exchange ended. */
function remedyOf({ outcome }: Answer): { readonly zh: string; readonly en: string } | undefined {
  const entry = 'code' in outcome ? errorCodeEntry(outcome.code) : undefined
  if (entry !== undefined) return entry.remedy
  switch (outcome.outcome) {
    case 'indeterminate':
    case 'not_sent':
    case 'held': {
      const key = `remedy-${outcome.outcome}` as const
      return { zh: queryMessages.zh[key], en: queryMessages.en[key] }
    }
    case 'signed':
    case 'not_signed':
    case 'irregular':
    case 'refused':
      return undefined
  }
}
