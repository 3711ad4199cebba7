import { defineMessages } from 'paycircle/internal/base'

export const alarmCommandMessages = defineMessages({
  en: {
    none: 'No alarm is open.',
    acknowledged: (key: string) => `${key} is acknowledged: no reminder any more, and a notice when it is over.`,
    sent: (channel: string) => `${channel}: the test notice was taken.`,
    notSent: (channel: string, failure: string) => `${channel}: the test notice was not taken: ${failure}`,
    key: 'Key',
    severity: 'Severity',
    openedAt: 'Since',
    acknowledgedBy: 'Acknowledged by',
    meaning: 'Meaning',
    critical: 'critical',
    error: 'error',
    warning: 'warning',
  },
  zh: {
    none: '没有未消除的告警。',
    acknowledged: (key) => `已确认 ${key}：不再提醒，消除时仍会通知。`,
    sent: (channel) => `${channel}：对方已接收测试通知。`,
    notSent: (channel, failure) => `${channel}：测试通知未送达：${failure}`,
    key: '编号',
    severity: '级别',
    openedAt: '开始时间',
    acknowledgedBy: '确认人',
    meaning: '含义',
    critical: '严重',
    error: '错误',
    warning: '提醒',
  },
})
