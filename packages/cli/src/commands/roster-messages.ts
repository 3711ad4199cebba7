import { defineMessages } from 'paycircle/internal/base'

export const rosterMessages = defineMessages({
  en: {
    resumed: 'This roster was begun before; it goes on where it stopped. --restart begins anew.',
    pausing: 'Pausing: queries under way end first.',
    goOn: (file: string) => `Paused. The same command goes on where it stopped: paycircle roster check ${file}`,
    unreachable: (file: string) =>
      `Stopped: nothing reaches Alipay. See \`paycircle doctor\`; then go on with: paycircle roster check ${file}`,
    progress: (done: number, all: number, waits: string | undefined) =>
      `${done} of ${all}${waits === undefined ? '' : `, waits until ${waits}`}`,
    rows: 'Rows',
    accounts: 'Different accounts and bad rows',
    pending: 'Still to be asked',
    changed: 'Changed since last known',
    result: 'Result',
    'outcome-signed': 'Signed',
    'outcome-not_signed': 'Not signed',
    'outcome-irregular': 'Irregular',
    'outcome-refused': 'Refused by the gateway',
    'outcome-indeterminate': 'Indeterminate',
    'outcome-not_sent': 'Not sent',
    'outcome-held': 'Held back',
    'outcome-invalid': 'Bad rows, not asked',
  },
  zh: {
    resumed: '该名单此前已开始查询，现从中断处继续；加 --restart 可重新开始。',
    pausing: '正在暂停：等待进行中的查询结束。',
    goOn: (file) => `已暂停。再次执行同一命令即可从中断处继续：paycircle roster check ${file}`,
    unreachable: (file) =>
      `已停止：无法连接支付宝。请用 \`paycircle doctor\` 检查，之后继续执行：paycircle roster check ${file}`,
    progress: (done, all, waits) => `已完成 ${done} / ${all}${waits === undefined ? '' : `，等待至 ${waits}`}`,
    rows: '行数',
    accounts: '不重复的账户与无效行',
    pending: '尚未查询',
    changed: '与此前所知相比有变化',
    result: '结果文件',
    'outcome-signed': '已签约',
    'outcome-not_signed': '未签约',
    'outcome-irregular': '签约状态不正常',
    'outcome-refused': '网关拒绝',
    'outcome-indeterminate': '结果未知',
    'outcome-not_sent': '未发出',
    'outcome-held': '被暂缓',
    'outcome-invalid': '无效行（未查询）',
  },
})
