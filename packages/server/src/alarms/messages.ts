import { defineMessages } from 'paycircle/internal/base'

/** What each alarm says; no account is named, so that a mail may go anywhere. */
export const alarmMessages = defineMessages({
  en: {
    'log-broken': () =>
      'The operation log is not what was written. Keep the store as it is and run `paycircle log verify`.',
    'profile-paused': () =>
      'Queries and signings of the profile are paused. Mend the cause, then resume it with a reason.',
    'brake-set': () =>
      'Queries about several agreements failed alike; they wait until one is answered. Run `paycircle doctor`.',
    'agreements-held': (count: number) =>
      `${count} agreements stand still after a code that leaves open what happened.`,
    'user-changed': (count: number) =>
      `Behind ${count} accounts Alipay names another user than before. An operator has to confirm who it is.`,
    'unknown-for-long': (count: number) =>
      `Of ${count} agreements nobody has known for long how they stand. \`paycircle case ID\` makes a support case.`,
    'deliveries-dead': (count: number) =>
      `${count} events were given up because a receiver did not take them. Mend the receiver, then \`paycircle webhook replay\`.`,
    'webhook-secrets-unopened': (count: number) =>
      `The secrets of ${count} webhooks cannot be opened on a node, so it posts nothing there and their events wait. Put the seal key that sealed them into its PAYCIRCLE_SEAL_KEY_FILE and restart it; the page “Webhooks” names the key.`,
    'clock-skew': () =>
      'The clock of a node is more than a second off; it asks nothing until that is mended. See to its time service.',
    'seals-not-exported': () =>
      'For an hour the operation log was not sealed, or its seals were not written to the anchor file. Run `paycircle log seal`.',
    opened: 'Alarm',
    reminder: 'Still there',
    resolved: 'Over',
    test: 'This is a test of the alarms; nothing has happened.',
    profile: 'Profile',
    node: 'Node',
    since: 'Since',
    severity: 'Severity',
    critical: 'critical: look at once',
    error: 'error: look today',
    warning: 'warning',
  },
  zh: {
    'log-broken': () => '操作日志与写入时不一致。请保持数据存储原状，并执行 `paycircle log verify`。',
    'profile-paused': () => '该商户的查询与签约已暂停。请先消除原因，再填写原因恢复。',
    'brake-set': () => '多个协议的查询接连以同样方式失败，查询暂缓，得到应答后恢复。请执行 `paycircle doctor`。',
    'agreements-held': (count) => `${count} 个协议因错误码无法说明实际结果而停止。`,
    'user-changed': (count) => `${count} 个账号对应的支付宝用户与此前不同，须由操作员确认。`,
    'unknown-for-long': (count) => `${count} 个协议的状态长时间未知。可用 \`paycircle case ID\` 生成问题单。`,
    'deliveries-dead': (count) =>
      `${count} 个事件因接收方未接收而放弃投递。请修复接收方，再执行 \`paycircle webhook replay\`。`,
    'webhook-secrets-unopened': (count) =>
      `有节点无法解密 ${count} 个 webhook 的密钥，因此不向其投递，相关事件一直等待。请把加密所用的封印密钥补入该节点的 PAYCIRCLE_SEAL_KEY_FILE 并重新启动；“Webhook”页面会注明是哪一把密钥。`,
    'clock-skew': () => '有节点的时钟偏差超过一秒，校正之前该节点不发起查询。请检查其时间同步服务。',
    'seals-not-exported': () =>
      '操作日志已有一小时未加封，或封印未能写入锚点文件。请执行 `paycircle log seal` 查看原因。',
    opened: '告警',
    reminder: '仍未消除',
    resolved: '已消除',
    test: '这是一次告警测试，没有发生任何问题。',
    profile: '商户',
    node: '节点',
    since: '开始时间',
    severity: '级别',
    critical: '严重：请立即处理',
    error: '错误：请当天处理',
    warning: '提醒',
  },
})
