import { defineErrors } from 'paycircle/internal/base'

interface LogErrors {
  readonly 'operation-unknown': object
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
})
