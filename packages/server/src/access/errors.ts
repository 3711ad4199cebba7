import { defineErrors } from 'paycircle/internal/base'

interface AccessErrors {
  'api-key-name-malformed': { readonly name: string }
  'api-key-unknown': { readonly id: string }
  'log-in-refused': object
  'log-in-too-often': { readonly retryAfterMs: number }
  'log-in-busy': { readonly retryAfterMs: number }
  'provider-unreachable': object
  'provider-denied': object
  'provider-answer-refused': object
  'provider-attempt-spent': object
  'subject-unknown': { readonly issuer: string; readonly subject: string }
  'subject-without-role': { readonly subject: string }
  'subject-malformed': object
  'subject-taken': { readonly name: string }
  'user-disabled': object
  'password-weak': { readonly reason: PasswordFault }
  'password-wrong': object
  'link-spent': object
  'user-name-malformed': object
  'user-profiles-malformed': object
  'role-unknown': { readonly role: string }
  'user-exists': { readonly name: string }
  'user-unknown': { readonly name: string }
  'user-changed-meanwhile': object
  'last-administrator': object
  'approval-unknown': { readonly id: string }
  'approval-not-open': { readonly id: string }
  'approval-by-same-person': object
  'approval-reason-missing': object
}

/** What is wrong with a password that is refused. */
export type PasswordFault = 'short' | 'long' | 'repeats' | 'name' | 'sequence' | 'same'

const passwordFaults: Readonly<Record<PasswordFault, { readonly en: string; readonly zh: string }>> = {
  short: { en: 'has fewer than 12 characters', zh: '不足 12 个字符' },
  long: { en: 'has more than 128 characters', zh: '超过 128 个字符' },
  repeats: { en: 'uses fewer than 5 different characters', zh: '使用的不同字符少于 5 个' },
  name: { en: 'consists mostly of the user name', zh: '主要由用户名构成' },
  sequence: { en: 'runs along the alphabet or the digits', zh: '是字母或数字的顺序排列' },
  same: { en: 'is the old one', zh: '与旧密码相同' },
}

