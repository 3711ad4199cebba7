import { defineMessages } from 'paycircle/internal/base'

/** Why an operation may or may not be run, for the person who reads the platform's log. */
export const permissionMessages = defineMessages({
  en: {
    autoDebit: 'auto-debit',
    autoRefund: 'auto-refund',
    signed: (half: string) => `Alipay confirmed ${half} within the age that was asked for.`,
    unknown: () => 'Alipay has not answered about this agent yet. A query is queued.',
    awaiting_signer: () => 'The agent was invited to sign; Alipay has not confirmed the signing yet.',
    not_signed: () => 'Alipay answers that the agent has not signed the agreement.',
    irregular: () => 'Alipay answers that the agreement is not in its normal state.',
    terminated: () => 'The agreement was signed and Alipay now answers that it no longer is.',
    half_missing: (half: string) => `The agent has signed, but not ${half}, which this operation needs.`,
    held: () =>
      'Everything about this agreement stands still after a code that leaves open what happened; a readable answer or an operator opens it.',
    doubted: () =>
      'Somebody has reported a code or asked for a termination since Alipay was last asked. A query is queued.',
    user_changed: () =>
      'Alipay names another user behind this account than before; an operator has to confirm who it is.',
    refused: () => 'Alipay refused the last query about this agent, so the answer before it is not relied on.',
    stale: () => 'The last answer is older than asked for. A query is queued; ask again in a moment.',
  },
  zh: {
    autoDebit: '代扣',
    autoRefund: '自动退款',
    signed: (half) => `支付宝在要求的时限内确认代理人已签署${half}。`,
    unknown: () => '尚未就该代理人得到支付宝的答复，已安排查询。',
    awaiting_signer: () => '已邀请代理人签约，支付宝尚未确认签约结果。',
    not_signed: () => '支付宝答复：代理人未签约。',
    irregular: () => '支付宝答复：代理人的签约状态不正常。',
    terminated: () => '该协议曾经签署，支付宝现答复已不存在。',
    half_missing: (half) => `代理人已签约，但未签署该操作所需的${half}。`,
    held: () => '因错误码无法说明实际结果，该协议的一切操作已停止；得到明确的查询结果或由操作员解除后恢复。',
    doubted: () => '上次查询之后有人报告了错误码或申请了解约，已安排查询。',
    user_changed: () => '支付宝返回的用户与此前不同，须由操作员确认该账号属于谁。',
    refused: () => '支付宝拒绝了对该代理人的最近一次查询，此前的结果不再作为依据。',
    stale: () => '最近一次结果已超过要求的时限，已安排查询，请稍后再问。',
  },
})
