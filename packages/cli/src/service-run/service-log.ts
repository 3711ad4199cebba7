import { writeSync } from 'node:fs'
import type { Secret } from 'paycircle/internal/base'
import { pino, type Logger } from 'pino'

/** Each tells what stands before it as well. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** What is secret by its shape: API keys, webhook secrets, the ends of agents' and operators' links, passwords in addresses. */
const shapes: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/\bpck_[\w-]{43}/g, 'pck_***'],
  [/\bwhsec_[\w+/=-]{16,}/g, 'whsec_***'],
  [/(\/[a-z-]{1,20}\/)[\w-]{43}(?![\w-])/g, '$1***'],
  [/(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@"]*):[^\s@"]+@/g, '$1:***@'],
]

/**
 * The service's own log: failures of ours, one JSON document a line. Security keys are masked by their value, whatever
 * field or message they have come into, and other secrets by their shape. S3-02, Q3-02
 *
 * @param level how much it tells; `warn` unless told
 * @param keys every security key that the service knows at that moment
 */
export function serviceLog(
  keys: () => Iterable<Secret>,
  write: (line: string) => void = (line) => writeSync(2, line),
  level: LogLevel = 'warn',
): Logger {
  return pino(
    { level, base: null },
    {
      write(line: string) {
        let masked = line
        for (const key of keys()) masked = key.redact(masked)
        for (const [pattern, mask] of shapes) masked = masked.replace(pattern, mask)
        write(masked)
      },
    },
  )
}
