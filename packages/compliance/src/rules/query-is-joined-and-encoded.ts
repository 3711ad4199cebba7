import { isGatewayRequest, placeWithin, runTogether, type Place, type RequestEvidence } from '../evidence/index.js'
import { defineRule, type Finding } from '../rule.js'

const unencoded = /[^\x21-\x7e]|["<>\\^`{|}]/
const spacing = /\s/

/** S3-14, Q3-13, G9: a URL that is written by hand has an & between its parameters, and nothing raw in its values. */
export const queryIsJoinedAndEncoded = defineRule({
  id: 'query-is-joined-and-encoded',
  severity: 'must',
  sources: ['S3-14', 'Q3-13', 'G9'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'In the URL of a request parameters are joined by & and values are encoded.',
      why: 'Without an & two parameters become one; a raw plus sign arrives as a blank, and raw Chinese in whatever charset the browser guesses: ILLEGAL_SIGN.',
      mend: 'Let a function write the query from names and values (URLSearchParams, http_build_query, urlencode), in the charset of _input_charset.',
    },
    zh: {
      claim: '请求 URL 中各参数以 & 连接，值经过编码。',
      why: '漏掉 & 会使两个参数并成一个；未编码的加号到达时变成空格，未编码的汉字则按浏览器猜测的编码发送，结果是 ILLEGAL_SIGN。',
      mend: '用函数由名称和值生成查询串（URLSearchParams、http_build_query、urlencode 等），编码与 _input_charset 一致。',
    },
  },
  *inspect(request) {
    if (request.form !== undefined || request.origin === 'received' || !request.complete) return
    for (const piece of runTogether(request.address)) {
      const name = piece.slice(0, piece.indexOf('='))
      yield {
        place: placeWithin(request, piece),
        message: { en: `There is no & before ${name}.`, zh: `${name} 之前缺少 &。` },
      }
    }
    if (isGatewayRequest(request)) yield* rawValues(request)
  },
})

function* rawValues(request: RequestEvidence): Generator<Finding> {
  const query = request.address.slice(request.address.indexOf('?') + 1).replace(/#.*$/s, '')
  for (const piece of query.split('&')) {
    const equals = piece.indexOf('=')
    const [name, value] = [piece.slice(0, Math.max(0, equals)), piece.slice(equals + 1)]
    const raw = unencoded.exec(value)?.[0] ?? (name === 'sign' && value.includes('+') ? '+' : undefined)
    if (raw === undefined) continue
    const place: Place = placeWithin(request, piece)
    const [en, zh] = spacing.test(raw) ? ['a blank', '空格'] : [raw, raw]
    const shown = name.slice(0, 60)
    yield {
      place,
      message: { en: `${shown} holds ${asciiOnly(en)} unencoded.`, zh: `${shown} 的值中有未编码的 ${zh}。` },
    }
  }
}

function asciiOnly(character: string): string {
  return /^[\x20-\x7e]+$/.test(character)
    ? character
    : `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
