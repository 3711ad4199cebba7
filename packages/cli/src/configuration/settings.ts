import type { Words } from '../words.js'
import type { InstallationValues, ProfileValues } from './schema.js'

interface SettingText {
  /** What a right value looks like; completes "must be …". */
  readonly expects: Words
  /** A closed list, where there is one, so that a misspelling can be answered with the word that was meant. */
  readonly choices?: readonly string[]
  /** The rows that a wrong value violates. */
  readonly rows?: readonly string[]
}

/** The variables that speak about the selected profile, each with its name in `paycircle.config.json`. */
export const profileVariables = {
  PAYCIRCLE_MODE: 'mode',
  PAYCIRCLE_PARTNER: 'partner',
  PAYCIRCLE_KEY_FILE: 'keyFile',
  PAYCIRCLE_KEY_FINGERPRINT: 'keyFingerprint',
  PAYCIRCLE_SIGN_TYPE: 'signType',
  PAYCIRCLE_CHARSET: 'charset',
  PAYCIRCLE_ACCOUNT_CLASS: 'accountClass',
  PAYCIRCLE_ACCOUNT_PARAMETER: 'accountParameter',
  PAYCIRCLE_GATEWAY: 'gateway',
  PAYCIRCLE_CONTACT: 'contact',
  PAYCIRCLE_PROXY: 'proxy',
  PAYCIRCLE_TIME_ZONE: 'timeZone',
} as const satisfies Readonly<Record<string, keyof ProfileValues>>

/** The variables that speak about the installation. */
export const installationVariables = {
  PAYCIRCLE_DATABASE_URL: 'databaseUrl',
  PAYCIRCLE_DATA: 'data',
  PAYCIRCLE_PUBLIC_URL: 'publicUrl',
  PAYCIRCLE_LISTEN: 'listen',
  PAYCIRCLE_TRUST_PROXY: 'trustProxy',
  PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS: 'webhookPrivateNetworks',
  PAYCIRCLE_CALLS_PER_KEY: 'callsPerKey',
  PAYCIRCLE_CALLS_PER_ADDRESS: 'callsPerAddress',
  PAYCIRCLE_SEAL_KEY_FILE: 'sealKeyFile',
  PAYCIRCLE_ANCHOR_FILE: 'anchorFile',
  PAYCIRCLE_ALARM_MAIL_FILE: 'alarmMailFile',
  PAYCIRCLE_ALARM_WEBHOOK_FILE: 'alarmWebhookFile',
  PAYCIRCLE_SECOND_PERSON: 'secondPerson',
  PAYCIRCLE_LOG_LEVEL: 'logLevel',
  PAYCIRCLE_OIDC_ISSUER: 'oidcIssuer',
  PAYCIRCLE_OIDC_CLIENT_ID: 'oidcClientId',
  PAYCIRCLE_OIDC_CLIENT_SECRET_FILE: 'oidcClientSecretFile',
  PAYCIRCLE_OIDC_NAME: 'oidcName',
  PAYCIRCLE_OIDC_SCOPES: 'oidcScopes',
  PAYCIRCLE_OIDC_SESSION_MINUTES: 'oidcSessionMinutes',
  PAYCIRCLE_OIDC_ROLE_CLAIM: 'oidcRoleClaim',
  PAYCIRCLE_OIDC_ROLES: 'oidcRoles',
  PAYCIRCLE_RETENTION: 'retention',
} as const satisfies Readonly<Record<string, keyof InstallationValues>>

/** Variables that no setting of the file answers to. */
export const otherVariables = [
  'PAYCIRCLE_KEY',
  'PAYCIRCLE_SEAL_KEY',
  'PAYCIRCLE_OIDC_CLIENT_SECRET',
  'PAYCIRCLE_LANG',
  'PAYCIRCLE_DEBUG',
] as const

