import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { DefectError, PaycircleError, type ErrorDescription } from 'paycircle/internal/base'
import { localSocketError } from './errors.js'

/** Longer than the service waits for its turn and for the gateway together. */
const callMs = 90_000

type Reply = { readonly value: unknown } | { readonly error: ErrorDescription }

/**
 * Asks the service at the socket. Its typed errors are thrown here as they were there.
 *
 * @throws `service-unreachable` where nobody listens
 */
export async function callService(socketPath: string, document: object): Promise<unknown> {
  const reply = JSON.parse(await exchange(socketPath, JSON.stringify(document))) as Reply
  if ('value' in reply) return reply.value
  const { code, rows, message, remedy } = reply.error
  if (code === 'defect') throw new DefectError('the running service failed')
  // It is told in the language that was asked for.
  const text = () => ({ message, remedy })
  throw new PaycircleError(code, {}, rows, { en: text, zh: text })
}

async function exchange(socketPath: string, body: string): Promise<string> {
  const call = request({ socketPath, method: 'POST', path: '/', timeout: callMs })
  call.on('timeout', () => call.destroy(new Error('timeout')))
  call.end(body)
  let response: IncomingMessage
  try {
    ;[response] = (await once(call, 'response')) as [IncomingMessage]
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ECONNREFUSED', 'EACCES', 'ENAMETOOLONG', 'EINVAL'].includes(code)) {
      throw localSocketError('service-unreachable', { socketPath }, { cause: error })
    }
    throw localSocketError('service-lost', {}, { cause: error })
  }
  const chunks: Buffer[] = []
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
  } catch (error) {
    throw localSocketError('service-lost', {}, { cause: error })
  }
  return Buffer.concat(chunks).toString('utf8')
}
