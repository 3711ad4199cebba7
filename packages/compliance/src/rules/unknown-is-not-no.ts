import { defineRule, type Sentence } from '../rule.js'
import { asksForAgreements, Code, lastBefore, type Block } from '../source-code/index.js'

/** S3-21, Q3-20: a query that failed says nothing. To take it for "not signed" is to act on what nobody knows. */
export const unknownIsNotNo = defineRule({
  id: 'unknown-is-not-no',
  severity: 'must',
  sources: ['S3-21', 'Q3-20', 'Q3-16', 'G5'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'A query that failed is not taken for “not signed”.',
      why: 'After a time-out or an error the agent may well have signed; who answers “no” sends him to sign again, or stops work that was allowed.',
      mend: 'Let the failure through, or return a third outcome (unknown), stop what depends on it, and ask again later.',
    },
    zh: {
      claim: '查询失败不当作“未签约”。',
      why: '超时或出错之后，代理人很可能已经签约；此时回答“否”，会让他重复签约，或中断本来允许的业务。',
      mend: '把异常抛出，或返回第三种结果（未知），暂停依赖它的操作，稍后再次查询。',
    },
  },
  *inspect(source) {
    if (!asksForAgreements(source)) return
    const code = Code.of(source)
    const queries = Array.from(code.spoken.matchAll(queryWords), ({ index }) => index)
    for (const block of [...code.blocks.filter((each) => isCatch(code, each)), ...handlers(code)]) {
      if (!isAroundTheQuery(code, block, queries)) continue
      const found = verdictOf(code, block)
      if (found === undefined) continue
      yield {
        place: code.place(block.headerStart, Math.min(block.end, block.headerStart + 200)),
        message: messages[found],
      }
    }
  },
})

const messages: Readonly<Record<'no' | 'swallowed', Sentence>> = {
  no: {
    en: 'A failure of the query is answered as “not signed” here.',
    zh: '查询出现异常时，此处回答为“未签约”。',
  },
  swallowed: {
    en: 'A failure of the query is swallowed here, and the function goes on as if it had been answered “no”.',
    zh: '查询的异常在此处被吞掉，函数继续执行，如同得到了否定的应答。',
  },
}

/** Blocks that run when something failed; in Go, after a look at `err`. */
function isCatch({ language }: Code, { kind, header }: Block): boolean {
  if (kind === 'catch') return !harmless.test(header)
  return language === 'go' && kind === 'branch' && /\berr\s*!=\s*nil\s*$/.test(header)
}

/** Exceptions that tell of a mistake in the program or in an argument, before anything was asked. */
const harmless =
  /NumberFormat|UnsupportedEncoding|NoSuchAlgorithm|IllegalArgument|ArgumentException|ValueError|KeyError|InterruptedException/

