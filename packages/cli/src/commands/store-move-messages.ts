import { defineMessages } from 'paycircle/internal/base'

export const storeMoveMessages = defineMessages({
  en: {
    verifying: (path: string) => `Verifying the operation log of ${path} …`,
    copied: (rows: number) => `${rows} rows copied …`,
    moved: (rows: number, records: number) =>
      `Moved ${rows} rows; the operation log was verified before and after: ${records} records.`,
    next: (path: string) =>
      `From now on start the service with PAYCIRCLE_DATABASE_URL as it is set now. Keep ${path} as a backup and start nothing on it again.`,
    logBroken:
      'The operation log is not good, so the move does not count. `paycircle log verify` says where; mend that first.',
  },
  zh: {
    verifying: (path) => `正在验证 ${path} 的操作日志……`,
    copied: (rows) => `已复制 ${rows} 行……`,
    moved: (rows, records) => `已迁移 ${rows} 行；迁移前后均已验证操作日志，共 ${records} 条记录。`,
    next: (path) => `此后请以当前的 PAYCIRCLE_DATABASE_URL 启动服务。${path} 请作为备份保留，不要再用它启动任何程序。`,
    logBroken: '操作日志验证不通过，此次迁移无效。`paycircle log verify` 会指出问题所在，请先处理。',
  },
})
