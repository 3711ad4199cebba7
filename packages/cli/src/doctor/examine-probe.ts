import { PaycircleError } from 'paycircle/internal/base'
import { errorCodeEntry } from 'paycircle/internal/vocabulary'
import { probeVerdict, standInEmail } from 'paycircle-server/profiles'
import type { ProfileSettings } from '../configuration/index.js'
import type { Invocation } from '../invocation.js'
import { openMerchant, type Answer } from '../merchant/index.js'
import { failure } from './examine-set-up.js'
import type { Finding } from './finding.js'
import { doctorMessages } from './messages.js'

/** One live query, under the governor and logged as any other, and what its answer suggests. S3-01, Q3-01 */
export async function examineProbe(
  invocation: Invocation,
  { contact }: ProfileSettings,
  email = contact?.email,
): Promise<Finding> {
  const say = doctorMessages[invocation.language]
  if (email === undefined || email === standInEmail) {
    return { check: 'probe', status: 'fail', message: say.probeNobody, remedy: say.probeNobodyRemedy }
  }
  try {
    const merchant = await openMerchant(invocation)
    try {
      const startedAt = invocation.clock.monotonic()
      const answer = await merchant.query({ subject: { email }, force: false, reason: undefined })
      const tookMs = Math.round(invocation.clock.monotonic() - startedAt)
      return { ...findingOf(answer, email, invocation), tookMs }
    } finally {
      await merchant.close()
    }
  } catch (error) {
    if (!(error instanceof PaycircleError)) throw error
    return failure('probe', error, invocation.language)
  }
}

function findingOf({ outcome, nextCheckAt }: Answer, email: string, { language }: Invocation): Finding {
  const say = doctorMessages[language]
  if (outcome.outcome === 'held') {
    const until = nextCheckAt === null ? '' : new Date(nextCheckAt).toISOString()
    return { check: 'probe', status: 'warn', message: say.probeHeld(until), remedy: say.probeHeldRemedy }
  }
  const code = 'code' in outcome ? outcome.code : undefined
  const told = code === undefined ? outcome.outcome : `${outcome.outcome} ${code}`
  switch (probeVerdict(outcome)) {
    case 'accepted':
      return { check: 'probe', status: 'ok', message: say.probeAccepted(email, told) }
    case 'wrong-or-not-active':
      return {
        check: 'probe',
        status: 'fail',
        message: say.probeWrong(code ?? ''),
        remedy: say.probeWrongRemedy,
        rows: ['S3-01', 'Q3-01'],
      }
    case 'merchant': {
      const remedy = errorCodeEntry(code ?? '')?.remedy[language] ?? say.probeUnknownRemedy
      return { check: 'probe', status: 'fail', message: say.probeMerchant(code ?? ''), remedy }
    }
    case 'unknown': {
      const status = outcome.outcome === 'not_sent' ? 'fail' : 'warn'
      return { check: 'probe', status, message: say.probeUnknown(told), remedy: say.probeUnknownRemedy }
    }
  }
}
