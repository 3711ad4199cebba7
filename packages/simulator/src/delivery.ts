import type { ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Clock } from 'paycircle/internal/base'
import { answerBytes, contentType, simulatorHeader, strayHtml, type Answer, type Lettering } from './answers.js'
import type { StrikingFault } from './fault-book.js'
import { longestDelayMs, type FaultEffect } from './fault-table.js'

/** Where an answer goes. */
export interface Recipient {
  readonly response: ServerResponse
  readonly clock: Clock
}

/**
 * What is sent instead of `answer` under a fault. A code becomes an answer by `withCode`, which knows whether this
 * caller reads XML or a page.
 */
export function answerUnder(
  effect: FaultEffect | undefined,
  answer: Answer,
  withCode: (code: string) => Answer,
): Answer {
  if (effect?.kind === 'code') return withCode(effect.code)
  if (effect?.kind === 'unavailable') return strayHtml(503)
  if (effect?.kind === 'html') return strayHtml(200)
  return answer
}

/** Sends an answer, or does to the connection what the fault does to it. Settles when nothing more will be written. */
export async function deliver(to: Recipient, answer: Answer, fault?: StrikingFault): Promise<void> {
  const effect = fault?.effect
  const bytes = answerBytes(answer, letteringUnder(effect, answer))
  const { response } = to
  if (effect?.kind === 'delay') await waitOrClose(to, effect.delayMs)
  const breaking = effect?.kind === 'hang' || effect?.kind === 'reset' || effect?.kind === 'truncate'
  if (breaking && fault?.moment !== 'during-answer') {
    await breakOff(to, effect)
    return
  }
  response.writeHead(answer.status, {
    'Content-Type': contentType(answer, letteringUnder(effect, answer).declared),
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
    ...simulatorHeader,
    ...answer.headers,
  })
  if (!breaking) {
    response.end(bytes)
    return
  }
  await new Promise<void>((resolve) => {
    response.write(bytes.subarray(0, bytes.length >> 1), () => {
      resolve()
    })
  })
  await breakOff(to, effect)
}

function letteringUnder(effect: FaultEffect | undefined, { charset }: Answer): Lettering {
  if (effect?.kind !== 'charset') return { declared: charset, actual: charset }
  return {
    declared: effect.declared === 'gbk' ? 'gbk' : charset,
    actual: effect.actual === 'gbk' || charset === 'utf-8' ? 'gbk' : 'utf-8',
  }
}

async function breakOff(to: Recipient, effect: FaultEffect): Promise<void> {
  const socket = to.response.socket
  if (effect.kind === 'hang') await waitOrClose(to, longestDelayMs)
  // TLS has no reset of its own: the connection just ends. So does a truncated answer.
  if (effect.kind === 'truncate' || socket instanceof TLSSocket) socket?.destroy()
  else socket?.resetAndDestroy()
}

/** Waits, but no longer than the caller does. */
function waitOrClose({ response, clock }: Recipient, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel()
      response.off('close', done)
      resolve()
    }
    const cancel = clock.after(delayMs, done)
    response.once('close', done)
  })
}
