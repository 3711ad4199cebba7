import { defineRule } from '../rule.js'

/** S3-06, Q3-05: only who holds the key can tell; an audit of files holds none. */
export const signatureMatches = defineRule({
  id: 'signature-matches',
  severity: 'must',
  sources: ['S3-06', 'Q3-05', 'S3-07', 'Q3-06', 'S3-24', 'S3-01', 'Q3-01'],
  reads: ['request'],
  texts: {
    en: {
      claim:
        'The signature is that of what is sent: all parameters but sign and sign_type, sorted by name, joined by &, signed with the partner’s key.',
      why: 'The gateway answers ILLEGAL_SIGN to everything else.',
      mend: 'Give the request to paycircle explain-signature: it names the first difference and its likely cause.',
    },
    zh: {
      claim: '签名与发送的内容相符：除 sign、sign_type 外的全部参数按名称排序，以 & 连接，用合作者的密钥签名。',
      why: '否则网关一律返回 ILLEGAL_SIGN。',
      mend: '将请求交给 paycircle explain-signature：它会指出第一处差异及可能的原因。',
    },
  },
  *inspect({ signature, place }) {
    if (signature !== 'differs') return
    yield {
      place,
      message: {
        en: 'The signature is not that of the parameters that came with it.',
        zh: '签名与随之收到的参数不符。',
      },
    }
  },
})
