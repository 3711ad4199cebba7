import { defineErrors } from 'paycircle/internal/base'
import type { Mode, RowId } from 'paycircle/internal/vocabulary'
import type { MerchantProfile } from './merchant-profile.js'

/** The fields that have a form of their own; partner and gateway have errors of their own. */
export type ProfileField = Exclude<keyof MerchantProfile, 'partner' | 'gateway'>

interface ProfileErrors {
  'profile-field-malformed': { readonly profileId: string; readonly field: ProfileField }
  'gateway-not-for-mode': { readonly profileId: string; readonly mode: Mode; readonly gateway: string }
  'live-needs-contracted-account': { readonly profileId: string }
}

const fields: Readonly<
  Record<ProfileField, { readonly rows: readonly RowId[]; readonly en: string; readonly zh: string }>
> = {
  id: {
    rows: [],
    en: 'Use lower-case letters, digits and dashes, at most 63 characters.',
    zh: '请使用小写字母、数字和连字符，最多 63 个字符。',
  },
  name: {
    rows: [],
    en: 'Give the name by which agents know the platform, one line of at most 100 characters.',
    zh: '请填写代理人熟知的平台名称，一行以内，最多 100 个字符。',
  },
  key: {
    rows: ['S3-01', 'Q3-01'],
    en: 'Give the security key of the partner ID; the key file is empty.',
    zh: '请提供该合作者身份 ID 对应的安全校验码；当前密钥文件为空。',
  },
  signType: { rows: ['S3-14', 'Q3-13'], en: 'Use MD5 or RSA.', zh: '请使用 MD5 或 RSA。' },
  charset: { rows: ['S3-12', 'Q3-11'], en: 'Use utf-8, gbk or gb2312.', zh: '请使用 utf-8、gbk 或 gb2312。' },
  mode: { rows: [], en: 'Use sandbox, test or live.', zh: '请使用 sandbox、test 或 live。' },
  accountClass: { rows: ['S3-03', 'Q3-03'], en: 'Use test or contracted.', zh: '请使用 test 或 contracted。' },
  contact: {
    rows: [],
    en: 'Give a name and a telephone number or an e-mail address: agents see it before they sign.',
    zh: '请填写联系人名称，以及电话或邮箱：代理人签约前会看到这些信息。',
  },
  returnOrigins: {
    rows: [],
    en: 'Give origins such as https://www.example.com: scheme, host and port, nothing after; at most 100.',
    zh: '请填写来源，例如 https://www.example.com：只含协议、域名和端口；最多 100 个。',
  },
  accountParameter: {
    rows: ['Q3-25'],
    en: 'Use trans_account, trans_account_out or account_no, as your technical document names it.',
    zh: '请按您的技术文档使用 trans_account、trans_account_out 或 account_no。',
  },
  dnsExemption: {
    rows: ['S3-05', 'Q3-04'],
    en: 'Give the IP address, the filing number and the day of the filing (YYYY-MM-DD).',
    zh: '请填写 IP 地址、备案编号和备案日期（YYYY-MM-DD）。',
  },
  proxy: {
    rows: ['S4-02', 'Q4-02'],
    en: 'Give the address of an HTTP proxy, beginning with http:// or https://.',
    zh: '请填写 HTTP 代理地址，以 http:// 或 https:// 开头。',
  },
  timeZone: {
    rows: [],
    en: 'Use an IANA name such as Asia/Shanghai.',
    zh: '请使用 IANA 时区名称，例如 Asia/Shanghai。',
  },
}

export const profileError = defineErrors<ProfileErrors>({
  'profile-field-malformed': {
    rows: ({ field }) => fields[field].rows,
    en: ({ profileId, field }) => ({
      message: `Profile "${profileId}": ${field} is missing or malformed.`,
      remedy: fields[field].en,
    }),
    zh: ({ profileId, field }) => ({
      message: `商户配置“${profileId}”：${field} 缺失或格式不正确。`,
      remedy: fields[field].zh,
    }),
  },
  'gateway-not-for-mode': {
    rows: ['S3-13', 'Q3-12'],
    en: ({ profileId, mode, gateway }) => ({
      message: `Profile "${profileId}": ${gateway} is no gateway for mode ${mode}.`,
      remedy: 'Sandbox takes /gateway.do on loopback; test and live take https://mapi.alipay.com/gateway.do alone.',
    }),
    zh: ({ profileId, mode, gateway }) => ({
      message: `商户配置“${profileId}”：${mode} 模式不能使用网关 ${gateway}。`,
      remedy:
        '沙箱模式只能使用本机回环地址的 /gateway.do；test 与 live 模式只能使用 https://mapi.alipay.com/gateway.do。',
    }),
  },
  'live-needs-contracted-account': {
    rows: ['S3-03', 'Q3-03'],
    en: ({ profileId }) => ({
      message: `Profile "${profileId}" is live with a test account.`,
      remedy: 'Change the partner ID and key for those of the contracted account, and say so: accountClass contracted.',
    }),
    zh: ({ profileId }) => ({
      message: `商户配置“${profileId}”在 live 模式下使用了测试账号。`,
      remedy: '请换成签约账号的合作者身份 ID 与安全校验码，并将 accountClass 设为 contracted。',
    }),
  },
})
