import { defineMessages } from 'paycircle/internal/base'

/** What operators' pages say about a profile that is stopped. */
export const profileMessages = defineMessages({
  en: {
    paused: 'The profile is paused',
    since: 'since',
    byCode: (code: string) => `Alipay answered ${code}.`,
    byOperator: (reason: string) => `An operator stopped it: ${reason}.`,
    pauseEffect: 'No query and no signing until an operator resumes it.',
    canary: 'Last forced query:',
    reason: 'Reason',
    reasonHint: 'The operation log keeps it.',
    resume: 'Resume the profile',
    braked: 'Queries are braked',
    brakeEffect: 'Queries about several agents failed alike in a row:',
    nextCanary: 'One query tries again at',
    forceReason: 'Reason for asking while the profile is paused',
  },
  zh: {
    paused: '该商户已暂停',
    since: '自',
    byCode: (code) => `支付宝返回 ${code}。`,
    byOperator: (reason) => `由操作员暂停：${reason}。`,
    pauseEffect: '恢复之前，不查询，也不发起签约。',
    canary: '最近一次强制查询：',
    reason: '理由',
    reasonHint: '理由会记入操作日志。',
    resume: '恢复该商户',
    braked: '查询已暂缓',
    brakeEffect: '多个代理人的查询接连以同样方式失败：',
    nextCanary: '下一次探测查询的时间：',
    forceReason: '商户暂停期间仍要查询的理由',
  },
})

export type ProfileMessages = (typeof profileMessages)['en']
