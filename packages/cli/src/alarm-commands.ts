import { defineCommand, type CommandDefinition } from './command-line/index.js'

const loadAlarm = () => import('./commands/alarm.js')
const loadApproval = () => import('./commands/approval.js')

const id = {
  name: 'ID',
  required: true,
  help: { en: 'as `approval list` shows it', zh: '见 `approval list`' },
} as const

const reason = {
  kind: 'text',
  placeholder: 'REASON',
  required: true,
  help: { en: 'why; the operation log keeps it', zh: '原因，操作日志会保存' },
} as const

/** The commands about what somebody should look at, and about what takes two people. */
export const alarmCommands: readonly CommandDefinition[] = [
  defineCommand({
    name: 'alarm list',
    summary: { en: 'what somebody should look at now', zh: '列出未消除的告警' },
    details: {
      en: 'The oldest first, of all profiles, or of the one that --profile names. Accounts are not named.',
      zh: '最早的在前，包括全部商户，或仅 --profile 所指商户。不含账户。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle alarm list',
    options: {},
    load: async () => (await loadAlarm()).alarmList,
  }),
  defineCommand({
    name: 'alarm ack',
    summary: { en: 'ends the reminders of an alarm', zh: '确认告警，不再提醒' },
    details: {
      en: 'Somebody has seen it. It stays open until its cause is gone; that is told. Exit 1 where no such alarm is open.',
      zh: '表示已有人知晓。告警在原因消除之前仍保持，消除时通知。没有该告警时退出码为 1。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle alarm ack agreements-held:default',
    argument: { name: 'KEY', required: true, help: { en: 'as `alarm list` shows it', zh: '见 `alarm list`' } },
    options: {},
    load: async () => (await loadAlarm()).alarmAck,
  }),
  defineCommand({
    name: 'alarm test',
    summary: { en: 'sends a test notice by every channel', zh: '通过各告警渠道发送测试通知' },
    details: {
      en: 'Channels are those of PAYCIRCLE_ALARM_MAIL_FILE and PAYCIRCLE_ALARM_WEBHOOK_FILE, as the running service has them. Exit 1 where one of them did not take it, 2 where there is none.',
      zh: '渠道由 PAYCIRCLE_ALARM_MAIL_FILE 和 PAYCIRCLE_ALARM_WEBHOOK_FILE 设定，以运行中的服务为准。有渠道未送达时退出码为 1，没有渠道时为 2。',
    },
    example: 'PAYCIRCLE_DATA=./data PAYCIRCLE_ALARM_MAIL_FILE=alarm-mail.json npx paycircle alarm test',
    options: {},
    load: async () => (await loadAlarm()).alarmTest,
  }),
  defineCommand({
    name: 'approval list',
    summary: { en: 'what was asked for that takes a second person', zh: '列出须由另一人批准的申请' },
    details: {
      en: 'Of one profile, the newest first, decided or not. What takes two people stands in `secondPerson` of the configuration.',
      zh: '某一商户的申请，最新的在前，含已有决定的。哪些操作须两人完成，见配置中的 `secondPerson`。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle approval list',
    options: {},
    load: async () => (await loadApproval()).approvalList,
  }),
  defineCommand({
    name: 'approval approve',
    summary: { en: 'approves what somebody asked for, and does it', zh: '批准申请并执行' },
    details: {
      en: 'Not what was asked for by a command itself: two commands are no second person. Exit 1 where there is no such question, 6 where it was decided already or has run out.',
      zh: '不能批准由命令提出的申请：两条命令不是两个人。没有该申请时退出码为 1，已有决定或已过期时为 6。',
    },
    example: 'npx paycircle approval approve apr_0123456789abcdef0123 --reason checked-with-the-agent',
    argument: id,
    options: { reason },
    load: async () => (await loadApproval()).approvalApprove,
  }),
  defineCommand({
    name: 'approval refuse',
    summary: { en: 'refuses what somebody asked for', zh: '不批准申请' },
    details: {
      en: 'Nothing is done. Exit 1 where there is no such question, 6 where it was decided already or has run out.',
      zh: '不执行任何操作。没有该申请时退出码为 1，已有决定或已过期时为 6。',
    },
    example: 'npx paycircle approval refuse apr_0123456789abcdef0123 --reason not-settled-yet',
    argument: id,
    options: { reason },
    load: async () => (await loadApproval()).approvalRefuse,
  }),
]
