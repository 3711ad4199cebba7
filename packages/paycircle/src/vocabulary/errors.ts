import { defineErrors } from '../base/index.js'
import type { RowId } from './row.js'
import type { ServiceName } from './services.js'

/** Where a value stands: the parameter's name, and the service where it is known. Values are never repeated. */
export interface ValuePlace {
  readonly parameter: string
  readonly service?: ServiceName
}

/** What is wrong with the form of an e-mail address. */
export type EmailFault = 'at-sign' | 'blank' | 'character' | 'local-part' | 'domain' | 'ambiguous'

interface FormatErrors {
  'partner-id-malformed': ValuePlace
  'user-id-malformed': ValuePlace
  'fund-account-malformed': ValuePlace
  'signer-email-is-mobile': ValuePlace
  'email-malformed': ValuePlace & { readonly fault: EmailFault }
  'charset-unsupported': ValuePlace
  'sign-type-unsupported': ValuePlace
  'signature-malformed': ValuePlace
  'sign-channel-unknown': ValuePlace
  'value-not-fixed': ValuePlace & { readonly expected: string }
  'url-malformed': ValuePlace
  'value-too-long': ValuePlace & { readonly maxLength: number; readonly length: number }
  'gateway-not-allowed': { readonly gateway: string }
}

/** The rows of both documents, or of the one whose service is known; none where the service is in neither. */
export function rowsOf(place: { readonly service?: ServiceName }, sign: RowId, query: RowId): readonly RowId[] {
  if (place.service === undefined) return [sign, query]
  if (place.service === 'customer_unsign') return []
  return place.service === 'sign_protocol_with_partner' ? [sign] : [query]
}

const formatRows = (place: ValuePlace): readonly RowId[] => rowsOf(place, 'S3-11', 'Q3-10')

const emailFaults: Readonly<Record<EmailFault, { readonly en: string; readonly zh: string }>> = {
  'at-sign': { en: 'needs exactly one @', zh: '须有且只有一个 @' },
  blank: { en: 'holds a blank or a line break', zh: '含有空格或换行' },
  character: {
    en: 'holds a character that no Alipay logon e-mail has (full-width and Chinese characters are such)',
    zh: '含有支付宝登录邮箱中不会出现的字符（例如全角字符或汉字）',
  },
  'local-part': { en: 'is malformed before the @', zh: '@ 之前的部分格式不正确' },
  domain: { en: 'is malformed after the @', zh: '@ 之后的域名格式不正确' },
  ambiguous: {
    en: 'holds & followed by =, which the pre-sign string cannot tell from another parameter',
    zh: '在 & 之后含有 =，待签名字符串中无法与另一个参数区分',
  },
}

