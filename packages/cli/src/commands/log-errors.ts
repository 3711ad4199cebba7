import { defineErrors } from 'paycircle/internal/base'

interface LogErrors {
  readonly 'operation-unknown': object
  readonly 'export-needs-file': object
  readonly 'gbk-needs-csv': object
  readonly 'anchor-or-archive': object
}

export const logError = defineErrors<LogErrors>({
  'operation-unknown': {
    rows: [],
    en: () => ({
      message: 'The log has no operation of this id.',
      remedy: 'Copy the whole id; `paycircle log list` shows those there are.',
    }),
    zh: () => ({
      message: '操作日志中没有这个操作号。',
      remedy: '请复制完整的操作号；`paycircle log list` 可列出已有的操作。',
    }),
  },
  'export-needs-file': {
    rows: [],
    en: () => ({
      message: 'With --json standard output holds one document, so the records need a file.',
      remedy: 'Name it: --out FILE.',
    }),
    zh: () => ({
      message: '使用 --json 时标准输出只有一个文档，因此记录须写入文件。',
      remedy: '请指定文件：--out 文件。',
    }),
  },
  'gbk-needs-csv': {
    rows: [],
    en: () => ({ message: 'JSON Lines are UTF-8.', remedy: 'Leave --charset out, or export --format csv.' }),
    zh: () => ({ message: 'JSON Lines 只用 UTF-8。', remedy: '请去掉 --charset，或以 --format csv 导出。' }),
  },
  'anchor-or-archive': {
    rows: [],
    en: () => ({
      message: 'An archive is verified by itself, without anchors.',
      remedy: 'Give --archive or --anchor, not both.',
    }),
    zh: () => ({ message: '归档文件单独验证，不与锚点比对。', remedy: '--archive 与 --anchor 只能二选一。' }),
  },
})
