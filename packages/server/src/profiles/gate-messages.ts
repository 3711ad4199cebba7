import { defineMessages } from 'paycircle/internal/base'

/** What stands between a profile and live calls. */
export const gateMessages = defineMessages({
  en: {
    'name-met': 'The platform has a name that agents know.',
    'name-open': 'The platform has no name: agents would see a partner ID.',
    'contact-met': 'Agents are told whom to reach.',
    'contact-open': 'There is no contact: agents must know whom to reach before they sign.',
    'account-class-met': 'The account is the contracted one.',
    'account-class-open': 'The account is a test account: every charge would cost a fee of 3 %.',
    'procedure-met': 'The five test stages of both documents are complete.',
    'procedure-open': (stages: string) => `Test stages are not complete: ${stages}.`,
    'procedure-not-recorded':
      'This service keeps no record of test stages. Whoever has gone through the five of both documents answers for it by an override with a reason.',
    'procedure-overridden': (by: string, reason: string) =>
      `The test stages are not complete; ${by} goes live all the same: ${reason}`,
  },
  zh: {
    'name-met': '已填写代理人熟知的平台名称。',
    'name-open': '未填写平台名称：代理人只会看到合作者身份ID。',
    'contact-met': '已告知代理人联系方式。',
    'contact-open': '未填写联系人：代理人签约前须知道可以联系谁。',
    'account-class-met': '使用的是签约账号。',
    'account-class-open': '使用的是测试账号：每笔交易会被收取 3% 的手续费。',
    'procedure-met': '两份文档的五个测试阶段均已完成。',
    'procedure-open': (stages) => `尚未完成的测试阶段：${stages}。`,
    'procedure-not-recorded': '本服务不记录测试阶段。已完成两份文档五个测试阶段的，请填写理由特批，由特批人负责。',
    'procedure-overridden': (by, reason) => `测试阶段未完成；${by} 决定仍然上线：${reason}`,
  },
})
