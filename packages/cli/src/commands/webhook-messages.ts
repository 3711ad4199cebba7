import { defineMessages } from 'paycircle/internal/base'

export const webhookMessages = defineMessages({
  en: {
    made: (id: string) => `Webhook ${id}. Its secret is shown this once; the receiver needs it:`,
    deleted: (id: string) => `Webhook ${id} is deleted.`,
    replayed: (deliveries: number) => `${deliveries} events are delivered again.`,
    id: 'ID',
    url: 'Address',
    events: 'Events',
    state: 'State',
    reason: 'Reason',
    all: 'all',
  },
  zh: {
    made: (id) => `已创建 webhook ${id}。密钥仅显示这一次，接收方需要用它验证签名：`,
    deleted: (id) => `已删除 webhook ${id}。`,
    replayed: (deliveries) => `正在重新投递 ${deliveries} 个事件。`,
    id: '编号',
    url: '地址',
    events: '事件',
    state: '状态',
    reason: '原因',
    all: '全部',
  },
})
