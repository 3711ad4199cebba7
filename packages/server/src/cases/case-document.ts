import { bothLanguages } from './both-languages.js'
import { caseText, shanghaiTime } from './case-text.js'
import type { SupportCase } from './support-case.js'

/** A case as JSON: the facts, and the text in both languages. */
export function caseDocument(supportCase: SupportCase) {
  const { operationId, partner, mode, service, account, askedAt, answeredAt, entry } = supportCase
  const { outcome, reason, code, durationMs, request, reconstructed, answer, history, agreement } = supportCase
  return {
    operationId,
    createdAt: timesOf(supportCase.createdAt),
    partner,
    mode,
    service,
    evidence: service === 'customer_unsign' ? ('public-demos' as const) : ('documents' as const),
    account,
    askedAt: askedAt === null ? null : timesOf(askedAt),
    answeredAt: answeredAt === null ? null : timesOf(answeredAt),
    durationMs,
    outcome,
    reason,
    code,
    rows: [...(entry?.rows ?? [])],
    request: { parameters: [...request], reconstructed },
    answer,
    agreement: agreement === undefined ? null : { id: agreement.id, state: agreement.state },
    history: history.map(({ at, kind, outcome, code, operationId }) => ({
      at: timesOf(at),
      kind,
      outcome,
      code,
      operationId,
    })),
    question: supportCase.question,
    text: bothLanguages((language) => caseText(supportCase, language)),
  }
}

function timesOf(utcMs: number) {
  return { utc: new Date(utcMs).toISOString(), shanghai: shanghaiTime(utcMs) }
}
