import { defineRule } from '../rule.js'
import { Code, type Block } from '../source-code/index.js'

/** S4-06: signing has no response page and no notification; only a query settles it. */
export const returnIsNoProof = defineRule({
  id: 'return-is-no-proof',
  severity: 'must',
  sources: ['S4-06', 'G26'],
  reads: ['project'],
  texts: {
    en: {
      claim: 'That a browser came back proves no signing: the query does.',
      why: 'Signing has no response page and sends no result; whoever types the address of the return would be taken for signed, and who closes the window for not signed.',
      mend: 'Take a return as a hint to query query_customer_protocol now, and keep what the query answers.',
    },
    zh: {
      claim: '浏览器返回不能证明签约成功，只有查询才能。',
      why: '签约没有返回页面，也不返回结果；否则谁输入返回地址谁就算已签约，关闭窗口的反而算没有签约。',
      mend: '把返回只当作提示，立即调用 query_customer_protocol，以查询结果为准。',
    },
  },
  *inspect({ pieces }) {
    const sources = pieces.filter((piece) => piece.kind === 'source')
    const signs = (text: string) => text.includes('sign_protocol_with_partner')
    if (!sources.some((source) => signs(source.document.text) && signs(Code.of(source).spoken))) return
    for (const source of sources) {
      if (!/signed|已签约/i.test(source.document.text)) continue
      const code = Code.of(source)
      const { path } = source.document
      const handlers = code.blocks.filter(
        (block) => block.kind === 'function' && isReturnOfSigning(code.spoken.slice(block.headerStart, block.start)),
      )
      const whole = { start: source.start, end: source.end }
      for (const handler of isReturnOfSigning(path.replace(/^.*[\\/]/, '')) ? [...handlers, whole] : handlers) {
        const at = believed(code, handler)
        if (at !== undefined)
          yield {
            place: code.place(at.start, at.end),
            message: {
              en: 'The agent is taken for signed because the browser came back.',
              zh: '仅凭浏览器返回就认定代理人已签约。',
            },
          }
      }
    }
  },
})

function isReturnOfSigning(name: string): boolean {
  return (
    /(?:^|[^a-z])sign(?!al|ature|in\b|up\b|out\b)|[a-z]Sign(?![a-z])|agreement|protocol/i.test(name) &&
    /return|notify|callback|回调|返回/i.test(name)
  )
}

const marks =
  /\b(?:is_?|has_?)?(?:agreement_?)?signed(?:_?at|_?flag)?["'\])]{0,3}\s*(?:=>|[:=](?!=))\s*(?:true|True|1\b|["'](?:T|Y|1)["'])|\b\w{0,20}(?:status|state)["'\])]{0,3}\s*(?:=>|[:=](?!=))\s*["']?(?:signed|已签约)\b|\b(?:mark|set)_?(?:as_?)?[sS]igned\s*\(\s*(?!false|False)/i
const asks =
  /query_?\w{0,30}(?:agree|protocol|customer|sign)|\bagreements?\.(?:query|check)|check_?(?:agreement|signing|protocol)|schedule|enqueue|perform_later|\blater\b|\bqueue\b/i

function believed(
  { spoken }: Code,
  { start, end }: Pick<Block, 'start' | 'end'>,
): { readonly start: number; readonly end: number } | undefined {
  const body = spoken.slice(start, Math.min(end, start + 5000))
  const match = marks.exec(body)
  if (match === null || asks.test(body)) return undefined
  return { start: start + match.index, end: start + match.index + match[0].length }
}