/** `.catch(() => false)`, `.on('error', () => callback(null, false))`. */
function handlers(code: Code): readonly Block[] {
  if (code.language !== 'javascript') return []
  const looks = Array.from(code.spoken.matchAll(looksAtError), ({ index, 0: written }) => ({
    kind: 'catch' as const,
    header: 'if',
    headerStart: index,
    start: index + written.length,
    end: index + written.length + 100,
  }))
  const called = code
    .calls(/\.(?:catch|on|once)$/)
    .filter(
      ({ name, open }) => name.endsWith('.catch') || /^\s*["']error["']/.test(code.spoken.slice(open + 1, open + 20)),
    )
    .map(({ name, start, open, close }) => ({
      kind: 'catch' as const,
      header: name.endsWith('.catch') ? '.catch' : '.on',
      headerStart: code.structure[start] === ')' ? start + 1 : start,
      start: open + 1,
      end: close,
    }))
  return [...looks, ...called]
}

/** `if (err) return callback(null, false)`, without braces. */
const looksAtError = /\bif\s*\(\s*err(?:or)?\s*\)\s*(?=return\b|callback\b|cb\b|done\b)/g

const queryWords =
  /query_customer_protocol|is_success|[iI]sSuccess|charge_agent|refund_charge|[cC]hargeAgent|[rR]efundCharge|\b\w{0,30}[qQ]uery\w{0,30}(?:[aA]greement|[pP]rotocol|[cC]ustomer)\w{0,30}\(|\b\w{0,30}(?:[aA]greement|[pP]rotocol)\w{0,30}[qQ]uery\w{0,30}\(/g

function isAroundTheQuery(code: Code, { headerStart }: Block, queries: readonly number[]): boolean {
  const before = queries[lastBefore(queries.length, (index) => (queries[index] ?? 0) < headerStart)]
  if (before === undefined || headerStart - before >= 5000) return false
  // Just before it: the header of a handler that is written in a call begins with the call.
  if (before >= code.functionAt(headerStart - 2).start) return true
  const asking = code.functionAt(before)
  return asking.header !== '' && asking.end >= headerStart
}

const knowsBetter =
  /\b(?:throw|raise|rethrow|panic|reject)\b|unknown|indeterminate|uncertain|pending|retry|later|again|未知|不确定|重试|\bexit\b|\bdie\b|errors?\.(?:New|Wrap)|fmt\.Errorf|\bnext\s*\(/i
const no = String.raw`(?:false|False|FALSE|0|["']["']|["'](?:F|N|no|fail)["']|["'](?:not|un)[_ -]?signed["']|["']未签约["']|\w*(?:\.|::)?(?:NOT_SIGNED|NotSigned|UNSIGNED|Unsigned)|:not_signed|None\s+is\s+not\s+None)`
const returnsNo = new RegExp(
  String.raw`(?:\breturn\s*\(?\s*|=>\s*\(?\s*|\b(?:callback|cb|done|resolve)\s*\(\s*(?:null\s*,\s*)?|^\s*)${no}\s*(?:,\s*nil\s*)?\)?\s*[;}]?\s*(?:$|[;}\n])`,
  'm',
)
const returnsNoFlags = /(?:\breturn\b|=>)[^;]{0,80}\b(?:false|False)\b(?![^;]{0,80}\berr\b)/
const keepsNo = new RegExp(
  String.raw`\b\w{0,40}(?:[sS]igned|[aA]gent|[cC]harge|[rR]efund|[oO]k|[rR]esult|[fF]lag|[sS]uccess)\w{0,40}\s*=\s*${no}\s*[;\n]`,
)

function verdictOf(code: Code, { start, end, headerStart }: Block): 'no' | 'swallowed' | undefined {
  const body = code.spoken.slice(start, Math.min(end, start + 1000))
  if (knowsBetter.test(body)) return undefined
  if (code.language === 'go' && /\breturn\b[^\n]*\berr\b/.test(body)) return undefined
  if (returnsNo.test(body) || returnsNoFlags.test(body) || keepsNo.test(body)) return 'no'
  const onlyTells = end - start < 1000 && code.structure.slice(start, end).replace(telling, '').trim() === ''
  if (!onlyTells || code.language === 'go') return undefined
  const around = code.functionAt(headerStart)
  const after = code.spoken.slice(end, Math.min(around.end, end + 1500))
  if (knowsBetter.test(after) || /\breturn\s+(?:null|None|nil)\b/.test(after)) return undefined
  const name = /\breturn\s+\$?([A-Za-z_]\w{0,60})\b/.exec(after)?.[1]
  if (name === undefined) return undefined
  if (/^(?:false|False)$/.test(name)) return 'swallowed'
  const before = code.spoken.slice(Math.max(around.start, headerStart - 5000), headerStart)
  return new RegExp(String.raw`(?<![\w])${name}\s*=\s*${no}\s*[;\n,]`).test(before) ? 'swallowed' : undefined
}

/** What only tells somebody that it failed. */
const telling =
  /\b(?:pass|[\w.$:>-]{0,60}(?:log|LOG|Log|logger|console|print|puts|printStackTrace|error_log|WriteLine)[\w.$:>()-]{0,60}\s*\([^;\n]{0,300}\)|[\w$]+\.printStackTrace\s*\(\s*\))\s*;?|;/g
