import { defineErrors } from 'paycircle/internal/base'

interface CustodyErrors {
  readonly 'seal-key-missing': object
  readonly 'anchors-unwritable': { readonly path: string }
  readonly 'file-unreadable': { readonly path: string }
  readonly 'archive-unwritable': { readonly path: string }
  readonly 'segment-broken': { readonly writer: string; readonly sequence: number }
  readonly 'account-unknown': object
  readonly 'account-busy': object
  readonly 'reason-missing': object
}

const rows = ['S3-19', 'Q3-18']

/** Why the log cannot be kept as asked. */
export const custodyError = defineErrors<CustodyErrors>({
  'seal-key-missing': {
    rows,
    en: () => ({
      message: 'There is no key to seal the operation log with.',
      remedy: 'Make one with `paycircle log seal --new-key FILE` and name it in PAYCIRCLE_SEAL_KEY_FILE.',
    }),
    zh: () => ({
      message: '没有可用于给操作日志加封的密钥。',
      remedy: '请用 `paycircle log seal --new-key 文件` 生成，并在 PAYCIRCLE_SEAL_KEY_FILE 中指明。',
    }),
  },
  'anchors-unwritable': {
    rows,
    en: ({ path }) => ({
      message: `The anchors cannot be written to ${path}; the seals stand in the store and are written there later.`,
      remedy: 'Free space, or give this user the right to write there.',
    }),
    zh: ({ path }) => ({
      message: `无法将锚点写入 ${path}；封印已保存在数据存储中，稍后会补写。`,
      remedy: '请清理磁盘空间，或授予当前用户写入权限。',
    }),
  },
  'file-unreadable': {
    rows: [],
    en: ({ path }) => ({ message: `${path} cannot be read.`, remedy: 'Correct the path, or let this user read it.' }),
    zh: ({ path }) => ({ message: `${path} 无法读取。`, remedy: '请改正路径，或允许当前用户读取。' }),
  },
  'archive-unwritable': {
    rows: [],
    en: ({ path }) => ({
      message: `The archive ${path} cannot be written; nothing was taken out of the log.`,
      remedy: 'Choose a folder in which this user may write and there is space, and no file of this name.',
    }),
    zh: ({ path }) => ({
      message: `无法写入归档文件 ${path}；没有从操作日志中移出任何记录。`,
      remedy: '请选择当前用户可写、空间足够、且没有同名文件的文件夹。',
    }),
  },
  'segment-broken': {
    rows,
    en: ({ writer, sequence }) => ({
      message: `The log is broken at ${writer} ${sequence}; nothing was taken out of it.`,
      remedy: 'Run `paycircle log verify` and keep store and anchors for examination.',
    }),
    zh: ({ writer, sequence }) => ({
      message: `操作日志在 ${writer} 第 ${sequence} 条处已被破坏；没有移出任何记录。`,
      remedy: '请运行 `paycircle log verify`，并保留数据存储和锚点以便排查。',
    }),
  },
  'account-unknown': {
    rows: [],
    en: () => ({
      message: 'The store knows no agreement of this account.',
      remedy: 'Check the account and the profile (`--profile`); who was pseudonymised before is found no more.',
    }),
    zh: () => ({
      message: '数据存储中没有该账号的协议。',
      remedy: '请核对账号和商户配置（`--profile`）；已假名化的账号无法再查到。',
    }),
  },
  'account-busy': {
    rows: [],
    en: () => ({
      message: 'Alipay is being asked about this account right now; nothing was changed.',
      remedy: 'Try again in a minute.',
    }),
    zh: () => ({ message: '正在向支付宝查询该账号，未作任何更改。', remedy: '请一分钟后重试。' }),
  },
  'reason-missing': {
    rows,
    en: () => ({ message: 'A reason of 1 to 500 characters is needed.', remedy: 'Give it; the log keeps it.' }),
    zh: () => ({ message: '必须说明原因（1 到 500 个字符）。', remedy: '请填写原因，它会记入操作日志。' }),
  },
})
