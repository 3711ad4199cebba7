import { PaycircleError, type Language } from 'paycircle/internal/base'
import { problemContentType, type Problem } from '../api/index.js'
import type { FieldFault } from './errors.js'
import { statusOf } from './statuses.js'

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Unprocessable content',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'Insufficient storage',
}

export interface ProblemAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly problem: Problem
}

/** An error as RFC 9457 has it, with `Retry-After` where waiting helps. `now`: UTC milliseconds. */
export function problemAnswer(
  error: PaycircleError,
  { language, requestId, now }: { readonly language: Language; readonly requestId: string; readonly now: number },
): ProblemAnswer {
  const { message, remedy, rows } = error.describe(language)
  const status = statusOf(error.code)
  const { nextCheckAt, retryAfterMs, fields } = extrasOf(error.fields)
  const waitMs = nextCheckAt === undefined ? retryAfterMs : nextCheckAt - now
  return {
    status,
    headers: {
      'content-type': problemContentType,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(waitMs === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="paycircle"' } : {}),
    },
    problem: {
      type: `urn:paycircle:problem:${error.code}`,
      title: titles[status] ?? 'Error',
      status,
      detail: message,
      code: error.code,
      rows: [...rows],
      remedy,
      ...(fields === undefined
        ? {}
        : { fields: fields.map(({ path, message: said }) => ({ path, message: said[language] })) }),
      ...(nextCheckAt === undefined ? {} : { nextCheckAt: new Date(nextCheckAt).toISOString() }),
      requestId,
    },
  }
}

interface Extras {
  readonly nextCheckAt?: number
  readonly retryAfterMs?: number
  readonly fields?: readonly FieldFault[]
}

function extrasOf(fields: unknown): Extras {
  return typeof fields === 'object' && fields !== null ? fields : {}
}