export const accessError = defineErrors<AccessErrors>({
  'api-key-name-malformed': {
    rows: [],
    en: () => ({
      message: 'An API key needs a name of 1 to 100 characters.',
      remedy: 'Name it after the system that will use it.',
    }),
    zh: () => ({
      message: 'API 密钥须有名称，长度为 1 至 100 个字符。',
      remedy: '请以使用该密钥的系统命名。',
    }),
  },
  'api-key-unknown': {
    rows: [],
    en: ({ id }) => ({
      message: `The profile has no API key ${id}.`,
      remedy: 'List the keys of the profile and take the id from there.',
    }),
    zh: ({ id }) => ({
      message: `该商户配置下没有 API 密钥 ${id}。`,
      remedy: '请先列出该商户配置的密钥，再使用其中的编号。',
    }),
  },
  'log-in-refused': {
    rows: [],
    en: () => ({
      message: 'User name or password is not right.',
      remedy: 'Type both again. Where the password is lost, an administrator makes a link for a new one.',
    }),
    zh: () => ({ message: '用户名或密码不正确。', remedy: '请重新输入。忘记密码时，请管理员生成重设密码的链接。' }),
  },
  'log-in-too-often': {
    rows: [],
    en: ({ retryAfterMs }) => ({
      message: 'Too many log-ins have failed.',
      remedy: `Wait ${Math.ceil(retryAfterMs / 1000)} seconds and try again.`,
    }),
    zh: ({ retryAfterMs }) => ({
      message: '登录失败次数过多。',
      remedy: `请等待 ${Math.ceil(retryAfterMs / 1000)} 秒后再试。`,
    }),
  },
  'log-in-busy': {
    rows: [],
    en: () => ({ message: 'Too many people are logging in at once.', remedy: 'Try again in a few seconds.' }),
    zh: () => ({ message: '同时登录的人过多。', remedy: '请过几秒再试。' }),
  },
  'provider-unreachable': {
    rows: [],
    en: () => ({
      message: 'The service that says who you are does not answer as it should.',
      remedy: 'Try again in a moment, or log in with user name and password; the service’s own log has the cause.',
    }),
    zh: () => ({
      message: '统一登录服务没有正常应答。',
      remedy: '请稍后重试，或使用用户名和密码登录；原因见本服务的运行日志。',
    }),
  },
  'provider-denied': {
    rows: [],
    en: () => ({
      message: 'The service that says who you are did not let you through.',
      remedy: 'Try again, or ask whoever manages your account there.',
    }),
    zh: () => ({ message: '统一登录服务未予放行。', remedy: '请重试，或联系该服务的账户管理员。' }),
  },
  'provider-answer-refused': {
    rows: [],
    en: () => ({
      message: 'The answer about who you are proves nothing: it was used already, has run out, or is not for us.',
      remedy: 'Begin the log-in again. Where it stays so, an administrator finds the cause in the service’s own log.',
    }),
    zh: () => ({
      message: '统一登录服务的应答无法证明您的身份：已使用、已过期，或并非发给本服务。',
      remedy: '请重新登录。如仍然如此，请管理员查看本服务的运行日志。',
    }),
  },
  'provider-attempt-spent': {
    rows: [],
    en: () => ({
      message: 'This log-in was not begun in this browser, has been used, or took longer than ten minutes.',
      remedy: 'Begin the log-in again, with cookies allowed and under the address at which you began.',
    }),
    zh: () => ({
      message: '该次登录并非由此浏览器发起、已经使用，或已超过十分钟。',
      remedy: '请允许 cookie，并在原地址重新登录。',
    }),
  },
  'subject-unknown': {
    rows: [],
    en: ({ issuer, subject }) => ({
      message: `${issuer} knows you as “${subject}”, but no user here is linked to that.`,
      remedy: 'Give this to an administrator, who links it to a user at /users or by `paycircle user link`.',
    }),
    zh: ({ issuer, subject }) => ({
      message: `您在 ${issuer} 的身份是“${subject}”，但本服务没有与之关联的用户。`,
      remedy: '请将此信息交给管理员，由其在 /users 页面或用 `paycircle user link` 关联到用户。',
    }),
  },
  'subject-without-role': {
    rows: [],
    en: ({ subject }) => ({
      message: `Nothing that is said of “${subject}” gives a role here.`,
      remedy: 'Ask whoever manages groups and roles at the service that says who you are.',
    }),
    zh: ({ subject }) => ({
      message: `“${subject}”的登录信息中没有对应本服务角色的内容。`,
      remedy: '请联系统一登录服务中管理用户组和角色的人员。',
    }),
  },
  'subject-malformed': {
    rows: [],
    en: () => ({
      message: 'This cannot be a subject: 1 to 255 characters without blanks at the ends.',
      remedy: 'Take it from the page that refused the log-in.',
    }),
    zh: () => ({
      message: '身份标识格式不正确：应为 1 至 255 个字符，首尾无空格。',
      remedy: '请使用登录被拒页面上显示的标识。',
    }),
  },
  'subject-taken': {
    rows: [],
    en: ({ name }) => ({
      message: `It is linked to the user ${name} already.`,
      remedy: `Unlink ${name} first.`,
    }),
    zh: ({ name }) => ({ message: `该标识已关联到用户 ${name}。`, remedy: `请先解除 ${name} 的关联。` }),
  },
  'user-disabled': {
    rows: [],
    en: () => ({ message: 'Your user is disabled.', remedy: 'Ask an administrator.' }),
    zh: () => ({ message: '您的用户已停用。', remedy: '请联系管理员。' }),
  },
  'password-weak': {
    rows: [],
    en: ({ reason }) => ({
      message: `The password is too easy to guess: it ${passwordFaults[reason].en}.`,
      remedy: 'Choose at least 12 characters, such as four words that have nothing to do with each other.',
    }),
    zh: ({ reason }) => ({
      message: `密码过于简单：${passwordFaults[reason].zh}。`,
      remedy: '请至少使用 12 个字符，例如四个互不相关的词。',
    }),
  },
  'password-wrong': {
    rows: [],
    en: () => ({ message: 'The present password is not right.', remedy: 'Type it again.' }),
    zh: () => ({ message: '当前密码不正确。', remedy: '请重新输入。' }),
  },
  'link-spent': {
    rows: [],
    en: () => ({
      message: 'This link was used already, has run out, or was copied in part.',
      remedy: 'Ask an administrator for a new one; where there is none yet, start the service again.',
    }),
    zh: () => ({
      message: '该链接已使用、已过期，或复制不完整。',
      remedy: '请管理员重新生成；尚无管理员时，请重新启动服务。',
    }),
  },
  'user-name-malformed': {
    rows: [],
    en: () => ({
      message: 'This cannot be a user name.',
      remedy: 'Use 1 to 64 of a–z, 0–9, dot, dash, underscore and @, beginning with a letter or digit.',
    }),
    zh: () => ({
      message: '用户名格式不正确。',
      remedy: '请使用 1 到 64 个字符：a–z、0–9、点、连字符、下划线和 @，以字母或数字开头。',
    }),
  },
  'user-profiles-malformed': {
    rows: [],
    en: () => ({
      message: 'The list of profiles is not right.',
      remedy: 'Name 1 to 100 profiles as the configuration calls them, or none for all.',
    }),
    zh: () => ({ message: '商户配置列表不正确。', remedy: '请填写 1 到 100 个配置名；不填表示全部。' }),
  },
  'role-unknown': {
    rows: [],
    en: ({ role }) => ({
      message: `“${role.slice(0, 40)}” is no role.`,
      remedy: 'Use viewer, operator, auditor or administrator.',
    }),
    zh: ({ role }) => ({
      message: `没有“${role.slice(0, 40)}”这一角色。`,
      remedy: '请使用 viewer、operator、auditor 或 administrator。',
    }),
  },
  'user-exists': {
    rows: [],
    en: ({ name }) => ({ message: `There is a user ${name} already.`, remedy: 'Choose another name.' }),
    zh: ({ name }) => ({ message: `用户 ${name} 已存在。`, remedy: '请换一个用户名。' }),
  },
  'user-unknown': {
    rows: [],
    en: ({ name }) => ({
      message: `There is no user ${name}.`,
      remedy: 'List the users and take the name from there.',
    }),
    zh: ({ name }) => ({ message: `没有用户 ${name}。`, remedy: '请先列出用户，再使用其中的用户名。' }),
  },
  'user-changed-meanwhile': {
    rows: [],
    en: () => ({
      message: 'Somebody changed this user at the same moment.',
      remedy: 'Look at the user again, then repeat it.',
    }),
    zh: () => ({ message: '该用户刚被他人修改。', remedy: '请重新查看后再操作。' }),
  },
  'last-administrator': {
    rows: [],
    en: () => ({
      message: 'Nobody would be left who may manage users.',
      remedy: 'Make another user an administrator first.',
    }),
    zh: () => ({ message: '这样将没有任何管理员。', remedy: '请先将另一位用户设为管理员。' }),
  },
  'approval-unknown': {
    rows: [],
    en: () => ({
      message: 'Nothing of that number was asked for.',
      remedy: 'Take the number from the list of what waits.',
    }),
    zh: () => ({ message: '没有该编号的申请。', remedy: '请从待批列表中选取编号。' }),
  },
  'approval-not-open': {
    rows: [],
    en: () => ({
      message: 'It was decided already, or has run out.',
      remedy: 'Look at the list; where it is still wanted, ask again.',
    }),
    zh: () => ({ message: '该申请已有决定或已过期。', remedy: '请查看列表；如仍需要，请重新申请。' }),
  },
  'approval-by-same-person': {
    rows: [],
    en: () => ({
      message: 'Whoever asked cannot approve it himself.',
      remedy: 'Ask another user who may act for this profile.',
    }),
    zh: () => ({ message: '申请人不能自行批准。', remedy: '请由另一位有权操作该商户的用户批准。' }),
  },
  'approval-reason-missing': {
    rows: [],
    en: () => ({
      message: 'A reason of 1 to 500 characters is needed.',
      remedy: 'Say why; the operation log keeps it.',
    }),
    zh: () => ({ message: '须填写原因，1 至 500 个字符。', remedy: '请说明原因，操作日志会保存。' }),
  },
})
