import { defineErrors } from 'paycircle/internal/base'
import type { Words } from '../words.js'

export type KeyFileFault = 'missing' | 'denied' | 'no-file' | 'empty' | 'oversized'

interface ConfigurationErrors {
  /** `where` is a variable, or the file's name and the path in it. */
  readonly 'configuration-value-wrong': {
    readonly where: string
    readonly expects: Words
    readonly suggestion: string | undefined
    readonly rows: readonly string[]
  }
  readonly 'configuration-value-missing': {
    readonly variable: string
    readonly path: string
    readonly expects: Words
    readonly rows: readonly string[]
  }
  readonly 'configuration-name-unknown': { readonly where: string; readonly suggestion: string | undefined }
  readonly 'configuration-file-unreadable': { readonly file: string }
  readonly 'configuration-file-malformed': { readonly file: string }
  readonly 'configuration-key-in-file': { readonly where: string }
  readonly 'configuration-profile-unknown': { readonly profile: string; readonly known: readonly string[] }
  readonly 'configuration-key-missing': object
  readonly 'configuration-key-twice': object
  readonly 'configuration-key-file': { readonly where: string; readonly file: string; readonly fault: KeyFileFault }
  readonly 'configuration-start-is-sandbox': { readonly where: string; readonly mode: string }
  readonly 'configuration-simulate-is-sandbox': { readonly where: string; readonly mode: string }
  readonly 'configuration-key-not-rsa': { readonly where: string }
  readonly 'configuration-oidc-secret': { readonly given: 'none' | 'both' }
  readonly 'configuration-oidc-issuer-open': { readonly where: string }
  readonly 'configuration-oidc-roles-half': object
  readonly 'configuration-no-alarm-channel': object
  readonly 'configuration-no-store': object
  readonly 'configuration-no-postgres': object
}

const keyFileFaults: Readonly<Record<KeyFileFault, { en: string; zh: string; remedy: { en: string; zh: string } }>> = {
  missing: {
    en: 'is not there',
    zh: '不存在',
    remedy: { en: 'Correct the path, or put the key there.', zh: '请改正路径，或把密钥放到该处。' },
  },
  denied: {
    en: 'may not be read by this user',
    zh: '当前用户无权读取',
    remedy: {
      en: 'Give the file to this user: chown, then chmod 600.',
      zh: '请将文件交给当前用户：先 chown，再 chmod 600。',
    },
  },
  'no-file': {
    en: 'is no file',
    zh: '不是文件',
    remedy: { en: 'Name the file itself.', zh: '请指明文件本身。' },
  },
  empty: {
    en: 'is empty',
    zh: '是空文件',
    remedy: { en: 'Put the key into it.', zh: '请把密钥写入该文件。' },
  },
  oversized: {
    en: 'is larger than 64 KiB, so it is no key',
    zh: '超过 64 KiB，不会是密钥',
    remedy: { en: 'Name the file that holds the key and nothing else.', zh: '请指明只含密钥的文件。' },
  },
}