export const settingTexts: Readonly<Record<keyof ProfileValues | keyof InstallationValues | 'profiles', SettingText>> =
  {
    name: { expects: { en: 'a name of 1 to 60 characters', zh: '1 到 60 个字符的名称' } },
    mode: {
      choices: ['sandbox', 'test', 'live'],
      expects: { en: '`sandbox`, `test` or `live`', zh: '`sandbox`（沙箱）、`test`（测试账号）或 `live`（签约账号）' },
    },
    partner: {
      rows: ['S3-01', 'Q3-01'],
      expects: { en: 'a partner ID: 16 digits that begin with 2088', zh: '合作者身份ID：以 2088 开头的 16 位数字' },
    },
    keyFingerprint: {
      rows: ['S3-01', 'Q3-01'],
      expects: {
        en: 'the fingerprint that the key must have, 12 hexadecimal digits; `doctor` compares it',
        zh: '密钥应有的指纹，12 位十六进制数字；由 `doctor` 核对',
      },
    },
    keyFile: { expects: { en: 'the path of a key file', zh: '密钥文件的路径' } },
    signType: {
      rows: ['S3-14', 'Q3-13'],
      choices: ['MD5', 'RSA'],
      expects: { en: '`MD5` or `RSA`', zh: '`MD5` 或 `RSA`' },
    },
    charset: {
      rows: ['S3-12', 'Q3-11'],
      choices: ['utf-8', 'gbk', 'gb2312'],
      expects: { en: '`utf-8`, `gbk` or `gb2312`', zh: '`utf-8`、`gbk` 或 `gb2312`' },
    },
    accountClass: {
      rows: ['S3-03', 'Q3-03'],
      choices: ['test', 'contracted'],
      expects: { en: '`test` or `contracted`', zh: '`test`（测试账号）或 `contracted`（签约账号）' },
    },
    accountParameter: {
      rows: ['Q3-25'],
      choices: ['trans_account', 'trans_account_out', 'account_no'],
      expects: {
        en: '`trans_account`, `trans_account_out` or `account_no`',
        zh: '`trans_account`、`trans_account_out` 或 `account_no`',
      },
    },
    gateway: {
      rows: ['S3-13', 'Q3-12'],
      expects: {
        en: 'the full address of a gateway on this machine, such as http://127.0.0.1:4010/gateway.do, without a query (sandbox only)',
        zh: '本机网关的完整地址，如 http://127.0.0.1:4010/gateway.do，不带查询串（仅限沙箱）',
      },
    },
    contact: {
      expects: {
        en: 'whom agents reach: in the file `name` with `phone` or `email`, in the variable `Name <phone or e-mail>`',
        zh: '代理人的联系人：文件中为 `name` 加 `phone` 或 `email`，环境变量中写作 `姓名 <电话或邮箱>`',
      },
    },
    returnOrigins: {
      expects: {
        en: 'a list of origins such as https://agents.example.com',
        zh: '来源列表，如 https://agents.example.com',
      },
    },
    dnsExemption: {
      rows: ['S3-05', 'Q3-04'],
      expects: {
        en: 'an object with `ip`, `filingNumber` and `filedOn` (YYYY-MM-DD): the filing with Alipay that allows binding the address',
        zh: '一个对象，含 `ip`、`filingNumber`、`filedOn`（YYYY-MM-DD），即在支付宝的备案',
      },
    },
    proxy: {
      expects: {
        en: 'a proxy address such as http://proxy.example.com:3128',
        zh: '代理地址，如 http://proxy.example.com:3128',
      },
    },
    timeZone: { expects: { en: 'an IANA time zone such as Asia/Shanghai', zh: 'IANA 时区名，如 Asia/Shanghai' } },
    secondPerson: {
      expects: {
        en: 'a list of what takes a second person: `release`, `force-query`, `go-live`; for all profiles where it stands beside them',
        zh: '须由另一人批准的操作列表：`release`（解除暂停）、`force-query`（强制查询）、`go-live`（上线）；写在商户配置之外则对全部商户有效',
      },
    },
    databaseUrl: {
      expects: { en: '`file:` and a path, or an address `postgres://…`', zh: '`file:` 加路径，或 `postgres://…` 地址' },
    },
    data: { expects: { en: 'the path of a folder', zh: '文件夹的路径' } },
    publicUrl: {
      expects: {
        en: 'the origin under which browsers reach the service, such as https://pay.example.com',
        zh: '浏览器访问本服务所用的地址，如 https://pay.example.com',
      },
    },
    listen: { expects: { en: 'host:port, such as 127.0.0.1:4000', zh: '主机:端口，如 127.0.0.1:4000' } },
    trustProxy: {
      expects: {
        en: 'the proxies in front of the service: `loopback`, addresses or networks such as 10.0.0.0/8, separated by commas; never every address',
        zh: '服务前方的代理：`loopback`、地址或网段（如 10.0.0.0/8），以逗号分隔，不得包含所有地址',
      },
    },
    webhookPrivateNetworks: {
      expects: {
        en: 'private networks or addresses that webhooks may lead to, such as 10.20.0.0/16, separated by commas; never public or link-local ones',
        zh: 'webhook 可以指向的内部网段或地址（如 10.20.0.0/16），以逗号分隔，不得包含公网或链路本地地址',
      },
    },
    callsPerKey: {
      expects: {
        en: 'calls a second that one API key may go on making of this node, 1 to 100000; 0 for no limit (default 500)',
        zh: '单个 API 密钥每秒可持续调用本节点的次数，1 至 100000；0 表示不限（默认 500）',
      },
    },
    callsPerAddress: {
      expects: {
        en: 'requests a second that one address may go on making without an API key, 1 to 100000; 0 for no limit (default 100)',
        zh: '单个地址在没有 API 密钥时每秒可持续请求的次数，1 至 100000；0 表示不限（默认 100）',
      },
    },
    sealKeyFile: { expects: { en: 'the path of a key file', zh: '密钥文件的路径' } },
    anchorFile: {
      expects: {
        en: 'the path of a file, best where who may write to the store may not write',
        zh: '文件的路径，最好位于能写数据存储者无权写入之处',
      },
    },
    alarmMailFile: {
      expects: {
        en: 'the path of a file with `server`, `from` and `to`, by which alarms are mailed',
        zh: '文件的路径，其中含 `server`、`from`、`to`，用于邮件告警',
      },
    },
    alarmWebhookFile: {
      expects: {
        en: 'the path of a file with `url` and `secret`, by which alarms are posted',
        zh: '文件的路径，其中含 `url`、`secret`，用于以 webhook 发送告警',
      },
    },
    logLevel: {
      choices: ['error', 'warn', 'info', 'debug'],
      expects: { en: '`error`, `warn`, `info` or `debug`', zh: '`error`、`warn`、`info` 或 `debug`' },
    },
    oidcIssuer: {
      expects: {
        en: 'the issuer of an OpenID Connect provider, such as https://id.example.com; http on this machine in the sandbox only',
        zh: 'OpenID Connect 提供方的 issuer，如 https://id.example.com；仅沙箱允许本机 http',
      },
    },
    oidcClientId: {
      expects: { en: 'the client ID that the provider gave this service', zh: '提供方分配给本服务的 client ID' },
    },
    oidcClientSecretFile: {
      expects: { en: 'the path of a file with the client secret', zh: '存放 client secret 的文件路径' },
    },
    oidcName: {
      expects: {
        en: 'what the log-in page calls the provider, 1 to 60 characters',
        zh: '登录页上显示的提供方名称，1 到 60 个字符',
      },
    },
    oidcScopes: {
      expects: {
        en: 'scopes with blanks between, `openid` first, such as `openid profile groups`',
        zh: '以空格分隔的 scope，`openid` 在前，如 `openid profile groups`',
      },
    },
    oidcSessionMinutes: {
      expects: {
        en: 'after how many minutes the provider is asked anew about whoever logged in by it, 5 to 600 (default 60)',
        zh: '经提供方登录的会话多少分钟后须由提供方重新确认，5 至 600（默认 60）',
      },
    },
    oidcRoleClaim: {
      expects: { en: 'the claim that says who has which role, such as `groups`', zh: '决定角色的 claim，如 `groups`' },
    },
    oidcRoles: {
      expects: {
        en: 'a list such as `pay-admins=administrator`, `pay-staff=operator`; the first that fits counts',
        zh: '列表，如 `pay-admins=administrator`、`pay-staff=operator`，以第一个匹配者为准',
      },
    },
    retention: {
      expects: { en: 'a period such as P2Y, P18M or 730d', zh: '期限，如 P2Y、P18M 或 730d' },
    },
    profiles: {
      expects: {
        en: 'an object of profiles, each named in lower-case letters, digits and dashes, beginning with a letter',
        zh: '由商户配置组成的对象，各配置名以小写字母开头，只含小写字母、数字和连字符',
      },
    },
  }
