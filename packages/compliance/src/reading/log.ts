import type { Document, LogEvidence } from '../evidence/index.js'

/** How loggers begin a line, as they come and as their manuals have them configured. */
const beginnings: readonly RegExp[] = [
  // 2026-11-20 10:00:00, [2026-11-20T10:00:00, 20-Nov-2026 10:00, Nov 20 10:00:00, 10:00:00.123; before it syslog's `<134>1`.
  /^(?:<\d{1,3}>\d? ?)?\W{0,3}(?:\d{4}[-/]\d{2}[-/]\d{2}[ T]\d{2}:\d{2}|\d{2}[-/](?:\d{2}|[A-Z][a-z]{2})[-/]\d{4}|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}|\d{2}:\d{2}:\d{2}[.,\s])/,
  // java.util.logging: Nov 20, 2026 10:00:00 AM; 十一月 20, 2026 10:00:01 上午; 2026年11月20日 上午10:00:00.
  /^(?:[A-Z][a-z]{2}|\p{Script=Han}{1,3}月) \d{1,2}, \d{4} \d{1,2}:\d{2}:\d{2}|^\d{4}年\d{1,2}月\d{1,2}日 /u,
  // 执行日期：20261120100000, as the sample shops of Alipay have it.
  /^执行日期[:：]\s?\d{8,14}\s*$/,
  /^\W{0,3}(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|SEVERE|CRITICAL)\b/,
  /^(?:信息|警告|严重|配置|详细|较详细|非常详细)[:：]/,
  // ASP.NET Core: `fail: Shop.Pay[0]`.
  /^(?:trce|dbug|info|warn|fail|crit): [\w.`+]{1,200}\[\d{1,9}\]/,
  // Ruby: `I, [2026-11-20T10:00:00.123 #4711]`.
  /^[A-Z], \[\d{4}-\d{2}-\d{2}T/,
  // Go: `level=info ts=…`, `time=… level=INFO`.
  /^(?:time|ts|level)=(?:"[^"\n]{1,60}"|\S{1,60}) (?:time|ts|level|msg|caller)=/,
]

const jsonTime = /"(?:@?time(?:stamp)?|ts|@t|date(?:time)?)"\s?:/i
const jsonWords = /"(?:level(?:name)?|severity|lvl|@?message|msg|@mt?|log)"\s?:/i

/** What goes on from the line before: stack traces, messages of several lines. */
const goesOn =
  /^(?:\s|Traceback \(|Caused by: |(?:[a-z]\w*\.){2,}[A-Z]\w*(?:Exception|Error)\b|System\.[\w.]*Exception\b)/

/** Lines that are looked at to tell what a file is. */
const lookedAt = 40

/** A log that a program wrote: at least half of its lines begin with a time or a level. A stack trace does not count. */
export function readLog(document: Document): LogEvidence | undefined {
  const head = document.text
    .slice(0, 200_000)
    .split('\n', lookedAt)
    .filter((line) => line.trim() !== '' && !goesOn.test(line) && !line.startsWith('#'))
  const fitting = head.filter((line) => beginsEntry(line.slice(0, 2000)))
  return fitting.length > 0 && fitting.length * 2 >= head.length ? { kind: 'log', document } : undefined
}

function beginsEntry(line: string): boolean {
  if (line.startsWith('{')) return jsonTime.test(line) && jsonWords.test(line)
  return beginnings.some((beginning) => beginning.test(line))
}
