import { defineErrors } from 'paycircle/internal/base'
import { accountParameters } from 'paycircle/internal/vocabulary'

interface QueryErrors {
  readonly 'subject-missing': object
  readonly 'subject-twice': object
  readonly 'account-parameter-unset': object
  readonly 'force-needs-store': object
}

const names = accountParameters.join(', ')

export const queryError = defineErrors<QueryErrors>({
  'subject-missing': {
    rows: ['Q3-25'],
    en: () => ({
      message: 'A query names an e-mail address or an account number; both are missing.',
      remedy: 'Give --email E or --account N.',
    }),
    zh: () => ({
      message: '查询必须给出邮箱或账号，二者不能同时为空。',
      remedy: '请给出 --email 邮箱 或 --account 账号。',
    }),
  },
  'subject-twice': {
    rows: ['Q3-25'],
    en: () => ({
      message: 'The query names an e-mail address and an account number; which of them would count is unknown.',
      remedy: 'Give one of --email and --account.',
    }),
    zh: () => ({
      message: '查询同时给出了邮箱和账号，无法确定以哪个为准。',
      remedy: '--email 与 --account 只给其一。',
    }),
  },
  'account-parameter-unset': {
    rows: ['Q3-25'],
    en: () => ({
      message: 'A query by account number needs PAYCIRCLE_ACCOUNT_PARAMETER: under which name it travels is unproven.',
      remedy: `Look the name up in your copy of Alipay's interface document and set the variable to it (${names}), or query by --email.`,
    }),
    zh: () => ({
      message: '按账号查询须设置 PAYCIRCLE_ACCOUNT_PARAMETER：该参数的名称尚无定论。',
      remedy: `请查阅贵司持有的支付宝接口文档，将该变量设为其中的参数名（${names}），或改用 --email 查询。`,
    }),
  },
  'force-needs-store': {
    rows: ['Q4-01'],
    en: () => ({
      message: '--force needs a store: without one there is no cool-down to pass and no log to keep the reason.',
      remedy: 'Set PAYCIRCLE_DATA or PAYCIRCLE_DATABASE_URL, or leave --force out.',
    }),
    zh: () => ({
      message: '--force 须配置数据存储：没有存储就没有冷却时间可跳过，也没有日志可记录原因。',
      remedy: '请设置 PAYCIRCLE_DATA 或 PAYCIRCLE_DATABASE_URL，或去掉 --force。',
    }),
  },
})
