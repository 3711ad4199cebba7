import type { IncomingMessage, ServerResponse } from 'node:http'
import { languageOfHeader, PaycircleError } from 'paycircle/internal/base'
import { simulatorHeader } from './answers.js'
import { simulatorError } from './errors.js'
import { bodyLimitBytes, isCalledByName, readBody, type Place } from './listening.js'

/** Reads the body within its limit, has it answered, and turns what goes wrong into JSON that tells of it. */
export async function guarded(
  place: Place,
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (body: Buffer) => Promise<void>,
): Promise<void> {
  try {
    if (!isCalledByName(incoming, place)) {
      throw simulatorError('host-refused', { host: (incoming.headers.host ?? '').slice(0, 100) })
    }
    const body = await readBody(incoming)
    if (body === undefined) throw simulatorError('body-too-large', { limitBytes: bodyLimitBytes })
    await answer(body)
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy()
      return
    }
    const told = isTold(error) ? error : undefined
    const language = languageOfHeader(incoming.headers['accept-language'], 'en')
    // The rest of a refused body is not read, so the connection cannot go on.
    response.setHeader('Connection', 'close')
    sendJson(response, statusOf(told?.code), {
      error: told?.describe(language) ?? { code: 'defect', rows: [], message: 'The simulator failed.', remedy: '' },
    })
  }
}

function isTold(error: unknown): error is PaycircleError {
  return error instanceof PaycircleError
}

const statuses: ReadonlyMap<string, number> = new Map([
  ['host-refused', 421],
  ['origin-refused', 403],
  ['body-too-large', 413],
  ['path-unknown', 404],
  ['account-unknown', 404],
  ['partner-unknown', 404],
  ['method-not-allowed', 405],
  ['user-id-taken', 409],
  ['limit-reached', 507],
])

function statusOf(code: string | undefined): number {
  return code === undefined ? 500 : (statuses.get(code) ?? 400)
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...simulatorHeader }
  response.writeHead(status, headers)
  response.end(JSON.stringify(value))
}
