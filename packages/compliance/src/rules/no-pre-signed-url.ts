import {
  isGatewayRequest,
  isWhole,
  valuesSeen,
  type PageEvidence,
  type RequestEvidence,
  type SourceEvidence,
} from '../evidence/index.js'
import { isAlipayAddress, requestOfAddress, requestsInStrings, requestsOfPage } from '../reading/index.js'
import { defineRule } from '../rule.js'
import { Code } from '../source-code/index.js'

/** A test or an example compares with it and sends it nowhere. */
const compares =
  /\b(?:assert\w*|expect\w*|should\w*|toBe|toEqual|equals?|isEqualTo|verify\w*|vectors?|samples?|examples?|fixtures?)\b[^;]{0,200}$/i

/** G22: what is signed once for all is signed for one agent, by a key that will be changed. */
export const noPreSignedUrl = defineRule({
  id: 'no-pre-signed-url',
  severity: 'should',
  sources: ['G22'],
  reads: ['page', 'source'],
  texts: {
    en: {
      claim: 'No page or program holds a finished gateway URL with its signature.',
      why: 'It asks for the same thing on behalf of the same agent for ever, shows the partner ID to everybody, and ends with the key that signed it.',
      mend: 'Build and sign each request when it is needed, on the server.',
    },
    zh: {
      claim: '页面和程序中不写已签好名的完整网关地址。',
      why: '它永远替同一代理人请求同一件事，让所有人看到合作者身份 ID，密钥一换就失效。',
      mend: '每次需要时由服务器生成请求并签名。',
    },
  },
  *inspect(evidence) {
    for (const { place } of evidence.kind === 'page' ? addressesOf(evidence) : stringsOf(evidence)) {
      yield {
        place,
        message: { en: 'A gateway URL with its signature is written down here.', zh: '此处写死了带签名的网关地址。' },
      }
    }
  },
})

function addressesOf(page: PageEvidence): readonly RequestEvidence[] {
  const frames = page.frames.flatMap(({ address, place }) =>
    address !== undefined && isAlipayAddress(address.trim()) ? [requestOfAddress(address.trim(), place)] : [],
  )
  return [...requestsOfPage(page).filter(({ form }) => form === undefined), ...frames].filter(isFinished)
}

function stringsOf(source: SourceEvidence): readonly RequestEvidence[] {
  if (!source.document.text.includes('sign=')) return []
  if (!source.tokens.some(({ kind, text }) => kind === 'string' && text.includes('sign='))) return []
  const { structure } = Code.of(source)
  return requestsInStrings(source).filter(
    (request) =>
      isFinished(request) &&
      !compares.test(structure.slice(Math.max(0, request.place.start - 200), request.place.start)),
  )
}

function isFinished(request: RequestEvidence): boolean {
  if (!isGatewayRequest(request) || !isWhole(request)) return false
  const seen = new Set(valuesSeen(request).flatMap(({ name, value }) => (value === '' ? [] : [name])))
  return seen.has('service') && seen.has('partner') && seen.has('sign')
}