/** What can be wrong with the settings. Each names the variable or the place in the file; none shows a value. */
export const configurationError = defineErrors<ConfigurationErrors>({
  'configuration-value-wrong': {
    rows: ({ rows }) => rows,
    en: ({ where, expects, suggestion }) => ({
      message: `${where} must be ${expects.en}.`,
      remedy: suggestion === undefined ? `Correct ${where}.` : `Correct ${where}; did you mean \`${suggestion}\`?`,
    }),
    zh: ({ where, expects, suggestion }) => ({
      message: `${where} 应为${expects.zh}。`,
      remedy: suggestion === undefined ? `请改正 ${where}。` : `请改正 ${where}；是不是想写 \`${suggestion}\`？`,
    }),
  },
  'configuration-value-missing': {
    rows: ({ rows }) => rows,
    en: ({ variable, path, expects }) => ({
      message: `${variable} is not set; this command needs it: ${expects.en}.`,
      remedy: `Set ${variable}, or \`${path}\` in paycircle.config.json.`,
    }),
    zh: ({ variable, path, expects }) => ({
      message: `未设置 ${variable}，而本命令需要它：${expects.zh}。`,
      remedy: `请设置 ${variable}，或 paycircle.config.json 中的 \`${path}\`。`,
    }),
  },
  'configuration-name-unknown': {
    rows: [],
    en: ({ where, suggestion }) => ({
      message: `${where} is no setting.`,
      remedy: suggestion === undefined ? 'Take it out.' : `Did you mean \`${suggestion}\`?`,
    }),
    zh: ({ where, suggestion }) => ({
      message: `没有 ${where} 这个配置项。`,
      remedy: suggestion === undefined ? '请删去。' : `是不是想写 \`${suggestion}\`？`,
    }),
  },
  'configuration-file-unreadable': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} cannot be read.`,
      remedy: 'Let this user read the file, or take it away.',
    }),
    zh: ({ file }) => ({ message: `${file} 无法读取。`, remedy: '请允许当前用户读取该文件，或将其移走。' }),
  },
  'configuration-file-malformed': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} is no JSON object.`,
      remedy: 'Mend its syntax; an editor that knows JSON shows where it breaks.',
    }),
    zh: ({ file }) => ({
      message: `${file} 不是 JSON 对象。`,
      remedy: '请修正语法；支持 JSON 的编辑器会标出出错位置。',
    }),
  },
  'configuration-key-in-file': {
    rows: ['S3-02', 'Q3-02'],
    en: ({ where }) => ({
      message: `${where} is refused: the configuration file gets copied and committed, a key must not.`,
      remedy: 'Put the key into a file of its own and name that under `keyFile`.',
    }),
    zh: ({ where }) => ({
      message: `拒绝 ${where}：配置文件会被复制、提交，密钥不可放在其中。`,
      remedy: '请将密钥单独存为一个文件，并在 `keyFile` 中指明。',
    }),
  },
  'configuration-profile-unknown': {
    rows: [],
    en: ({ profile, known }) => ({
      message: `There is no profile \`${profile}\`.`,
      remedy: `Choose one of: ${known.join(', ')}; or describe it under \`profiles\` in paycircle.config.json.`,
    }),
    zh: ({ profile, known }) => ({
      message: `没有名为 \`${profile}\` 的商户配置。`,
      remedy: `可用的有：${known.join('、')}；或在 paycircle.config.json 的 \`profiles\` 中添加。`,
    }),
  },
  'configuration-key-missing': {
    rows: ['S3-01', 'Q3-01'],
    en: () => ({
      message: 'There is no key: neither PAYCIRCLE_KEY_FILE nor PAYCIRCLE_KEY is set.',
      remedy: 'Put the key into a file only you can read (chmod 600) and name it in PAYCIRCLE_KEY_FILE.',
    }),
    zh: () => ({
      message: '没有密钥：PAYCIRCLE_KEY_FILE 和 PAYCIRCLE_KEY 都未设置。',
      remedy: '请把密钥存入只有您本人可读的文件（chmod 600），并用 PAYCIRCLE_KEY_FILE 指明。',
    }),
  },
  'configuration-key-twice': {
    rows: ['S3-01', 'Q3-01'],
    en: () => ({
      message: 'PAYCIRCLE_KEY_FILE and PAYCIRCLE_KEY are both set; they could differ.',
      remedy: 'Keep one of them, better PAYCIRCLE_KEY_FILE.',
    }),
    zh: () => ({
      message: 'PAYCIRCLE_KEY_FILE 与 PAYCIRCLE_KEY 同时设置，两者可能不一致。',
      remedy: '只保留一个，建议保留 PAYCIRCLE_KEY_FILE。',
    }),
  },
  'configuration-key-file': {
    rows: ['S3-01', 'Q3-01'],
    en: ({ where, file, fault }) => ({
      message: `The key file ${file}, named by ${where}, ${keyFileFaults[fault].en}.`,
      remedy: keyFileFaults[fault].remedy.en,
    }),
    zh: ({ where, file, fault }) => ({
      message: `${where} 指明的密钥文件 ${file} ${keyFileFaults[fault].zh}。`,
      remedy: keyFileFaults[fault].remedy.zh,
    }),
  },
  'configuration-oidc-secret': {
    rows: [],
    en: ({ given }) => ({
      message:
        given === 'none'
          ? 'PAYCIRCLE_OIDC_ISSUER is set, but no client secret.'
          : 'PAYCIRCLE_OIDC_CLIENT_SECRET_FILE and PAYCIRCLE_OIDC_CLIENT_SECRET are both set; they could differ.',
      remedy:
        given === 'none'
          ? 'Set PAYCIRCLE_OIDC_CLIENT_SECRET_FILE to a file of mode 600 that holds it.'
          : 'Keep one of them, better PAYCIRCLE_OIDC_CLIENT_SECRET_FILE.',
    }),
    zh: ({ given }) => ({
      message:
        given === 'none'
          ? '已设置 PAYCIRCLE_OIDC_ISSUER，但没有 client secret。'
          : 'PAYCIRCLE_OIDC_CLIENT_SECRET_FILE 与 PAYCIRCLE_OIDC_CLIENT_SECRET 同时设置，两者可能不一致。',
      remedy:
        given === 'none'
          ? '请将 PAYCIRCLE_OIDC_CLIENT_SECRET_FILE 设为权限 600、存放它的文件。'
          : '只保留一个，建议保留 PAYCIRCLE_OIDC_CLIENT_SECRET_FILE。',
    }),
  },
  'configuration-oidc-issuer-open': {
    rows: [],
    en: ({ where }) => ({
      message: `${where} is not https: on the way anybody could say who somebody is.`,
      remedy: 'Give an issuer that begins with https://. Plain http is for a provider on this machine, in the sandbox.',
    }),
    zh: ({ where }) => ({
      message: `${where} 不是 https，传输途中任何人都可冒充他人身份。`,
      remedy: '请使用以 https:// 开头的 issuer。只有沙箱中本机的提供方可用 http。',
    }),
  },
  'configuration-oidc-roles-half': {
    rows: [],
    en: () => ({
      message: 'Of PAYCIRCLE_OIDC_ROLE_CLAIM and PAYCIRCLE_OIDC_ROLES only one is set.',
      remedy: 'Set both, so that roles come of the claim, or neither, so that they are given here.',
    }),
    zh: () => ({
      message: 'PAYCIRCLE_OIDC_ROLE_CLAIM 与 PAYCIRCLE_OIDC_ROLES 只设置了一个。',
      remedy: '两个都设置，则角色由 claim 决定；都不设置，则角色在本服务中指定。',
    }),
  },
  'configuration-no-alarm-channel': {
    rows: [],
    en: () => ({
      message: 'There is no way by which anybody is told of an alarm.',
      remedy: 'Set PAYCIRCLE_ALARM_MAIL_FILE or PAYCIRCLE_ALARM_WEBHOOK_FILE, and restart the service where one runs.',
    }),
    zh: () => ({
      message: '没有设置任何告警渠道。',
      remedy: '请设置 PAYCIRCLE_ALARM_MAIL_FILE 或 PAYCIRCLE_ALARM_WEBHOOK_FILE；服务正在运行的，请重启服务。',
    }),
  },
  'configuration-key-not-rsa': {
    rows: ['S3-01', 'Q3-01'],
    en: ({ where }) => ({
      message: `The key of ${where} is no RSA private key, but the sign type is RSA.`,
      remedy: 'Give the private key as PEM (PKCS#1 or PKCS#8), or set PAYCIRCLE_SIGN_TYPE to MD5.',
    }),
    zh: ({ where }) => ({
      message: `签名方式为 RSA，而 ${where} 给出的密钥不是 RSA 私钥。`,
      remedy: '请提供 PEM 格式的私钥（PKCS#1 或 PKCS#8），或将 PAYCIRCLE_SIGN_TYPE 设为 MD5。',
    }),
  },
  'configuration-start-is-sandbox': {
    rows: ['S3-03', 'Q3-03'],
    en: ({ where, mode }) => ({
      message: `\`paycircle start\` is the sandbox, and ${where} says \`${mode}\`.`,
      remedy: `Unset it for \`start\`, or run \`paycircle serve\` for the mode \`${mode}\`.`,
    }),
    zh: ({ where, mode }) => ({
      message: `\`paycircle start\` 只用于沙箱，而 ${where} 为 \`${mode}\`。`,
      remedy: `运行 \`start\` 前请取消该设置；若要以 \`${mode}\` 运行，请用 \`paycircle serve\`。`,
    }),
  },
  'configuration-simulate-is-sandbox': {
    rows: ['S3-02', 'Q3-02'],
    en: ({ where, mode }) => ({
      message: `\`paycircle simulate\` plays Alipay, and ${where} says \`${mode}\`: a real key has no place in it.`,
      remedy: 'Use a key of your own invention in sandbox mode.',
    }),
    zh: ({ where, mode }) => ({
      message: `\`paycircle simulate\` 只是模拟支付宝，而 ${where} 为 \`${mode}\`：真实密钥不可用于模拟器。`,
      remedy: '请在沙箱模式下使用自拟的密钥。',
    }),
  },
  'configuration-no-postgres': {
    rows: [],
    en: () => ({
      message: 'It is not said which PostgreSQL database the store shall move to.',
      remedy: 'Set PAYCIRCLE_DATABASE_URL to postgres://user:password@host/database, as the service will have it.',
    }),
    zh: () => ({
      message: '没有指明要把存储迁移到哪个 PostgreSQL 数据库。',
      remedy: '请将 PAYCIRCLE_DATABASE_URL 设为 postgres://用户:密码@主机/数据库，与服务今后使用的相同。',
    }),
  },
  'configuration-no-store': {
    rows: ['S3-19', 'Q3-18'],
    en: () => ({
      message: 'No store is configured, so there is no operation log to read.',
      remedy: 'Set PAYCIRCLE_DATA to the data folder (of `paycircle start`: ./.paycircle), or PAYCIRCLE_DATABASE_URL.',
    }),
    zh: () => ({
      message: '没有配置数据存储，因此没有操作日志可读。',
      remedy:
        '请将 PAYCIRCLE_DATA 设为数据文件夹（`paycircle start` 默认为 ./.paycircle），或设置 PAYCIRCLE_DATABASE_URL。',
    }),
  },
})
