import { defineErrors } from '../base/index.js'
import { rowsOf, type Charset, type ServiceName } from '../vocabulary/index.js'

/** Why a signature cannot be made or checked with what was given. */
export type SignTypeFault = 'dsa' | 'rsa2' | 'unknown'

/** Why bytes are no answer of the gateway. */
export type UnreadableReason = 'empty' | 'charset' | 'xml' | 'root' | 'form' | 'shape'

/** What the XML reader does not take though XML has it. */
export type XmlConstruct = 'doctype' | 'processing-instruction'

export type XmlLimit = 'characters' | 'depth' | 'elements' | 'attributes'

interface InService {
  readonly service: ServiceName
  readonly parameter: string
}

interface WireErrors {
  'charset-lacks-character': {
    readonly character: string
    readonly codePoint: number
    /** In characters (code points), from 0. */
    readonly position: number
    readonly charset: Charset
  }
  /** `position` in bytes, from 0. */
  'bytes-not-in-charset': { readonly position: number; readonly charset: Charset }
  'value-not-text': { readonly parameter: string }
  'sign-type-refused': { readonly fault: SignTypeFault }
  'key-empty': Readonly<Record<string, never>>
  'key-not-private': Readonly<Record<string, never>>
  'key-not-public': Readonly<Record<string, never>>
  'parameter-unknown': InService
  'parameter-never-sent': InService
  'parameter-missing': InService
  'parameter-empty': InService
  'parameter-group-missing': { readonly service: ServiceName; readonly parameters: readonly string[] }
  /** `position` in bytes, from 0. */
  'percent-malformed': { readonly position: number }
  'form-too-long': { readonly limitBytes: number }
  'form-too-many': { readonly limitPairs: number }
  /** `position` in UTF-16 code units, from 0. */
  'xml-malformed': { readonly position: number }
  'xml-forbidden': { readonly construct: XmlConstruct }
  'xml-too-large': { readonly limit: XmlLimit; readonly most: number }
  'answer-unreadable': { readonly reason: UnreadableReason }
  'answer-oversized': { readonly limitBytes: number }
}

