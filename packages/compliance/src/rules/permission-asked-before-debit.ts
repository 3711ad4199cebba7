import { defineRule } from '../rule.js'
import { Code } from '../source-code/index.js'

const operations = [
  'cae_charge_agent',
  'refund_fastpay_by_platform_nopwd',
  'air_trade_refund_freeze',
  'air_trade_refund_unfreeze',
]

/** S4-04: auto-debit, batch refund without password, entrusted freeze and unfreeze rest on an agreement. */
export const permissionAskedBeforeDebit = defineRule({
  id: 'permission-asked-before-debit',
  severity: 'must',
  sources: ['S4-04', 'G27'],
  reads: ['project'],
  texts: {
    en: {
      claim: 'A site that debits, refunds or freezes by agreement asks for the agreement.',
      why: 'An agent can terminate at any time; without the three-party agreement a debit or a refund fails, and the ticket is issued unpaid.',
      mend: 'Query query_customer_protocol before the operation (or rest it on an answer not older than a day), and look at the half that it needs.',
    },
    zh: {
      claim: '凭协议代扣、退款或冻结的系统会查询协议。',
      why: '代理人随时可以解约；没有三方协议，代扣和退款会失败，出票却没有收到款。',
      mend: '操作之前调用 query_customer_protocol（或依据一天之内的查询结果），并判断所需的那一半标志。',
    },
  },
  *inspect({ pieces }) {
    const asks = pieces.some((piece) =>
      piece.kind === 'source'
        ? asked.test(piece.document.text) && asked.test(Code.of(piece).spoken)
        : 'document' in piece && asked.test(piece.document.text.slice(0, 1_000_000)),
    )
    if (asks) return
    for (const piece of pieces) {
      if (piece.kind !== 'source' || !named.test(piece.document.text)) continue
      const code = Code.of(piece)
      for (const { start, end, text } of code.strings) {
        const service = operationIn(text)
        if (service === undefined || (text === service && !isCalled(code, start))) continue
        yield {
          place: code.place(start, end),
          message: {
            en: `${service} is called, and nothing that was audited calls query_customer_protocol.`,
            zh: `此处调用 ${service}，而所审查的内容中没有任何地方调用 query_customer_protocol。`,
          },
        }
      }
    }
  },
})

const named = new RegExp(operations.join('|'))
const inAddress = new RegExp(`[?&]service=(${operations.join('|')})(?:&|$)`)

function operationIn(text: string): string | undefined {
  return operations.find((name) => name === text) ?? inAddress.exec(text)?.[1]
}

/** The query itself, or the guard of the service that asks in its place. */
const asked = /query_customer_protocol|\/permission\?operation=|agreements?\.query\(/

/** Given as the service of a request; in a list of names, or compared with, it is not. */
function isCalled(code: Code, start: number): boolean {
  return /service\w{0,20}["'`]?\s*\]?\s*(?:=>|:=|=(?!=)|:|,)\s*$/i.test(
    code.spoken.slice(Math.max(0, start - 60), start),
  )
}
