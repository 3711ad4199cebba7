import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** Only experience speaks: a refund of the afternoon dated in the morning is refused, or booked to a wrong hour. */
export const datesIn24Hours = defineRule({
  id: 'dates-in-24-hours',
  severity: 'should',
  sources: ['G32'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Dates for Alipay are written on a clock of 24 hours.',
      why: 'The format is yyyy-MM-dd HH:mm:ss; on a clock of 12 hours 15:04 is written 03:04, and nothing says that it is the afternoon.',
      mend: 'Use HH (Java, C#, day.js), H (PHP), %H (Python, Ruby) or 15 (Go).',
    },
    zh: {
      claim: '发给支付宝的时间使用 24 小时制。',
      why: '格式为 yyyy-MM-dd HH:mm:ss；使用 12 小时制时，15:04 会写成 03:04，看不出是下午。',
      mend: '使用 HH（Java、C#、day.js）、H（PHP）、%H（Python、Ruby）或 15（Go）。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    if (!/\brefund_date\b|\bgmt_out_order_create\b|\bgmt_\w+\b/.test(code.spoken)) return
    for (const { start, end, text } of code.strings) {
      if (!halfDay[code.language].test(text)) continue
      yield {
        place: code.place(start, end),
        message: {
          en: `The format ${text} is of 12 hours, and says nothing of morning or afternoon.`,
          zh: `格式 ${text} 是 12 小时制，且没有上午、下午标记。`,
        },
      }
    }
  },
})

const letters = /^[yY]{4}-MM-[dD]{2}[ T']{1,3}hh:mm(?::ss)?$/
const percent = /^%Y-%m-%d[ T]%I:%M(?::%S)?$/

const halfDay: Readonly<Record<Code['language'], RegExp>> = {
  javascript: letters,
  java: letters,
  csharp: letters,
  php: /^Y-m-d[ T][hg]:i(?::s)?$/,
  python: percent,
  ruby: percent,
  go: /^2006-01-02[ T]0?3:04(?::05)?$/,
}
