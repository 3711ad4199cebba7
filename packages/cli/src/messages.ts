import { defineMessages } from 'paycircle/internal/base'

export const messages = defineMessages({
  en: {
    error: 'paycircle: ',
    rows: (rows: string) => ` [${rows}]`,
    defect: 'Something went wrong that should not have: a defect of paycircle.',
    reportDefect:
      'Run the command again with PAYCIRCLE_DEBUG=1 and report what it prints; look through it first and take out what is yours alone.',
    warning: (text: string) => `Warning: ${text}`,
    notLogged: 'no store is configured (PAYCIRCLE_DATA), so this operation is not logged. [S3-19, Q3-18]',
    storeBeside: (folder: string) =>
      `no store is configured (PAYCIRCLE_DATA): progress and log stand in ${folder}. [S3-19, Q3-18]`,
    unknownVariable: (name: string, suggestion: string) => `${name} is no setting; did you mean ${suggestion}?`,
    keyReadable: (file: string) => `others than you can read the key file ${file}: chmod 600 it. [S3-02, Q3-02]`,
    operation: (id: string) => `Operation ${id}`,
  },
  zh: {
    error: 'paycircle：',
    rows: (rows) => `（条款 ${rows}）`,
    defect: '发生了不该发生的错误：这是 paycircle 自身的缺陷。',
    reportDefect: '请设置 PAYCIRCLE_DEBUG=1 再次运行，并将输出反馈给我们；反馈前请先检查并去掉其中的私密内容。',
    warning: (text) => `警告：${text}`,
    notLogged: '未配置数据存储（PAYCIRCLE_DATA），本次操作不会记入操作日志。（条款 S3-19、Q3-18）',
    storeBeside: (folder) => `未配置数据存储（PAYCIRCLE_DATA），进度和操作日志保存在 ${folder}。（条款 S3-19、Q3-18）`,
    unknownVariable: (name, suggestion) => `没有 ${name} 这个配置项，是不是想写 ${suggestion}？`,
    keyReadable: (file) => `密钥文件 ${file} 可被他人读取，请执行 chmod 600。（条款 S3-02、Q3-02）`,
    operation: (id) => `操作号 ${id}`,
  },
})
