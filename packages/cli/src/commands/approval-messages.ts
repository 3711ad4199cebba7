import { defineMessages } from 'paycircle/internal/base'

export const approvalMessages = defineMessages({
  en: {
    none: 'Nothing was asked for.',
    done: (id: string) => `${id} is approved and done.`,
    undone: (id: string) => `${id} is refused; nothing was done.`,
    id: 'ID',
    action: 'Action',
    askedBy: 'Asked by',
    askedAt: 'Since',
    reason: 'Reason',
    state: 'State',
    waiting: 'waits',
    approved: 'approved',
    refused: 'refused',
    expired: 'ran out',
  },
  zh: {
    none: '没有申请。',
    done: (id) => `已批准并执行 ${id}。`,
    undone: (id) => `未批准 ${id}，没有执行任何操作。`,
    id: '编号',
    action: '操作',
    askedBy: '申请人',
    askedAt: '申请时间',
    reason: '原因',
    state: '状态',
    waiting: '待批',
    approved: '已批准',
    refused: '未批准',
    expired: '已过期',
  },
})
