import type { IncomingMessage, ServerResponse } from 'node:http'
import { simulatorHeader } from './answers.js'
import { stylesheet, stylesheetPath } from './pages/index.js'

/** The stylesheet, and the icon that browsers ask for, on either origin; false where it was neither. */
export function answerPlainFile(incoming: IncomingMessage, response: ServerResponse): boolean {
  const path = (incoming.url ?? '').split('?')[0]
  if (path === stylesheetPath) {
    const headers = { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache', ...simulatorHeader }
    response.writeHead(200, headers)
    response.end(stylesheet)
    return true
  }
  if (path !== '/favicon.ico') return false
  response.writeHead(204, simulatorHeader)
  response.end()
  return true
}
