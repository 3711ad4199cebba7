/*
 * Receives the events of paycircle and applies each exactly once (S3-18), whatever comes twice, out of a retry, a replay
 * or a restart. Node's own modules and the Standard Webhooks library, no framework.
 *
 *   WEBHOOK_SECRET_FILE=secret.txt STATE_FOLDER=./state PORT=8080 node receiver.mjs
 *
 * `apply` below is where your own effect goes. It must be written in the same transaction as the event's id: here both
 * are one line of one file; with a database, one transaction that inserts the id (unique) and makes the change.
 */
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'

const mostBodyBytes = 1024 * 1024
const folder = process.env.STATE_FOLDER ?? './state'
const webhook = new Webhook(readFileSync(process.env.WEBHOOK_SECRET_FILE ?? 'secret.txt', 'utf8').trim())

mkdirSync(folder, { recursive: true })
const path = join(folder, 'effects.jsonl')
const applied = new Set()
const file = open()

/** Reads what was applied before. A line that a crash cut off was never acknowledged: it goes, and comes again. */
function open() {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  for (const line of whole.split('\n')) if (line !== '') applied.add(JSON.parse(line).eventId)
  const opened = openSync(path, 'a')
  ftruncateSync(opened, Buffer.byteLength(whole))
  return opened
}

/** The effect and the id, in one write; on the disk before anybody is told. */
function apply(event) {
  if (applied.has(event.id)) return
  const effect = { eventId: event.id, agreementId: event.agreementId, type: event.type, state: event.data.state }
  writeSync(file, `${JSON.stringify(effect)}\n`)
  fsyncSync(file)
  applied.add(event.id)
}

const server = createServer((request, response) => {
  const answer = (status) => response.writeHead(status).end()
  if (request.method !== 'POST') return answer(405)
  const pieces = []
  let bytes = 0
  request.on('data', (piece) => {
    bytes += piece.length
    if (bytes > mostBodyBytes) request.destroy()
    else pieces.push(piece)
  })
  request.on('end', () => {
    let event
    try {
      event = webhook.verify(Buffer.concat(pieces).toString('utf8'), request.headers)
    } catch {
      // Not signed with our secret, or too old: nothing is done.
      return answer(401)
    }
    try {
      if (event.type !== 'webhook.test') apply(event)
    } catch {
      // Could not be kept: paycircle tries again.
      return answer(503)
    }
    answer(204)
  })
})

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/` })}\n`)
})

process.on('SIGTERM', () => {
  server.close(() => {
    closeSync(file)
    process.exit(0)
  })
  server.closeAllConnections()
})