/** Errors of single values: one code for each format. */
export const formatError = defineErrors<FormatErrors>({
  'partner-id-malformed': {
    rows: (place) => rowsOf(place, 'S3-01', 'Q3-01').concat(formatRows(place)),
    en: ({ parameter }) => ({
      message: `${parameter} is not a partner ID: 16 digits that begin with 2088.`,
      remedy: 'Copy the partner ID (PID) from the merchant account at Alipay, without blanks.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 不是合作者身份 ID：应为以 2088 开头的 16 位数字。`,
      remedy: '请在支付宝商户后台查看合作者身份 ID（PID），原样复制，不要带空格。',
    }),
  },
  'user-id-malformed': {
    rows: formatRows,
    en: ({ parameter }) => ({
      message: `${parameter} is not an Alipay user ID: 16 digits that begin with 2088.`,
      remedy: 'Give the 16-digit Alipay user ID.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 不是支付宝用户 ID：应为以 2088 开头的 16 位数字。`,
      remedy: '请填写 16 位的支付宝用户 ID。',
    }),
  },
  'fund-account-malformed': {
    rows: formatRows,
    en: ({ parameter }) => ({
      message: `${parameter} is not an RMB fund account: the 16-digit user ID (2088…) followed by 0156, 20 digits in all.`,
      remedy: 'Append 0156 to the 16-digit Alipay user ID, or query by e-mail.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 不是人民币资金账号：应为 16 位用户 ID（2088 开头）加 0156，共 20 位数字。`,
      remedy: '请在 16 位支付宝用户 ID 之后加上 0156，或改用邮箱查询。',
    }),
  },
  'signer-email-is-mobile': {
    rows: ['S4-05'],
    en: ({ parameter }) => ({
      message: `${parameter} is a mobile number. A signer is named by e-mail only: a mobile number does not identify one user.`,
      remedy:
        "Ask the agent for the e-mail address of the Alipay account; one without an e-mail must add one at Alipay's.",
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 是手机号。签署者只能使用邮箱：手机号无法唯一确认用户身份。`,
      remedy: '请向代理人索取其支付宝账户的邮箱；账户没有邮箱的，请代理人先在支付宝添加。',
    }),
  },
  'email-malformed': {
    rows: formatRows,
    en: ({ parameter, fault }) => ({
      message: `${parameter} is not an e-mail address: it ${emailFaults[fault].en}.`,
      remedy: 'Give the e-mail address with which the agent logs on to Alipay, as it is, not percent-encoded.',
    }),
    zh: ({ parameter, fault }) => ({
      message: `${parameter} 不是有效的邮箱地址：${emailFaults[fault].zh}。`,
      remedy: '请填写代理人登录支付宝所用的邮箱，原样填写，不要做 URL 编码。',
    }),
  },
  'charset-unsupported': {
    rows: (place) => rowsOf(place, 'S3-12', 'Q3-11'),
    en: ({ parameter }) => ({
      message: `${parameter} names a charset that the gateway does not take.`,
      remedy: 'Use utf-8, gbk or gb2312.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 指定的编码格式不被网关支持。`,
      remedy: '请使用 utf-8、gbk 或 gb2312。',
    }),
  },
  'sign-type-unsupported': {
    rows: (place) => rowsOf(place, 'S3-14', 'Q3-13'),
    en: ({ parameter }) => ({
      message: `${parameter} must be MD5 or RSA, in capitals.`,
      remedy: 'Set the sign type that the merchant account has a key for.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 只能是大写的 MD5 或 RSA。`,
      remedy: '请设置为商户已配置密钥的签名方式。',
    }),
  },
  'signature-malformed': {
    rows: (place) => rowsOf(place, 'S3-14', 'Q3-13'),
    en: ({ parameter }) => ({
      message: `${parameter} is no signature: 32 lower-case hexadecimal digits for MD5, base64 for RSA.`,
      remedy: 'Sign the request again and send the signature whole.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 不是有效的签名：MD5 应为 32 位小写十六进制，RSA 应为 base64。`,
      remedy: '请重新签名，并完整发送签名结果。',
    }),
  },
  'sign-channel-unknown': {
    rows: formatRows,
    en: ({ parameter }) => ({
      message: `${parameter} has one known value, NORMAL: only auto-refund is offered to the signer.`,
      remedy: 'Give NORMAL, or leave the parameter out to offer both halves.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 目前只有一个已知取值 NORMAL：签约页面只提供自动退款。`,
      remedy: '请填写 NORMAL；如需同时签约代扣与自动退款，则不要传该参数。',
    }),
  },
  'value-not-fixed': {
    rows: (place) => (place.parameter === 'biz_type' ? ['Q4-05', 'Q3-27'] : formatRows(place)),
    en: ({ parameter, expected }) => ({
      message: `${parameter} has the fixed value ${expected}.`,
      remedy: `Send ${parameter}=${expected}.`,
    }),
    zh: ({ parameter, expected }) => ({
      message: `${parameter} 的取值固定为 ${expected}。`,
      remedy: `请传 ${parameter}=${expected}。`,
    }),
  },
  'url-malformed': {
    rows: formatRows,
    en: ({ parameter }) => ({
      message: `${parameter} is not a full http or https address without query parameters.`,
      remedy: 'Give the address with its scheme and host, and without ? and &.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 不是完整且不带查询参数的 http 或 https 地址。`,
      remedy: '请填写带协议和域名的完整地址，不要包含 ? 和 &。',
    }),
  },
  'value-too-long': {
    rows: formatRows,
    en: ({ parameter, maxLength, length }) => ({
      message: `${parameter} is ${length} characters long; at most ${maxLength} are taken.`,
      remedy: 'Give the value alone, without anything around it.',
    }),
    zh: ({ parameter, maxLength, length }) => ({
      message: `${parameter} 长度为 ${length} 个字符，最多允许 ${maxLength} 个。`,
      remedy: '请只填写该参数的值，不要带其他内容。',
    }),
  },
  'gateway-not-allowed': {
    rows: ['S3-13', 'Q3-12', 'S3-16', 'Q3-15'],
    en: ({ gateway }) => ({
      message: `${gateway} is not Alipay's gateway.`,
      remedy: 'Requests go to https://mapi.alipay.com/gateway.do; in sandbox mode to /gateway.do on loopback.',
    }),
    zh: ({ gateway }) => ({
      message: `${gateway} 不是支付宝网关。`,
      remedy: '请求只能发往 https://mapi.alipay.com/gateway.do；沙箱模式下只能发往本机回环地址的 /gateway.do。',
    }),
  },
})
