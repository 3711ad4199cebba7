import type { Place, SourceEvidence } from '../evidence/index.js'
import { defineRule } from '../rule.js'
import { Code, readsAgreementAnswers, verdictsOf } from '../source-code/index.js'

type FlagName = 'charge_agent' | 'refund_charge'

const flagWords: Readonly<Record<FlagName, RegExp>> = {
  charge_agent: /(?<!cae_)(?:charge_agent|[cC]hargeAgent|CHARGE_AGENT)(?![a-z])/,
  refund_charge: /(?:refund_charge|[rR]efundCharge|REFUND_CHARGE)(?![a-z])/,
}

/** S3-17, Q3-16: `is_success` says that the question was answered; whether an agent has signed is in the two flags. */
export const bothFlagsAreRead = defineRule({
  id: 'both-flags-are-read',
  severity: 'must',
  sources: ['S3-17', 'Q3-16', 'G1', 'G2'],
  reads: ['project'],
  texts: {
    en: {
      claim: 'Both flags of the answer are read: charge_agent and refund_charge.',
      why: 'is_success=T means that the query went well, not that the agent has signed; auto-debit and auto-refund are signed each for itself, and only the flags tell.',
      mend: 'Read charge_agent for auto-debit and refund_charge for auto-refund, each by its name, and let either be T or F.',
    },
    zh: {
      claim: '读取应答中的两个标志：charge_agent 和 refund_charge。',
      why: 'is_success=T 只表示查询成功，并不表示代理人已经签约；自动支付和自动退款是分别签约的，只有这两个标志能说明。',
      mend: '按名称分别读取 charge_agent（自动支付）和 refund_charge（自动退款），各自判断 T 或 F。',
    },
  },
  *inspect({ pieces }) {
    const sources = pieces.filter((piece) => piece.kind === 'source')
    const anywhere = (words: RegExp) => sources.some((source) => words.test(Code.of(source).spoken))
    for (const source of sources.filter((each) => readsAgreementAnswers(each))) {
      const verdict = verdictOnSuccess(source)
      const onlyRefund = /\bsign_channel\b/.test(Code.of(source).spoken)
      for (const flag of ['charge_agent', 'refund_charge'] as const) {
        if (flag === 'charge_agent' && onlyRefund) continue
        const place = anywhere(flagWords[flag]) ? placeDropped(source, flag) : verdict
        if (place !== undefined)
          yield {
            place,
            message: {
              en: `The answer of query_customer_protocol is judged without ${flag}.`,
              zh: `判断 query_customer_protocol 的应答时没有使用 ${flag}。`,
            },
          }
      }
    }
  },
})

/** Where the answer is turned into a yes; one that is handed on as it is may be read elsewhere. */
function verdictOnSuccess(source: SourceEvidence): Place | undefined {
  const code = Code.of(source)
  const found = verdictsOf(code).find(
    ({ after }) => !/\b(?:throw|raise|panic)\b/.test(after.slice(0, 120)) || saysYes.test(after),
  )
  return found === undefined ? undefined : code.place(found.start, found.end)
}

const saysYes =
  /\breturn\s+(?:true|True|["'](?:signed|success|ok|T)["'])|=\s*(?:true|True)\b|\breturn\b[^;\n]{0,120}["']T["']/

/** More places than this are no integration. */
const placeLimit = 20

/** Where a flag is put into a variable that nothing looks at. */
function placeDropped(source: SourceEvidence, flag: FlagName): Place | undefined {
  const code = Code.of(source)
  if (code.language === 'go') return undefined
  for (const string of code.strings.filter(({ text }) => flagWords[flag].test(text)).slice(0, placeLimit)) {
    const before = code.structure.slice(Math.max(0, string.start - 120), string.start)
    const name = /(?:^|[\s;{}(])\$?([A-Za-z_]\w{0,60})\s*=\s*[^=;{}\n]{0,100}$/.exec(before)?.[1]
    if (name === undefined || /[.>:]\s*$/.test(before.slice(0, before.lastIndexOf(name)))) continue
    const mentions = code.spoken.match(new RegExp(`(?<![\\w])${name}\\b`, 'g')) ?? []
    // Its own name in the string counts as well where they are the same.
    const own = string.text.match(new RegExp(`(?<![\\w])${name}\\b`, 'g')) ?? []
    if (mentions.length - own.length <= 1) return code.place(string.start, string.end)
  }
  return undefined
}
