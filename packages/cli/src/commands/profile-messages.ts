import { defineMessages } from 'paycircle/internal/base'

export const profileMessages = defineMessages({
  en: {
    profile: 'Profile',
    mode: 'Mode',
    state: 'State',
    since: 'Since',
    cause: 'Because',
    canary: 'Last forced query',
    running: 'running',
    paused: 'paused: no query, no signing',
    braked: 'braked: one query tries now and then',
    nowPaused: (id: string) => `Queries and signings of \`${id}\` are paused.`,
    nowResumed: (id: string) => `Queries and signings of \`${id}\` go on.`,
  },
  zh: {
    profile: '商户',
    mode: '模式',
    state: '状态',
    since: '自',
    cause: '原因',
    canary: '最近一次强制查询',
    running: '正常',
    paused: '已暂停：不查询，不签约',
    braked: '查询暂缓：定时探测',
    nowPaused: (id) => `\`${id}\` 的查询与签约已暂停。`,
    nowResumed: (id) => `\`${id}\` 的查询与签约已恢复。`,
  },
})
