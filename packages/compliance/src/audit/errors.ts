import { defineErrors } from 'paycircle/internal/base'

export type WaiverFault =
  | 'not-json'
  | 'not-a-list'
  | 'field-missing'
  | 'field-unknown'
  | 'rule-unknown'
  | 'rule-not-waivable'
  | 'filing-missing'
  | 'date-malformed'

interface AuditErrors {
  readonly 'waivers-unusable': {
    readonly file: string
    /** Which waiver, counted from 1; 0 where it is the file as a whole. */
    readonly number: number
    readonly fault: WaiverFault
    /** The field, rule or date in question. */
    readonly about: string
  }
  readonly 'baseline-unusable': { readonly file: string }
}

const faults: Readonly<
  Record<WaiverFault, { readonly en: (about: string) => string; readonly zh: (about: string) => string }>
> = {
  'not-json': { en: () => 'is no JSON', zh: () => '不是 JSON' },
  'not-a-list': { en: () => 'holds no list "waivers"', zh: () => '没有 "waivers" 列表' },
  'field-missing': { en: (about) => `lacks "${about}"`, zh: (about) => `缺少 "${about}"` },
  'field-unknown': {
    en: (about) => `has a field "${about}" that means nothing`,
    zh: (about) => `含有无意义的字段 "${about}"`,
  },
  'rule-unknown': {
    en: (about) => `names a rule that there is not: ${about}`,
    zh: (about) => `所指规则不存在：${about}`,
  },
  'rule-not-waivable': {
    en: (about) => `waives ${about}, which the documents demand`,
    zh: (about) => `要豁免的 ${about} 是文档的强制要求`,
  },
  'filing-missing': {
    en: (about) => `waives ${about} without the filing with Alipay: "filing": {"number", "filedOn"}`,
    zh: (about) => `豁免 ${about} 却没有支付宝备案："filing": {"number", "filedOn"}`,
  },
  'date-malformed': { en: (about) => `has a date that is none: ${about}`, zh: (about) => `日期无效：${about}` },
}

export const auditError = defineErrors<AuditErrors>({
  'waivers-unusable': {
    rows: ['S3-05', 'Q3-04'],
    en: ({ file, number, fault, about }) => ({
      message: `${number === 0 ? file : `Waiver ${String(number)} of ${file}`} ${faults[fault].en(about)}.`,
      remedy:
        'A waiver has rule, owner, reason, expires (YYYY-MM-DD) and, if it is for some files only, path. What the documents demand cannot be waived, except a bound IP address with its filing.',
    }),
    zh: ({ file, number, fault, about }) => ({
      message: `${number === 0 ? file : `${file} 中的第 ${String(number)} 条豁免`}${faults[fault].zh(about)}。`,
      remedy:
        '每条豁免须有 rule、owner、reason、expires（YYYY-MM-DD），只针对部分文件时另有 path。文档的强制要求不可豁免，唯有已备案的绑定 IP 例外。',
    }),
  },
  'baseline-unusable': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} is no baseline of \`paycircle audit\`.`,
      remedy: 'Write it anew: paycircle audit PATH… --write-baseline FILE.',
    }),
    zh: ({ file }) => ({
      message: `${file} 不是 \`paycircle audit\` 的基线文件。`,
      remedy: '请重新生成：paycircle audit 路径… --write-baseline 文件。',
    }),
  },
})
