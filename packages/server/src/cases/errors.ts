import { defineErrors } from 'paycircle/internal/base'

export const caseError = defineErrors<{ 'case-unknown': { readonly id: string } }>({
  'case-unknown': {
    rows: [],
    en: ({ id }) => ({
      message: `The log has no operation and no agreement “${id}” of this profile.`,
      remedy: 'Take the id of an operation from `paycircle log list`, or that of an agreement.',
    }),
    zh: ({ id }) => ({
      message: `日志中没有该商户的操作或协议“${id}”。`,
      remedy: '请使用 `paycircle log list` 列出的操作号，或协议编号。',
    }),
  },
})
