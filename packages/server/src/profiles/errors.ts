import { defineErrors, type Language } from 'paycircle/internal/base'
import type { GateItem } from './gate.js'
import type { MerchantProfile } from './merchant-profile.js'

/** The fields that are the service's own. */
export type ProfileField = keyof Pick<MerchantProfile, 'id' | 'name' | 'contact' | 'returnOrigins' | 'timeZone'>

interface ProfileErrors {
  'profile-field-malformed': { readonly profileId: string; readonly field: ProfileField }
  'second-person-needed': { readonly profileId: string; readonly action: string }
  'profile-live-with-test-account': { readonly profileId: string }
  'profile-settings-malformed': { readonly profileId: string; readonly field: string }
  'profile-exists': { readonly profileId: string }
  'profile-not-stored': { readonly profileId: string }
  'profile-unknown': { readonly profileId: string }
  'profile-contended': { readonly profileId: string }
  'profiles-too-many': { readonly most: number }
  'reason-missing': object
  'key-malformed': { readonly profileId: string }
  'key-already-used': { readonly profileId: string; readonly fingerprint: string }
  'key-not-staged': { readonly profileId: string }
  'switch-time-malformed': { readonly profileId: string }
  'no-way-back': { readonly profileId: string }
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
  'profile-settings-malformed': {
    rows: [],
    en: ({ profileId, field }) => ({
      message: `Profile "${profileId}": the setting ${field === '' ? '(all)' : field} is missing, malformed or not known.`,
      remedy:
        'Correct it. `paycircle profile create --help` tells the settings; a proxy with a password belongs into the configuration file.',
    }),
    zh: ({ profileId, field }) => ({
      message: `商户配置“${profileId}”：设置 ${field === '' ? '（整体）' : field} 缺失、格式不正确或无法识别。`,
      remedy: '请改正。可用的设置见 `paycircle profile create --help`；带密码的代理请写在配置文件中。',
    }),
  },
  'profile-exists': {
    rows: [],
    en: ({ profileId }) => ({
      message: `There is a profile "${profileId}" already.`,
      remedy: 'Choose another id, or change the one that is there with `paycircle profile update`.',
    }),
    zh: ({ profileId }) => ({
      message: `已有名为“${profileId}”的商户配置。`,
      remedy: '请换一个名称，或用 `paycircle profile update` 修改现有的商户。',
    }),
  },
  'profile-not-stored': {
    rows: [],
    en: ({ profileId }) => ({
      message: `The profile "${profileId}" comes from the configuration, which alone says what it is.`,
      remedy: 'Change paycircle.config.json or the environment, then send the service SIGHUP.',
    }),
    zh: ({ profileId }) => ({
      message: `商户配置“${profileId}”来自配置文件，只能在那里修改。`,
      remedy: '请修改 paycircle.config.json 或环境变量，再向服务发送 SIGHUP。',
    }),
  },
  'profile-unknown': {
    rows: [],
    en: ({ profileId }) => ({
      message: `There is no merchant profile "${profileId}".`,
      remedy: '`paycircle profile list` shows those that there are.',
    }),
    zh: ({ profileId }) => ({
      message: `没有名为“${profileId}”的商户配置。`,
      remedy: '可用 `paycircle profile list` 查看现有的商户配置。',
    }),
  },
  'profile-contended': {
    rows: [],
    en: ({ profileId }) => ({
      message: `Somebody changed the profile "${profileId}" at the same time; nothing was done.`,
      remedy: 'Look at it again, then repeat what is still wanted.',
    }),
    zh: ({ profileId }) => ({
      message: `有人同时修改了商户配置“${profileId}”，本次未执行任何操作。`,
      remedy: '请先重新查看，再执行仍需要的操作。',
    }),
  },
  'profiles-too-many': {
    rows: [],
    en: ({ most }) => ({
      message: `A store keeps at most ${most} profiles.`,
      remedy: 'Remove one that is no longer used, or run another service for the others.',
    }),
    zh: ({ most }) => ({
      message: `一个数据存储最多保存 ${most} 个商户配置。`,
      remedy: '请删除不再使用的商户配置，或另外运行一个服务。',
    }),
  },
  'reason-missing': {
    rows: ['S3-19', 'Q3-18'],
    en: () => ({
      message: 'This needs a reason of 1 to 500 characters; the log keeps it.',
      remedy: 'Say why in a sentence.',
    }),
    zh: () => ({ message: '该操作须填写原因，1 至 500 个字符，并记入操作日志。', remedy: '请用一句话说明原因。' }),
  },
  'key-malformed': {
    rows: ['S3-01', 'Q3-01'],
    en: ({ profileId }) => ({
      message: `Profile "${profileId}": what was given is no key of its sign type.`,
      remedy:
        'Take the key from the contract whole: an MD5 key of 1 to 1024 bytes without blanks, or an RSA private key in PEM.',
    }),
    zh: ({ profileId }) => ({
      message: `商户配置“${profileId}”：所提供的内容不是对应签名类型的密钥。`,
      remedy: '请完整填写签约所得的密钥：1 至 1024 字节、不含空白的 MD5 安全校验码，或 PEM 格式的 RSA 私钥。',
    }),
  },
  'key-already-used': {
    rows: ['S3-01', 'Q3-01'],
    en: ({ profileId, fingerprint }) => ({
      message: `Profile "${profileId}" uses the key ${fingerprint} already.`,
      remedy: 'Give the new key that Alipay issued; compare fingerprints with `paycircle profile rotate-key status`.',
    }),
    zh: ({ profileId, fingerprint }) => ({
      message: `商户配置“${profileId}”正在使用指纹为 ${fingerprint} 的密钥。`,
      remedy: '请提供支付宝新发的密钥；可用 `paycircle profile rotate-key status` 核对指纹。',
    }),
  },
  'key-not-staged': {
    rows: ['S3-01', 'Q3-01'],
    en: ({ profileId }) => ({
      message: `Profile "${profileId}" has no new key waiting, or another one by now.`,
      remedy: 'Stage it first: `paycircle profile rotate-key stage --key-file FILE`.',
    }),
    zh: ({ profileId }) => ({
      message: `商户配置“${profileId}”没有待启用的新密钥，或待启用的已是另一把。`,
      remedy: '请先备好新密钥：`paycircle profile rotate-key stage --key-file 文件`。',
    }),
  },
  'switch-time-malformed': {
    rows: [],
    en: ({ profileId }) => ({
      message: `Profile "${profileId}": the time of the switch must lie ahead, and at most 90 days.`,
      remedy: 'Give an RFC 3339 time such as 2030-01-31T02:00:00+08:00, or none to switch now.',
    }),
    zh: ({ profileId }) => ({
      message: `商户配置“${profileId}”：切换时间须在将来，且不超过 90 天。`,
      remedy: '请填写 RFC 3339 时间，如 2030-01-31T02:00:00+08:00；不填则立即切换。',
    }),
  },
  'no-way-back': {
    rows: [],
    en: ({ profileId }) => ({
      message: `Profile "${profileId}" has no earlier key to go back to.`,
      remedy: 'An earlier key is kept for the days that were told at the switch; stage it anew if it is still valid.',
    }),
    zh: ({ profileId }) => ({
      message: `商户配置“${profileId}”没有可以换回的旧密钥。`,
      remedy: '旧密钥只在切换时指定的天数内保留；如仍有效，请重新备好该密钥。',
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
  'second-person-needed': {
    rows: [],
    en: ({ profileId, action }) => ({
      message: `The settings of the profile ${profileId} leave this to two people (${action}).`,
      remedy:
        'Ask for it on the pages, over the HTTP interface or by its own command; another person approves it at /approvals.',
    }),
    zh: ({ profileId, action }) => ({
      message: `商户配置 ${profileId} 规定此操作须两人完成（${action}）。`,
      remedy: '请通过页面、HTTP 接口或相应命令提出申请，由另一人在 /approvals 批准。',
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