const codePointName = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`

const signTypeFaults: Readonly<Record<SignTypeFault, { readonly en: string; readonly zh: string }>> = {
  dsa: {
    en: 'DSA is a name that the gateway knows, but its format is not public',
    zh: '网关虽有 DSA 这一名称，但其签名格式没有公开',
  },
  rsa2: { en: 'RSA2 belongs to the openapi gateway, not to this one', zh: 'RSA2 属于 openapi 网关，本网关不使用' },
  unknown: { en: 'the gateway has no such sign type', zh: '网关没有这种签名方式' },
}

const unreadable: Readonly<Record<UnreadableReason, { readonly en: string; readonly zh: string }>> = {
  empty: { en: 'it is empty', zh: '内容为空' },
  charset: {
    en: 'its bytes are in none of utf-8, gbk and gb2312',
    zh: '字节不属于 utf-8、gbk、gb2312 中的任何一种编码',
  },
  xml: { en: 'its XML is malformed or beyond the limits', zh: 'XML 格式不正确或超出限制' },
  root: { en: 'its root element is not alipay', zh: '根元素不是 alipay' },
  form: { en: 'it is a malformed query string', zh: '查询字符串格式不正确' },
  shape: {
    en: 'it is neither XML nor a query string nor an HTML page',
    zh: '既不是 XML，也不是查询字符串或 HTML 页面',
  },
}

const constructs: Readonly<Record<XmlConstruct, { readonly en: string; readonly zh: string }>> = {
  doctype: { en: 'a document type declaration', zh: '文档类型声明（DOCTYPE）' },
  'processing-instruction': { en: 'a processing instruction', zh: '处理指令' },
}

const xmlLimits: Readonly<Record<XmlLimit, { readonly en: string; readonly zh: string }>> = {
  characters: { en: 'characters', zh: '字符数' },
  depth: { en: 'levels', zh: '嵌套层数' },
  elements: { en: 'elements', zh: '元素个数' },
  attributes: { en: 'attributes in one element', zh: '单个元素的属性个数' },
}

const askAgain = {
  en: 'Nothing is known from this answer. Query again later; if it stays so, look at what stands between here and Alipay.',
  zh: '此次返回不能说明任何结果。请稍后再次查询；若一直如此，请检查本机到支付宝之间的网络设备。',
}

/** Errors of what goes to the gateway and comes from it. */
export const wireError = defineErrors<WireErrors>({
  'charset-lacks-character': {
    rows: ['S3-12', 'Q3-11'],
    en: ({ character, codePoint, position, charset }) => ({
      message: `${charset} has no ${JSON.stringify(character)} (${codePointName(codePoint)}), character ${position + 1} of the text.`,
      remedy: 'Use utf-8, or leave the character out.',
    }),
    zh: ({ character, codePoint, position, charset }) => ({
      message: `${charset} 编码中没有第 ${position + 1} 个字符 ${JSON.stringify(character)}（${codePointName(codePoint)}）。`,
      remedy: '请改用 utf-8，或去掉该字符。',
    }),
  },
  'bytes-not-in-charset': {
    rows: ['S3-12', 'Q3-11'],
    en: ({ position, charset }) => ({
      message: `Byte ${position + 1} does not belong to ${charset}.`,
      remedy: 'Read the bytes in the charset in which they were written.',
    }),
    zh: ({ position, charset }) => ({
      message: `第 ${position + 1} 个字节不属于 ${charset} 编码。`,
      remedy: '请按写入时的编码格式读取。',
    }),
  },
  'value-not-text': {
    rows: ['S3-11', 'Q3-10'],
    en: ({ parameter }) => ({ message: `${parameter} is not text.`, remedy: 'Give the value as a string.' }),
    zh: ({ parameter }) => ({ message: `${parameter} 不是文本。`, remedy: '请以字符串形式传入该参数的值。' }),
  },
  'sign-type-refused': {
    rows: ['S3-14', 'Q3-13'],
    en: ({ fault }) => ({
      message: `This sign type cannot be used: ${signTypeFaults[fault].en}.`,
      remedy: 'Use MD5 or RSA, in capitals.',
    }),
    zh: ({ fault }) => ({
      message: `不能使用该签名方式：${signTypeFaults[fault].zh}。`,
      remedy: '请使用大写的 MD5 或 RSA。',
    }),
  },
  'key-empty': {
    rows: ['S3-01', 'Q3-01'],
    en: () => ({ message: 'The security key is empty.', remedy: 'Give the 32-character key of the merchant account.' }),
    zh: () => ({ message: '安全校验码为空。', remedy: '请配置商户账号的 32 位安全校验码。' }),
  },
  'key-not-private': {
    rows: ['S3-01', 'Q3-01'],
    en: () => ({
      message: 'The key is no RSA private key.',
      remedy: 'Give it as PEM or bare base64, PKCS#1 or PKCS#8, without a passphrase.',
    }),
    zh: () => ({
      message: '密钥不是 RSA 私钥。',
      remedy: '请提供 PEM 或纯 base64 格式的私钥（PKCS#1 或 PKCS#8），不能带口令。',
    }),
  },
  'key-not-public': {
    rows: ['S3-01', 'Q3-01'],
    en: () => ({
      message: 'The key is no RSA public key.',
      remedy: 'Give it as PEM or as bare base64 of a SubjectPublicKeyInfo; a private key does not belong here.',
    }),
    zh: () => ({
      message: '密钥不是 RSA 公钥。',
      remedy: '请提供 PEM 格式或纯 base64（SubjectPublicKeyInfo）格式的公钥；此处不应出现私钥。',
    }),
  },
  'parameter-unknown': {
    rows: ({ service }) => rowsOf({ service }, 'S3-07', 'Q3-06'),
    en: ({ service, parameter }) => ({
      message: `${service} has no parameter ${JSON.stringify(parameter)} that a request may set.`,
      remedy: 'Leave it out: whatever is not in the list of request parameters breaks the signature.',
    }),
    zh: ({ service, parameter }) => ({
      message: `${service} 的请求参数列表中没有可由请求设置的参数 ${JSON.stringify(parameter)}。`,
      remedy: '请去掉该参数：不在请求参数列表中的数据会导致验签失败。',
    }),
  },
  'parameter-never-sent': {
    rows: ['S4-06'],
    en: ({ service, parameter }) => ({
      message: `${service} is sent without ${parameter}: nothing returns from a signing, Alipay's page shows the result.`,
      remedy: 'Leave it out and learn the result by query_customer_protocol.',
    }),
    zh: ({ service, parameter }) => ({
      message: `调用 ${service} 时不发送 ${parameter}：签约没有返回，结果由支付宝页面展示。`,
      remedy: '请去掉该参数，并通过 query_customer_protocol 查询签约结果。',
    }),
  },
  'parameter-missing': {
    rows: ({ service, parameter }) =>
      parameter === '_input_charset' ? rowsOf({ service }, 'S3-12', 'Q3-11') : rowsOf({ service }, 'S3-09', 'Q3-08'),
    en: ({ service, parameter }) => ({
      message: `${service} needs ${parameter}.`,
      remedy: `Set ${parameter}.`,
    }),
    zh: ({ service, parameter }) => ({
      message: `${service} 缺少必填参数 ${parameter}。`,
      remedy: `请设置 ${parameter}。`,
    }),
  },
  'parameter-empty': {
    rows: ({ service }) => rowsOf({ service }, 'S3-08', 'Q3-07'),
    en: ({ parameter }) => ({
      message: `${parameter} is there and empty.`,
      remedy: 'Give it a value, or leave it out altogether.',
    }),
    zh: ({ parameter }) => ({
      message: `${parameter} 已传入但值为空。`,
      remedy: '请填写该参数的值，或完全不传该参数。',
    }),
  },
  'parameter-group-missing': {
    rows: ({ service }) =>
      rowsOf({ service }, 'S3-10', 'Q3-09').concat(service === 'query_customer_protocol' ? ['Q3-25'] : []),
    en: ({ parameters }) => ({
      message: `One at least of ${parameters.join(', ')} is needed.`,
      remedy: 'Give the e-mail or the account number of the agent.',
    }),
    zh: ({ parameters }) => ({
      message: `${parameters.join('、')} 至少需要传一个。`,
      remedy: '请填写代理人的邮箱或账号。',
    }),
  },
  'percent-malformed': {
    rows: [],
    en: ({ position }) => ({
      message: `The % at byte ${position + 1} is not followed by two hexadecimal digits.`,
      remedy: 'Percent-encode the text once; a % of its own is %25.',
    }),
    zh: ({ position }) => ({
      message: `第 ${position + 1} 个字节处的 % 之后不是两位十六进制数字。`,
      remedy: '请只做一次 URL 编码；% 本身应写作 %25。',
    }),
  },
  'form-too-long': {
    rows: [],
    en: ({ limitBytes }) => ({ message: `More than ${limitBytes} bytes of form data.`, remedy: 'Send less.' }),
    zh: ({ limitBytes }) => ({ message: `表单数据超过 ${limitBytes} 字节。`, remedy: '请减少发送的数据。' }),
  },
  'form-too-many': {
    rows: [],
    en: ({ limitPairs }) => ({ message: `More than ${limitPairs} parameters.`, remedy: 'Send fewer.' }),
    zh: ({ limitPairs }) => ({ message: `参数超过 ${limitPairs} 个。`, remedy: '请减少参数个数。' }),
  },
  'xml-malformed': {
    rows: [],
    en: ({ position }) => ({ message: `Malformed XML at character ${position + 1}.`, remedy: askAgain.en }),
    zh: ({ position }) => ({ message: `第 ${position + 1} 个字符处 XML 格式不正确。`, remedy: askAgain.zh }),
  },
  'xml-forbidden': {
    rows: [],
    en: ({ construct }) => ({
      message: `The XML holds ${constructs[construct].en}, which no answer of the gateway has.`,
      remedy: askAgain.en,
    }),
    zh: ({ construct }) => ({
      message: `XML 中含有${constructs[construct].zh}，网关的返回中不会出现。`,
      remedy: askAgain.zh,
    }),
  },
  'xml-too-large': {
    rows: [],
    en: ({ limit, most }) => ({
      message: `The XML has more than ${most} ${xmlLimits[limit].en}.`,
      remedy: askAgain.en,
    }),
    zh: ({ limit, most }) => ({ message: `XML 的${xmlLimits[limit].zh}超过 ${most}。`, remedy: askAgain.zh }),
  },
  'answer-unreadable': {
    rows: ['S3-17', 'Q3-16'],
    en: ({ reason }) => ({ message: `The answer cannot be read: ${unreadable[reason].en}.`, remedy: askAgain.en }),
    zh: ({ reason }) => ({ message: `无法读取返回内容：${unreadable[reason].zh}。`, remedy: askAgain.zh }),
  },
  'answer-oversized': {
    rows: ['S3-17', 'Q3-16'],
    en: ({ limitBytes }) => ({ message: `The answer is longer than ${limitBytes} bytes.`, remedy: askAgain.en }),
    zh: ({ limitBytes }) => ({ message: `返回内容超过 ${limitBytes} 字节。`, remedy: askAgain.zh }),
  },
})
