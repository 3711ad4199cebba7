import { defineErrors, type Language } from 'paycircle/internal/base'
import type { GateItem } from './gate.js'
import type { MerchantProfile } from './merchant-profile.js'

/** The fields that are the service's own. */
export type ProfileField = keyof Pick<MerchantProfile, 'id' | 'name' | 'contact' | 'returnOrigins' | 'timeZone'>

interface ProfileErrors {
  'profile-field-malformed': { readonly profileId: string; readonly field: ProfileField }
  'profile-live-with-test-account': { readonly profileId: string }
  'go-live-gate-closed': { readonly profileId: string; readonly missing: readonly GateItem[] }
}

const remedies: Readonly<Record<ProfileField, { readonly en: string; readonly zh: string }>> = {
  id: {
    en: 'Use lower-case letters, digits and dashes, at most 63 characters.',
    zh: '请使用小写字母、数字和连字符，最多 63 个字符。',
  },
  name: {
    en: 'Give the name by which agents know the platform, one line of at most 100 characters.',
    zh: '请填写代理人熟知的平台名称，一行以内，最多 100 个字符。',
  },
  contact: {
    en: 'Give a name and a telephone number or an e-mail address: agents see it before they sign.',
    zh: '请填写联系人名称，以及电话或邮箱：代理人签约前会看到这些信息。',
  },
  returnOrigins: {
    en: 'Give origins such as https://www.example.com: scheme, host and port, nothing after; at most 100.',
    zh: '请填写网站的源，例如 https://www.example.com：只含协议、域名和端口；最多 100 个。',
  },
  timeZone: {
    en: 'Use an IANA name such as Asia/Shanghai.',
    zh: '请使用 IANA 时区名称，例如 Asia/Shanghai。',
  },
}

const missingTexts = (missing: readonly GateItem[], language: Language) =>
  missing.map(({ text }) => text[language]).join(language === 'zh' ? '' : ' ')

export const profileError = defineErrors<ProfileErrors>({
  'go-live-gate-closed': {
    rows: ({ missing }) => [...new Set(['S3-03', 'Q3-03', ...missing.flatMap(({ rows }) => rows)])],
    en: ({ profileId, missing }) => ({
      message: `The profile "${profileId}" may not go live yet, so nothing was sent. ${missingTexts(missing, 'en')}`,
      remedy:
        'Fulfil what is missing: `paycircle profile gate` lists it. For the test stages alone a person may answer instead, with a reason: `paycircle profile go-live --override --reason R`.',
    }),
    zh: ({ profileId, missing }) => ({
      message: `商户配置“${profileId}”尚不能上线，未发送任何请求。${missingTexts(missing, 'zh')}`,
      remedy:
        '请补齐所缺各项，可用 `paycircle profile gate` 查看。仅测试阶段一项可由专人负责并说明原因后放行：`paycircle profile go-live --override --reason 原因`。',
    }),
  },
  'profile-field-malformed': {
    rows: [],
    en: ({ profileId, field }) => ({
      message: `Profile "${profileId}": ${field} is missing or malformed.`,
      remedy: remedies[field].en,
    }),
    zh: ({ profileId, field }) => ({
      message: `商户配置“${profileId}”：${field} 缺失或格式不正确。`,
      remedy: remedies[field].zh,
    }),
  },
  'profile-live-with-test-account': {
    rows: ['S3-03', 'Q3-03'],
    en: ({ profileId }) => ({
      message: `Profile "${profileId}" is live with a test account; every charge would cost a fee of 3 %.`,
      remedy: 'Change partner ID and key for those of the contracted account, and say so: accountClass contracted.',
    }),
    zh: ({ profileId }) => ({
      message: `商户配置“${profileId}”在 live 模式下使用了测试账号，每笔交易会被收取 3% 的手续费。`,
      remedy: '请换成签约账号的合作者身份 ID 与安全校验码，并将 accountClass 设为 contracted。',
    }),
  },
})
