import {
  isGatewayRequest,
  isWhole,
  parametersNamed,
  serviceOf,
  valueOf,
  valuesSeen,
  type Place,
  type RequestEvidence,
} from '../evidence/index.js'
import { defineRule, type Finding, type Sentence } from '../rule.js'

/** The services of the gateway that are asked without a signature. */
const withoutSignature = new Set(['notify_verify', 'query_timestamp'])

const md5 = /^[\da-f]{32}$/
const base64 = /^(?:[\da-z+/]{4}){16,}(?:[\da-z+/]{2}==|[\da-z+/]{3}=)?$/i

/** S3-14, Q3-13, G13, G18: sign and sign_type go with what they sign, and look like what they are. */
export const signatureIsSent = defineRule({
  id: 'signature-is-sent',
  severity: 'must',
  sources: ['S3-14', 'Q3-13', 'G13', 'G18'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Every request carries sign and sign_type, each in its form.',
      why: 'Without either the gateway answers ILLEGAL_SIGN or ILLEGAL_SIGN_TYPE.',
      mend: 'Append both after signing, unsigned. sign_type is MD5 or RSA in capitals; sign is 32 lower-case hexadecimal digits for MD5, base64 for RSA.',
    },
    zh: {
      claim: '每个请求都带有 sign 与 sign_type，且形式正确。',
      why: '缺少其一，网关会返回 ILLEGAL_SIGN 或 ILLEGAL_SIGN_TYPE。',
      mend: '签名之后再加上这两个参数，它们本身不参与签名。sign_type 为大写的 MD5 或 RSA；sign 在 MD5 时为 32 位小写十六进制，在 RSA 时为 base64。',
    },
  },
  *inspect(request) {
    if (!isGatewayRequest(request) || withoutSignature.has(valueOf(request, 'service') ?? '')) return
    if (isWhole(request)) {
      for (const name of ['sign', 'sign_type']) {
        if (parametersNamed(request, name).length > 0 || request.droppedByBrowser.includes(name)) continue
        yield { place: request.place, message: { en: `${name} is missing.`, zh: `缺少 ${name}。` } }
      }
    }
    if (serviceOf(request) !== undefined) yield* misshapen(request)
  },
})

function* misshapen(request: RequestEvidence): Generator<Finding> {
  const seen = valuesSeen(request)
  const sign = seen.find(({ name }) => name === 'sign')
  const signType = seen.find(({ name }) => name === 'sign_type')
  const type = signType?.value.trim() ?? ''
  if (signType !== undefined && type !== '' && !['MD5', 'RSA', 'DSA'].includes(signType.value)) {
    const shown = signType.value.slice(0, 20)
    yield found(signType.place, {
      en: `sign_type is ${shown}, not MD5 or RSA.`,
      zh: `sign_type 为 ${shown}，而不是 MD5 或 RSA。`,
    })
  }
  // Blanks were plus signs that nobody encoded; of these and of `%2B` other rules tell.
  if (sign === undefined || sign.value.trim() === '' || /%[\da-f]{2}| /i.test(sign.value)) return
  if (type === 'MD5' && !md5.test(sign.value))
    yield found(sign.place, {
      en: 'sign is no MD5 signature: 32 lower-case hexadecimal digits.',
      zh: 'sign 不是 MD5 签名：应为 32 位小写十六进制数字。',
    })
  if (type === 'RSA' && !base64.test(sign.value))
    yield found(sign.place, { en: 'sign is no RSA signature in base64.', zh: 'sign 不是 base64 形式的 RSA 签名。' })
}

function found(place: Place, message: Sentence): Finding {
  return { place, message }
}
