import { defineErrors } from 'paycircle/internal/base'

interface RosterErrors {
  readonly 'roster-not-text': object
  readonly 'roster-malformed': { readonly line: number }
  readonly 'roster-header-missing': object
  readonly 'roster-column-twice': { readonly column: string }
  readonly 'roster-too-long': { readonly rows: number }
  readonly 'roster-empty': object
  readonly 'roster-unknown': object
  readonly 'roster-account-twice': object
  readonly 'roster-account-missing': object
  readonly 'roster-running': object
}

/** What is wrong with a roster, or with one of its rows; nothing of it was sent then. */
export const rosterError = defineErrors<RosterErrors>({
  'roster-not-text': {
    rows: [],
    en: () => ({
      message: 'The roster is neither UTF-8 nor GBK.',
      remedy: 'Save it as CSV in UTF-8, or as CSV from a Chinese Excel, which is GBK.',
    }),
    zh: () => ({
      message: '名单文件既不是 UTF-8，也不是 GBK 编码。',
      remedy: '请另存为 UTF-8 编码的 CSV，或用中文版 Excel 另存为 CSV（GBK）。',
    }),
  },
  'roster-malformed': {
    rows: [],
    en: ({ line }) => ({
      message: `The roster is not CSV from line ${line} on: a quotation mark is out of place, or a row is far too long.`,
      remedy: 'Close the quotation mark, and write one within a quoted value twice. Nothing was sent.',
    }),
    zh: ({ line }) => ({
      message: `名单文件自第 ${line} 行起不是有效的 CSV：引号位置有误，或某一行过长。`,
      remedy: '请补全引号；带引号的值中出现引号时须写两次。目前没有发出任何查询。',
    }),
  },
  'roster-header-missing': {
    rows: ['Q3-25'],
    en: () => ({
      message: 'The first row of the roster names no column that this can ask about.',
      remedy: 'Head a column email (邮箱) or account (账号).',
    }),
    zh: () => ({
      message: '名单文件第一行没有可用于查询的列名。',
      remedy: '请将列名写为 邮箱（email）或 账号（account）。',
    }),
  },
  'roster-column-twice': {
    rows: [],
    en: ({ column }) => ({
      message: `The roster has more than one column ${column}; which of them counts is unknown.`,
      remedy: 'Leave one of them.',
    }),
    zh: ({ column }) => ({ message: `名单中有多个 ${column} 列，无法确定以哪一列为准。`, remedy: '请只保留一列。' }),
  },
  'roster-too-long': {
    rows: [],
    en: ({ rows }) => ({ message: `The roster has more than ${rows} rows.`, remedy: 'Split it.' }),
    zh: ({ rows }) => ({ message: `名单超过 ${rows} 行。`, remedy: '请拆分为多个文件。' }),
  },
  'roster-empty': {
    rows: [],
    en: () => ({ message: 'The roster has no rows below its first.', remedy: 'Give a file that lists the agents.' }),
    zh: () => ({ message: '名单除表头外没有任何数据行。', remedy: '请提供列有代理人的文件。' }),
  },
  'roster-unknown': {
    rows: [],
    en: () => ({ message: 'There is no such roster.', remedy: 'Start the check again.' }),
    zh: () => ({ message: '没有该名单。', remedy: '请重新开始查询。' }),
  },
  'roster-account-twice': {
    rows: ['Q3-25'],
    en: () => ({
      message: 'The row names an e-mail address and an account number; which of them counts is unknown.',
      remedy: 'Leave one of them.',
    }),
    zh: () => ({ message: '该行同时给出了邮箱和账号，无法确定以哪个为准。', remedy: '请只保留其一。' }),
  },
  'roster-account-missing': {
    rows: ['Q3-25'],
    en: () => ({ message: 'The row names no account.', remedy: 'Fill in the e-mail address or the account number.' }),
    zh: () => ({ message: '该行没有邮箱或账号。', remedy: '请填写邮箱或账号。' }),
  },
  'roster-running': {
    rows: ['Q4-01'],
    en: () => ({
      message: 'This roster is being checked already.',
      remedy: 'Wait until it is done, or stop the other command.',
    }),
    zh: () => ({ message: '该名单正在查询中。', remedy: '请等待其完成，或停止另一个命令。' }),
  },
})
