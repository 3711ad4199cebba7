import { defineRule } from '../rule.js'
import { Code, dealsWithGateway, goesToGateway } from '../source-code/index.js'

/** S4-02, Q4-02: a call that waits for ever takes a worker with it, and tells nobody that the network is not smooth. */
export const callsHaveATimeLimit = defineRule({
  id: 'calls-have-a-time-limit',
  severity: 'must',
  sources: ['S4-02', 'Q4-02', 'G7'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'A call of the gateway has a time limit.',
      why: 'When the network falters, a call without a limit waits for ever; waiting calls pile up until the site stands still.',
      mend: 'Set a limit for connecting and one for the answer, 5 s and 15 s say; after it the outcome is unknown: ask again later.',
    },
    zh: {
      claim: '调用网关时设置超时。',
      why: '网络不畅时，没有超时的调用会一直等待；等待的调用越积越多，直到网站停止响应。',
      mend: '分别设置连接超时和读取超时，例如 5 秒和 15 秒；超时后结果未知，应稍后再次查询。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    for (const { start, end, name: written } of callsWithout[code.language](code)) {
      const name = written.replace(/^\W+|\W+$/g, '')
      yield {
        place: code.place(start, end),
        message: { en: `${name} has no time limit here.`, zh: `此处的 ${name} 没有设置超时。` },
      }
    }
  },
})

interface Unlimited {
  readonly start: number
  readonly end: number
  readonly name: string
}

type Search = (code: Code) => Iterable<Unlimited>

/** Calls of a name to the gateway whose arguments say nothing of a limit; `unless` elsewhere in the file answers for all. */
function bare(name: RegExp, limit: RegExp, unless: RegExp): Search {
  return function* (code) {
    if (unless.test(code.structure)) return
    for (const call of code.calls(name)) {
      // A method that is declared by such a name, and a library that is not at hand.
      if (/^\s*[:{]/.test(code.structure.slice(call.close + 1, call.close + 20))) continue
      if (/^request\b/.test(call.name) && !/["']request(?:-promise)?["']/.test(code.spoken)) continue
      const given = code.argumentsOf(call)
      const written = given.map(({ text }) => text).join(', ')
      const [first, second] = given
      if (first === undefined || limit.test(written)) continue
      // Options that stand elsewhere may hold a limit.
      if (second !== undefined && /^\w+$/.test(second.text) && !/^(?:None|null|undefined)$/.test(second.text)) continue
      if (goesToGateway(code, written)) yield { start: call.start, end: call.open, name: call.name }
    }
  }
}

/** Something in code that waits for ever, unless what limits it stands in the file. */
function unless(pattern: RegExp, ...limits: readonly RegExp[]): Search {
  return function* ({ structure }) {
    if (limits.length > 0 && limits.every((limit) => limit.test(structure))) return
    for (const match of structure.matchAll(pattern))
      yield { start: match.index, end: match.index + match[0].length, name: match[0].replace(/\s+/g, ' ').slice(0, 60) }
  }
}

function all(...searches: readonly Search[]): Search {
  return function* (code) {
    for (const search of searches) yield* search(code)
  }
}

/** `http.Client{…}` whose literal names no limit. */
function* clientsOfGo({ structure, pairs }: Code): Iterable<Unlimited> {
  if (/\.Timeout\s*=|NewRequestWithContext/.test(structure)) return
  for (const { index, 0: written } of structure.matchAll(/&?\bhttp\.Client\{/g)) {
    const end = index + written.length
    const close = pairs.get(end - 1)
    if (close === undefined || /\bTimeout\s*:/.test(structure.slice(end, Math.min(close, end + 4000)))) continue
    yield { start: index, end, name: 'http.Client' }
  }
}

const callsWithout: Readonly<Record<Code['language'], Search>> = {
  javascript: bare(
    /^(?:fetch|axios(?:\.(?:get|post|request))?|https?\.(?:get|request)|request(?:\.(?:get|post))?)$/,
    /\bsignal\b|\btimeout\b|\.\.\.\w/,
    /\.setTimeout\(|\baxios\.(?:create|defaults)|\bAbortController\b|\btimeout:/,
  ),
  python: all(
    bare(
      /^(?:requests|session|\w+_session)\.(?:get|post|request)$/,
      /\btimeout\s*=\s*(?!None)|\*\*/,
      /\bsetdefaulttimeout\b/,
    ),
    bare(/(?:^|\.)HTTPS?Connection$/, /\btimeout\s*=\s*(?!None)|\*\*/, /\bsetdefaulttimeout\b/),
    bare(/(?:^|\.)urlopen$/, /\btimeout\s*=\s*(?!None)|\*\*|,[^,]+,\s*\d/, /\bsetdefaulttimeout\b/),
  ),
  go: all(
    bare(/^http\.(?:Get|Post|PostForm)$/, /$^/, /http\.DefaultClient\.Timeout\s*=/),
    unless(/\bhttp\.DefaultClient\.(?:Do|Get|Post)\b/g, /http\.DefaultClient\.Timeout\s*=|NewRequestWithContext/),
    clientsOfGo,
  ),
  java: all(
    unless(/\.openConnection\s*\(/g, /\.setConnectTimeout\s*\(\s*[^\s0)]/, /\.setReadTimeout\s*\(\s*[^\s0)]/),
    unless(/\bnew\s+URL\s*\([^;{}]{0,200}\)\s*\.openStream\s*\(/g),
    unless(
      /\bHttpClients\.createDefault\s*\(|\bnew\s+DefaultHttpClient\s*\(/g,
      /\bset(?:Socket|Response|So|Connect)Timeout\b|\bSO_TIMEOUT\b|_TIMEOUT\b/,
    ),
    unless(/\bHttpClient\.(?:newHttpClient|newBuilder)\s*\(/g, /\.timeout\s*\(/),
    unless(/\bnew\s+RestTemplate\s*\(\s*\)/g, /Timeout\s*\(/),
  ),
  php: unless(/\bcurl_exec\s*\(/g, /\bCURLOPT_TIMEOUT(?:_MS)?\s*(?:,|=>)\s*[^\s0]/),
  // What follows waits 100 s, 60 s and so on by itself: only a limit that is taken away is none.
  csharp: unless(/\b(?:Read|ReadWrite)?Timeout\s*=\s*(?:(?:[\w.]+\.)?Infinite(?:TimeSpan)?\b|-1\b)/g),
  ruby: unless(/\b(?:read_|open_)?timeout\s*[=:]\s*(?:nil|-1)\b/g),
}
