import { defineMessages } from 'paycircle/internal/base'

/** What the forms say by which webhooks are made, changed and deleted. */
export const webhookFormMessages = defineMessages({
  en: {
    newTitle: 'New webhook',
    newLead: 'Events of this profile are posted to the address, signed as Standard Webhooks has it.',
    address: 'Address',
    addressHint:
      'https, and reachable from the internet unless PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS names its network. In the sandbox http to 127.0.0.1 as well.',
    events: 'Events told',
    eventsHint:
      'Nothing for all. Else types with commas or spaces between, of agreement.signed, agreement.half_changed, agreement.terminated, agreement.irregular, agreement.held, agreement.released, agreement.user_changed, profile.paused and profile.resumed.',
    make: 'Make the webhook',
    secretLead: 'The secret, by which the receiver tells our posts from those of others:',
    secretHint:
      'Copy it now to where the receiver reads it. Once you leave this page nothing shows it again; if it is lost, give the webhook another.',
    secretOverlap: 'For a day posts are signed with the former secret as well.',
    change: 'Change',
    changeTitle: 'Change the webhook',
    save: 'Save',
    leave: 'Back without saving',
    changed: 'The change is saved.',
    disable: 'Disable',
    disableHint:
      'Nothing is posted there until it is made active again. What waits stays; what happens meanwhile is not kept for it.',
    rotate: 'Give it another secret',
    rotateTitle: 'Another secret?',
    rotateWords:
      'A new secret is made and shown once. For a day posts are signed with both, so that the receiver can change over in between.',
    rotateConfirm: 'Yes, make another secret',
    delete: 'Delete',
    deleteTitle: 'Delete the webhook?',
    deleteWords: (pending: string) =>
      `Nothing is posted to this address any more. Deliveries that wait are given up: ${pending}. Its secret is destroyed. This cannot be undone.`,
    deleteConfirm: 'Yes, delete',
    deleted: 'The webhook is deleted.',
    cancel: 'No, back',
    manage: 'Manage',
  },
  zh: {
    newTitle: '新建 webhook',
    newLead: '本商户的事件将投递到该地址，并按 Standard Webhooks 规范签名。',
    address: '地址',
    addressHint:
      '须为 https 地址，且可从公网访问；内部网络须先在 PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS 中列出。沙箱中也可使用指向 127.0.0.1 的 http 地址。',
    events: '通知的事件',
    eventsHint:
      '留空表示全部。否则填写事件类型，以逗号或空格分隔，可用：agreement.signed、agreement.half_changed、agreement.terminated、agreement.irregular、agreement.held、agreement.released、agreement.user_changed、profile.paused、profile.resumed。',
    make: '创建 webhook',
    secretLead: '密钥如下，接收方凭它确认请求由我方发出：',
    secretHint: '请立即复制到接收方的配置中。离开本页后不再显示；如已丢失，请更换密钥。',
    secretOverlap: '一天之内，投递同时用原密钥签名。',
    change: '修改',
    changeTitle: '修改 webhook',
    save: '保存',
    leave: '不保存，返回',
    changed: '修改已保存。',
    disable: '停用',
    disableHint: '重新启用之前不再投递。等待中的事件会保留；停用期间发生的事件不会为其保留。',
    rotate: '更换密钥',
    rotateTitle: '确认更换密钥？',
    rotateWords: '将生成新密钥，且仅显示一次。一天之内投递同时用新旧两个密钥签名，接收方可在此期间切换。',
    rotateConfirm: '确认，更换密钥',
    delete: '删除',
    deleteTitle: '确认删除该 webhook？',
    deleteWords: (pending) => `此后不再向该地址投递；等待投递的事件将被放弃：${pending}。其密钥将被销毁，且无法恢复。`,
    deleteConfirm: '确认，删除',
    deleted: '已删除 webhook。',
    cancel: '取消，返回',
    manage: '管理',
  },
})

export type WebhookFormMessages = (typeof webhookFormMessages)['en']
