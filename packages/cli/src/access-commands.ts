import { roles } from 'paycircle-server/access'
import { scopes } from 'paycircle-server/scopes'
import { defineCommand, type CommandDefinition } from './command-line/index.js'

const role = {
  kind: 'choice',
  choices: roles as readonly [string, ...string[]],
  required: true,
  help: {
    en: 'viewer (accounts masked), operator, auditor or administrator',
    zh: 'viewer（查看员，账户隐去）、operator（操作员）、auditor（审计员）或 administrator（管理员）',
  },
} as const

const only = {
  kind: 'texts',
  placeholder: 'PROFILE',
  most: 100,
  help: { en: 'for this profile alone; may be given several times', zh: '仅限该商户配置；可多次给出' },
} as const

const passwordStdin = {
  kind: 'flag',
  help: {
    en: 'reads the password from standard input in place of making a link',
    zh: '从标准输入读取密码，而不生成链接',
  },
} as const

const userName = { name: 'NAME', required: true, help: { en: 'the user name', zh: '用户名' } } as const

const load = () => import('./commands/user.js')

/** The commands that administer users and API keys. */
export const accessCommands: readonly CommandDefinition[] = [
  defineCommand({
    name: 'api-key create',
    summary: { en: 'a key for the HTTP interface; printed this once', zh: '创建 HTTP 接口的密钥，仅显示一次' },
    details: {
      en: `Belongs to the profile \`default\` unless --profile names another. Without --scope it may do everything. Scopes: ${scopes.join(', ')}.`,
      zh: `默认属于 \`default\`，可用 --profile 指定商户配置。不给 --scope 表示全部权限。权限有：${scopes.join('、')}。`,
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle api-key create --name website --scope signings:write',
    options: {
      name: {
        kind: 'text',
        placeholder: 'NAME',
        required: true,
        help: { en: 'the system that will use it', zh: '使用该密钥的系统' },
      },
      scope: {
        kind: 'texts',
        placeholder: 'SCOPE',
        most: scopes.length,
        help: { en: 'what it may do; may be given several times', zh: '权限；可多次给出' },
      },
      'expires-in-days': {
        kind: 'integer',
        placeholder: 'DAYS',
        min: 1,
        max: 3650,
        help: { en: 'ends by itself after so many days', zh: '多少天后自动失效' },
      },
    },
    load: async () => (await import('./commands/api-key.js')).apiKeyCreate,
  }),
  defineCommand({
    name: 'api-key list',
    summary: { en: 'the keys of a profile', zh: '列出商户配置的密钥' },
    details: { en: 'The keys themselves are not stored and not shown.', zh: '密钥本身不保存，也不显示。' },
    example: 'PAYCIRCLE_DATA=./data npx paycircle api-key list',
    options: {},
    load: async () => (await import('./commands/api-key.js')).apiKeyList,
  }),
  defineCommand({
    name: 'api-key revoke',
    summary: { en: 'ends a key of a profile, for good', zh: '撤销密钥，不可恢复' },
    details: { en: 'From this moment on it opens nothing.', zh: '撤销后立即失效。' },
    example: 'PAYCIRCLE_DATA=./data npx paycircle api-key revoke key_0123456789abcdef',
    argument: { name: 'ID', required: true, help: { en: 'the key’s id', zh: '密钥编号' } },
    options: {},
    load: async () => (await import('./commands/api-key.js')).apiKeyRevoke,
  }),
  defineCommand({
    name: 'user create',
    summary: { en: 'somebody who may log in to the operators’ pages', zh: '创建可登录操作员页面的用户' },
    details: {
      en: 'Prints a link with which the user sets a password; it works once, for a day. With --password-stdin the password is read from standard input.',
      zh: '输出设置密码的链接，一天内可使用一次。加 --password-stdin 则从标准输入读取密码。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle user create wangfang --role operator',
    argument: userName,
    options: { role, only, 'password-stdin': passwordStdin },
    load: async () => (await load()).userCreate,
  }),
  defineCommand({
    name: 'user list',
    summary: { en: 'who may log in', zh: '列出用户' },
    details: { en: 'By name, with role, profiles and state.', zh: '按用户名列出角色、商户配置和状态。' },
    example: 'PAYCIRCLE_DATA=./data npx paycircle user list',
    options: {},
    load: async () => (await load()).userList,
  }),
  defineCommand({
    name: 'user disable',
    summary: { en: 'lets a user log in no more', zh: '停用用户' },
    details: {
      en: 'All sessions end. The last administrator stays.',
      zh: '其全部会话随即结束。最后一位管理员不能停用。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle user disable wangfang',
    argument: userName,
    options: {},
    load: async () => (await load()).userDisable,
  }),
  defineCommand({
    name: 'user enable',
    summary: { en: 'lets a disabled user log in again', zh: '重新启用用户' },
    details: { en: 'With role and password of before.', zh: '角色和密码不变。' },
    example: 'PAYCIRCLE_DATA=./data npx paycircle user enable wangfang',
    argument: userName,
    options: {},
    load: async () => (await load()).userEnable,
  }),
  defineCommand({
    name: 'user set-role',
    summary: { en: 'gives a user another role', zh: '修改用户角色' },
    details: {
      en: 'All sessions of the user end. The last administrator stays one.',
      zh: '其全部会话随即结束。最后一位管理员不能改为其他角色。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle user set-role wangfang --role auditor',
    argument: userName,
    options: { role, only },
    load: async () => (await load()).userSetRole,
  }),
  defineCommand({
    name: 'user link',
    summary: { en: 'lets a user log in by the identity provider', zh: '允许用户通过统一登录服务登录' },
    details: {
      en: 'The subject is what the provider of PAYCIRCLE_OIDC_ISSUER calls the person; the page that refuses a log-in shows it. All sessions of the user end.',
      zh: '身份标识是 PAYCIRCLE_OIDC_ISSUER 所指提供方对该人的称呼，登录被拒的页面上会显示。该用户的全部会话随即结束。',
    },
    example: 'PAYCIRCLE_OIDC_ISSUER=https://id.example.com npx paycircle user link wangfang --subject 248289761001',
    argument: userName,
    options: {
      subject: {
        kind: 'text',
        placeholder: 'SUBJECT',
        required: true,
        help: { en: 'what the provider calls the person', zh: '提供方给出的身份标识' },
      },
    },
    load: async () => (await load()).userLink,
  }),
  defineCommand({
    name: 'user unlink',
    summary: { en: 'ends a user’s log-in by the identity provider', zh: '取消用户的统一登录' },
    details: { en: 'All sessions of the user end; a password stays.', zh: '该用户的全部会话随即结束，密码不变。' },
    example: 'PAYCIRCLE_DATA=./data npx paycircle user unlink wangfang',
    argument: userName,
    options: {},
    load: async () => (await load()).userUnlink,
  }),
  defineCommand({
    name: 'user reset-password',
    summary: { en: 'a new password for a user', zh: '重设用户密码' },
    details: {
      en: 'Prints a link that works once, for a day; the old password stands until then. With --password-stdin the password is read from standard input and holds at once.',
      zh: '输出一天内可使用一次的链接，使用之前旧密码仍有效。加 --password-stdin 则从标准输入读取新密码，立即生效。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle user reset-password wangfang',
    argument: userName,
    options: { 'password-stdin': passwordStdin },
    load: async () => (await load()).userResetPassword,
  }),
]
