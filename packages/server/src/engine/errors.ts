import { defineErrors } from 'paycircle/internal/base'

const utc = (ms: number) => new Date(ms).toISOString()

interface EngineErrors {
  'profile-unknown': { readonly profileId: string }
  'signing-unknown': object
  'signing-expired': { readonly expiredAt: number }
  'agreement-unknown': object
  'agreement-held': { readonly agreementId: string; readonly code: string; readonly since: number }
  'agreement-not-held': { readonly agreementId: string }
  'agreement-not-signed': { readonly agreementId: string }
  'agreement-doubted': { readonly agreementId: string }
  'termination-confirmation-differs': object
  'user-not-in-question': { readonly agreementId: string }
  'agreement-contended': object
  'profile-paused': { readonly profileId: string; readonly code: string | null; readonly since: number }
  'profile-not-paused': { readonly profileId: string }
  'return-to-not-allowed': { readonly origins: readonly string[] }
  'agent-id-malformed': object
  'code-malformed': object
  'reason-missing': object
  'engine-stopped': object
}

/** What the engine refuses, before anything is stored or sent. */
export const engineError = defineErrors<EngineErrors>({
  'profile-unknown': {
    rows: [],
    en: ({ profileId }) => ({
      message: `There is no merchant profile "${profileId}".`,
      remedy: 'Name one of the configured profiles.',
    }),
    zh: ({ profileId }) => ({ message: `没有名为“${profileId}”的商户配置。`, remedy: '请使用已配置的商户。' }),
  },
  'signing-unknown': {
    rows: [],
    en: () => ({
      message: 'The link leads to no signing.',
      remedy: 'Open the link whole, as it was sent, or ask the platform for a new one.',
    }),
    zh: () => ({ message: '该链接没有对应的签约。', remedy: '请完整打开收到的链接，或联系平台重新发送。' }),
  },
  'signing-expired': {
    rows: [],
    en: ({ expiredAt }) => ({
      message: `The link ran out at ${utc(expiredAt)}.`,
      remedy: 'Ask the platform for a new one.',
    }),
    zh: ({ expiredAt }) => ({ message: `该链接已于 ${utc(expiredAt)} 过期。`, remedy: '请联系平台重新发送链接。' }),
  },
  'agreement-unknown': {
    rows: [],
    en: () => ({
      message: 'Nothing is known of this agreement.',
      remedy: 'Check the id, or start with a signing or a query by e-mail.',
    }),
    zh: () => ({ message: '没有该协议的记录。', remedy: '请核对编号，或先发起签约，或按邮箱查询一次。' }),
  },
  'agreement-held': {
    rows: ['S3-21', 'Q3-20'],
    en: ({ code, since }) => ({
      message: `Everything about this agreement stands still since ${utc(since)}: Alipay answered ${code}, and nobody knows what happened.`,
      remedy: 'Query the agreement: a readable answer opens the hold. An operator can open it with a reason.',
    }),
    zh: ({ code, since }) => ({
      message: `自 ${utc(since)} 起，该协议的一切操作已停止：支付宝返回 ${code}，实际结果未知。`,
      remedy: '请查询该协议：得到明确的查询结果后自动解除；也可由操作员填写原因后解除。',
    }),
  },
  'agreement-not-held': {
    rows: [],
    en: () => ({ message: 'No hold stands on this agreement.', remedy: 'Nothing needs to be done.' }),
    zh: () => ({ message: '该协议当前未被停止。', remedy: '无需处理。' }),
  },
  'agreement-not-signed': {
    rows: [],
    en: () => ({
      message: 'As far as is known there is no agreement that could be terminated.',
      remedy: 'Query the agreement first; only one that is signed or irregular can be terminated.',
    }),
    zh: () => ({
      message: '据目前所知，没有可以解约的协议。',
      remedy: '请先查询该协议；只有已签约或状态不正常的协议才能解约。',
    }),
  },
  'agreement-doubted': {
    rows: ['Q4-04'],
    en: () => ({
      message:
        'Since Alipay was last asked somebody has reported a code or asked for a termination: it is open how the agreement stands.',
      remedy: 'Query the agreement, then decide.',
    }),
    zh: () => ({
      message: '上次查询之后有人报告了错误码或申请了解约，该协议的现状尚不明确。',
      remedy: '请先查询该协议，再作决定。',
    }),
  },
  'termination-confirmation-differs': {
    rows: [],
    en: () => ({
      message: 'The confirmation is not the account whose agreement is to be terminated; nothing was sent.',
      remedy: 'Spell the account of the agreement again, whole.',
    }),
    zh: () => ({
      message: '确认内容与要解约的账号不一致，未发送任何请求。',
      remedy: '请再次完整填写该协议的账号。',
    }),
  },
  'user-not-in-question': {
    rows: [],
    en: () => ({
      message: 'This is not one of the two Alipay users between whom is to be decided, or nothing is to be decided.',
      remedy: 'Give the user ID that the agreement has, or the other one that Alipay answered since.',
    }),
    zh: () => ({
      message: '该用户 ID 不在待确认的两个支付宝用户之中，或目前没有需要确认的变更。',
      remedy: '请填写协议原有的用户 ID，或支付宝后来返回的另一个用户 ID。',
    }),
  },
  'agreement-contended': {
    rows: [],
    en: () => ({
      message: 'Too many changes to this agreement at the same time; nothing was done.',
      remedy: 'Try again.',
    }),
    zh: () => ({ message: '同一时间对该协议的修改过多，本次未执行任何操作。', remedy: '请重试。' }),
  },
  'profile-paused': {
    rows: ['Q3-21'],
    en: ({ profileId, code, since }) => ({
      message: `Queries and signings of the profile "${profileId}" are paused since ${utc(since)}${code === null ? ' by an operator' : `: Alipay answered ${code}`}.`,
      remedy:
        'Remove the cause; ask once with force and a reason to see whether it is gone, then resume the profile with a reason.',
    }),
    zh: ({ profileId, code, since }) => ({
      message: `自 ${utc(since)} 起，商户配置“${profileId}”的查询与签约已暂停：${code === null ? '由操作员暂停' : `支付宝返回 ${code}`}。`,
      remedy: '请先消除原因；可填写原因强制查询一次加以确认，再填写原因恢复该商户。',
    }),
  },
  'profile-not-paused': {
    rows: [],
    en: ({ profileId }) => ({
      message: `The profile "${profileId}" is not paused.`,
      remedy: 'Nothing needs to be done.',
    }),
    zh: ({ profileId }) => ({ message: `商户配置“${profileId}”未被暂停。`, remedy: '无需处理。' }),
  },
  'return-to-not-allowed': {
    rows: [],
    en: ({ origins }) => ({
      message: "returnTo is no http or https address of an origin on the profile's list.",
      remedy: origins.length === 0 ? 'Configure returnOrigins.' : `Allowed origins: ${origins.join(', ')}.`,
    }),
    zh: ({ origins }) => ({
      message: 'returnTo 不是商户配置所允许的源下的 http 或 https 地址。',
      remedy: origins.length === 0 ? '请配置 returnOrigins。' : `允许的源：${origins.join('、')}。`,
    }),
  },
  'agent-id-malformed': {
    rows: [],
    en: () => ({
      message: 'agentId must be one line of 1 to 128 characters.',
      remedy: "Give the platform's own number for the agent, or leave it out.",
    }),
    zh: () => ({
      message: 'agentId 应为 1 至 128 个字符，且不换行。',
      remedy: '请填写平台自己的代理人编号，或不填。',
    }),
  },
  'code-malformed': {
    rows: [],
    en: () => ({
      message: 'The code must be 1 to 100 letters, digits, dots, dashes and underscores.',
      remedy: 'Give it exactly as Alipay showed it, without the text around it.',
    }),
    zh: () => ({
      message: '错误码应为 1 至 100 个字母、数字、点、连字符或下划线。',
      remedy: '请按支付宝显示的内容原样填写错误码，不要带其他文字。',
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
  'engine-stopped': {
    rows: [],
    en: () => ({ message: 'The service is stopping and takes no new work.', remedy: 'Try again in a moment.' }),
    zh: () => ({ message: '服务正在停止，不再接受新的操作。', remedy: '请稍后重试。' }),
  },
})
