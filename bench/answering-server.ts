/**
 * A gateway that answers every request with the same signed agreement; run as a process of its own. Argument: after how
 * many milliseconds, at once where left out.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const body = Buffer.from(
  '<?xml version="1.0" encoding="utf-8"?>\n' +
    '<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>T</refund_charge></alipay>',
)
const delayMs = Number(process.argv[2] ?? 0)
const headers = { 'content-type': 'text/xml;charset=utf-8', 'content-length': body.length }

const server = createServer((request, response) => {
  request.resume()
  const answer = () => response.writeHead(200, headers).end(body)
  request.on('end', () => (delayMs > 0 ? setTimeout(answer, delayMs) : answer()))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((server.address() as AddressInfo).port)}\n`)
})
process.on('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
})
