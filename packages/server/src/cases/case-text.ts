import type { Language } from 'paycircle/internal/base'
import { caseMessages } from './messages.js'
import type { SupportCase } from './support-case.js'

/** A case as text that can be sent as it is, in one language. */
export function caseText(supportCase: SupportCase, language: Language): string {
  const text = caseMessages[language]
  const { askedAt, answeredAt, durationMs, entry, code, outcome, reason, answer } = supportCase
  const facts: readonly (readonly [string, string | null])[] = [
    [text.partner, supportCase.partner],
    [text.mode, supportCase.mode],
    [text.service, supportCase.service],
    [text.account, supportCase.account],
    [text.asked, askedAt === null ? null : bothTimes(askedAt, text.beijing)],
    [text.answered, answeredAt === null ? null : bothTimes(answeredAt, text.beijing)],
    [text.duration, durationMs === null ? null : `${durationMs} ms`],
    [text.outcome, outcome === null ? null : reason === null ? outcome : `${outcome} (${reason})`],
    [text.code, code],
    [text.meaning, entry?.meaning[language] ?? null],
    [text.operation, supportCase.operationId],
  ]
  const request = supportCase.request.map(({ name, value }) => `  ${name}=${value}`)
  const history = supportCase.history.map(
    ({ at, kind, outcome, code, operationId }) =>
      `  ${bothTimes(at, text.beijing)}  ${[kind, outcome, code, operationId].filter((part) => part !== null).join('  ')}`,
  )
  return [
    text.title,
    '',
    `${text.question}:`,
    text[supportCase.question],
    ...(supportCase.service === 'customer_unsign' ? [text.publicDemos] : []),
    '',
    ...facts.map(([name, value]) => `${name}: ${value ?? text.none}`),
    '',
    `${text.request} (${supportCase.reconstructed ? text.reconstructed : text.asSent}):`,
    ...request,
    '',
    `${text.answer}:`,
    ...(answer.status === null ? [] : [`  ${text.status}: ${answer.status}`]),
    ...(answer.detail === null ? [] : [`  ${answer.detail}`]),
    ...(answer.text ?? text.noAnswer).split(/\r?\n/).map((line) => `  ${line}`),
    '',
    `${text.history}:`,
    ...history,
    '',
  ].join('\n')
}

/** In UTC, and as Alipay's people read their own logs. */
export function bothTimes(utcMs: number, beijing: string): string {
  return `${new Date(utcMs).toISOString()} (${beijing} ${shanghaiTime(utcMs)})`
}

const shanghaiOffsetMs = 8 * 3_600_000

/** China has kept one offset since 1991. */
export function shanghaiTime(utcMs: number): string {
  return new Date(utcMs + shanghaiOffsetMs).toISOString().slice(0, 23).replace('T', ' ')
}
