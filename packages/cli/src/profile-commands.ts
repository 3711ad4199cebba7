import { defineCommand, type CommandDefinition } from './command-line/index.js'

const reason = {
  kind: 'text',
  placeholder: 'R',
  help: { en: 'why; kept in the operation log', zh: '原因，记入操作日志' },
} as const

const keyFile = {
  kind: 'text',
  placeholder: 'FILE',
  required: true,
  help: { en: 'file that holds the security key, and nothing else', zh: '只含安全校验码的密钥文件' },
} as const

const settings = {
  kind: 'text',
  placeholder: 'FILE',
  required: true,
  help: { en: 'JSON file with the settings', zh: '含设置的 JSON 文件' },
} as const

/** The commands that administer profiles and their keys. */
export const profileCommands: readonly CommandDefinition[] = [
  defineCommand({
    name: 'profile show',
    summary: {
      en: 'a profile whole: settings, keys by fingerprint, go-live gate',
      zh: '显示商户配置：设置、密钥指纹、上线检查',
    },
    details: {
      en: 'Of the profile `default` unless --profile names another. A key is never shown; its fingerprint tells two apart.',
      zh: '默认显示 `default`，可用 --profile 指定。密钥本身不会显示，可凭指纹区分。',
    },
    example: 'npx paycircle profile show --profile east',
    options: {},
    load: async () => (await import('./commands/profile-task.js')).profileShow,
  }),
  defineCommand({
    name: 'profile create',
    summary: {
      en: 'a profile that is kept in the store, its key sealed',
      zh: '在数据存储中创建商户配置，密钥加密保存',
    },
    details: {
      en: 'Its name is that of --profile. The settings: name, partner, contact {name, phone or email}; and where they differ from the defaults signType, charset, mode, accountClass, returnOrigins, timeZone, accountParameter, dnsExemption, proxy, gateway. Every node of the store serves it within seconds. Needs a seal key (PAYCIRCLE_SEAL_KEY_FILE). A profile of the same name in the configuration goes before it.',
      zh: '名称由 --profile 指定。设置包括 name、partner、contact（name 加 phone 或 email）；与默认值不同时还有 signType、charset、mode、accountClass、returnOrigins、timeZone、accountParameter、dnsExemption、proxy、gateway。使用同一数据存储的各节点会在数秒内加载。须有封印密钥（PAYCIRCLE_SEAL_KEY_FILE）。与配置文件中的商户同名时，以配置文件为准。',
    },
    example: 'npx paycircle profile create --profile east --settings east.json --key-file east-key.txt',
    options: { settings, 'key-file': keyFile },
    load: async () => (await import('./commands/profile-task.js')).profileCreate,
  }),
  defineCommand({
    name: 'profile update',
    summary: { en: 'changes settings of a profile of the store', zh: '修改数据存储中的商户配置' },
    details: {
      en: 'The file holds what is to change; null takes out what may be missing. The key is changed by `profile rotate-key`. A profile of the configuration is changed there.',
      zh: '文件中只写要修改的设置；可省略的设置写 null 即清除。密钥用 `profile rotate-key` 更换。来自配置文件的商户请在配置文件中修改。',
    },
    example: 'npx paycircle profile update --profile east --settings changes.json',
    options: { settings },
    load: async () => (await import('./commands/profile-task.js')).profileUpdate,
  }),
  defineCommand({
    name: 'profile remove',
    summary: { en: 'serves a profile of the store no more', zh: '停用数据存储中的商户配置' },
    details: {
      en: 'Its keys are deleted, nothing is asked for it any more; agreements, events and log stay.',
      zh: '删除其密钥，不再为其查询；协议、事件和日志保留。',
    },
    example: 'npx paycircle profile remove --profile east --reason merged-into-west',
    options: { reason: { ...reason, required: true } },
    load: async () => (await import('./commands/profile-task.js')).profileRemove,
  }),
  defineCommand({
    name: 'profile gate',
    summary: { en: 'what stands between a profile and live calls', zh: '查看商户上线还缺什么' },
    details: {
      en: 'A live profile sends nothing before it has a name, a contact, the contracted account and complete test stages. Exit 6 where something is missing. S3-03, Q3-03',
      zh: 'live 模式的商户须具备名称、联系人、签约账号并完成测试阶段，此前不会发出任何请求。尚有缺项时退出码为 6。（条款 S3-03、Q3-03）',
    },
    example: 'npx paycircle profile gate --profile east',
    options: {},
    load: async () => (await import('./commands/profile-task.js')).profileGate,
  }),
  defineCommand({
    name: 'profile go-live',
    summary: { en: 'takes a profile through the go-live gate', zh: '商户上线' },
    details: {
      en: 'Exit 6 with everything that is missing, and nothing is changed. With --override --reason a person answers for test stages that are not recorded as complete, for this partner ID; it is logged and shown with the gate. A profile of the store is in live mode afterwards; one of the configuration where the configuration says so.',
      zh: '尚有缺项时逐项列出，退出码为 6，不作任何更改。测试阶段没有完成记录时，可用 --override --reason 由专人负责放行，仅对该合作者身份ID有效，记入日志并随上线检查显示。数据存储中的商户随即进入 live 模式；来自配置文件的商户以配置文件中的 mode 为准。',
    },
    example: 'npx paycircle profile go-live --profile east --override --reason tested-at-the-old-service',
    options: {
      override: {
        kind: 'flag',
        help: {
          en: 'goes live although the test stages are not complete; needs --reason',
          zh: '测试阶段未完成仍上线；须填写 --reason',
        },
      },
      reason,
    },
    load: async () => (await import('./commands/profile-task.js')).profileGoLive,
  }),
  defineCommand({
    name: 'profile rotate-key stage',
    summary: {
      en: 'keeps a new security key, sealed, until it is switched to',
      zh: '备好新的安全校验码（加密保存），等待切换',
    },
    details: {
      en: 'Nothing is signed with it yet. Delete the file afterwards. Next: probe, then switch.',
      zh: '此时尚不使用新密钥。完成后请删除密钥文件。接下来先试用（probe），再切换（switch）。',
    },
    example: 'npx paycircle profile rotate-key stage --key-file new-key.txt',
    options: { 'key-file': keyFile },
    load: async () => (await import('./commands/rotate-key.js')).rotateKeyStage,
  }),
  defineCommand({
    name: 'profile rotate-key probe',
    summary: {
      en: 'one query with the new key, and what the answer suggests of it',
      zh: '用新密钥查询一次，并说明结果意味着什么',
    },
    details: {
      en: 'In the pace of all other calls; it changes no agreement. Exit 0 accepted, 1 wrong or not active yet at Alipay, 4 refused for another reason, 3 nobody knows. S3-01, Q3-01',
      zh: '与其他调用共用频率限制，不影响任何协议。退出码：0 已接受，1 有误或支付宝尚未启用，4 因其他原因被拒绝，3 无法判断。（条款 S3-01、Q3-01）',
    },
    example: 'npx paycircle profile rotate-key probe --email agent@example.com',
    options: {
      email: {
        kind: 'text',
        placeholder: 'E',
        required: true,
        help: { en: 'an agent whom the query asks about', zh: '查询所用的代理人邮箱' },
      },
    },
    load: async () => (await import('./commands/rotate-key.js')).rotateKeyProbe,
  }),
  defineCommand({
    name: 'profile rotate-key switch',
    summary: { en: 'uses the new key, now or from a time on', zh: '立即或在指定时间切换到新密钥' },
    details: {
      en: 'Alipay is not known to take both keys at once: calls in flight end with the old one, the next use the new one, on every node within seconds. The old key is kept sealed for the way back. Should Alipay answer ILLEGAL_SIGN, the profile is paused and `back` is offered; nothing goes back by itself.',
      zh: '没有资料表明支付宝会同时接受新旧密钥：进行中的调用仍用旧密钥，之后的调用使用新密钥，各节点数秒内生效。旧密钥加密保留以便换回。若支付宝返回 ILLEGAL_SIGN，商户会暂停并提示可换回（back），不会自动换回。',
    },
    example: 'npx paycircle profile rotate-key switch --at 2030-01-31T02:00:00+08:00 --back-days 7',
    options: {
      at: {
        kind: 'time',
        placeholder: 'TIME',
        help: { en: 'when; now unless given, at most 90 days ahead', zh: '切换时间；不填则立即切换，最多提前 90 天' },
      },
      'back-days': {
        kind: 'integer',
        placeholder: 'DAYS',
        min: 1,
        max: 90,
        help: { en: 'how long the way back stays open (default 14)', zh: '旧密钥保留天数（默认 14）' },
      },
      reason,
    },
    load: async () => (await import('./commands/rotate-key.js')).rotateKeySwitch,
  }),
  defineCommand({
    name: 'profile rotate-key back',
    summary: { en: 'the old key again, or no switch after all', zh: '换回旧密钥，或取消计划中的切换' },
    details: {
      en: 'The key that was in use waits again, to be switched to later. A paused profile is resumed apart: `profile resume --reason R`.',
      zh: '换下的密钥重新进入待启用状态，可稍后再切换。商户若已暂停，须另行恢复：`profile resume --reason 原因`。',
    },
    example: 'npx paycircle profile rotate-key back --reason not-active-yet',
    options: { reason: { ...reason, required: true } },
    load: async () => (await import('./commands/rotate-key.js')).rotateKeyBack,
  }),
  defineCommand({
    name: 'profile rotate-key status',
    summary: {
      en: 'which key is in use, which waits, which can be gone back to',
      zh: '查看使用中、待启用和可换回的密钥',
    },
    details: { en: 'By fingerprint; no key is shown.', zh: '只显示指纹，不显示密钥。' },
    example: 'npx paycircle profile rotate-key status',
    options: {},
    load: async () => (await import('./commands/rotate-key.js')).rotateKeyStatus,
  }),
  defineCommand({
    name: 'secrets reseal',
    summary: {
      en: 'seals every secret of the store with the first key of the seal key file',
      zh: '用封印密钥文件中的第一把密钥重新加密全部机密',
    },
    details: {
      en: 'To change the seal key: make one with `log seal --new-key FILE`, put it in front of the old one in the file, on every node; restart them; run this. Then leave of the old key only its public half.',
      zh: '更换封印密钥：先用 `log seal --new-key 文件` 生成新密钥，在各节点的密钥文件中置于旧密钥之前，重启各节点，再运行本命令；完成后旧密钥只需保留公钥。',
    },
    example: 'npx paycircle secrets reseal',
    options: {},
    load: async () => (await import('./commands/secrets-reseal.js')).secretsReseal,
  }),
]
