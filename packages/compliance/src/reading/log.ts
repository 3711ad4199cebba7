import type { Document, LogEvidence } from '../evidence/index.js'

const beginsWithTime =
  /^\W{0,3}(?:\d{4}[-/]\d{2}[-/]\d{2}[ T]\d{2}:\d{2}|\d{2}[-/](?:\d{2}|[A-Z][a-z]{2})[-/]\d{4}|[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}|\d{2}:\d{2}:\d{2}[.,\s])/
const level = /^\W{0,3}(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|SEVERE|CRITICAL)\b/
const jsonLine = /^\{"(?:level|time|timestamp|@timestamp|ts|msg|message|severity)":/

/** Lines that are looked at to tell what a file is. */
const lookedAt = 40

/** A log that a program wrote: most lines begin with a time or a level. A stack trace does not count. */
export function readLog(document: Document): LogEvidence | undefined {
  const head = document.text
    .slice(0, 200_000)
    .split('\n', lookedAt)
    .filter((line) => line.trim() !== '' && !/^\s+(?:at |\.\.\. )/.test(line))
  const fitting = head.filter((line) => {
    const start = line.slice(0, 100)
    return beginsWithTime.test(start) || level.test(start) || jsonLine.test(start)
  })
  return head.length > 0 && fitting.length * 2 > head.length ? { kind: 'log', document } : undefined
}
