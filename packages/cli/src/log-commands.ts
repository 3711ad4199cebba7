import { defineCommand, type CommandDefinition } from './command-line/index.js'

const since = {
  kind: 'time',
  placeholder: 'TIME',
  help: { en: 'from this day or time on', zh: '自此日期或时刻起（含）' },
} as const

const until = {
  kind: 'time',
  placeholder: 'TIME',
  help: { en: 'before this day or time', zh: '至此日期或时刻止（不含）' },
} as const

export const maskOption = {
  kind: 'flag',
  help: {
    en: 'shows accounts as a***t@example.com',
    zh: '将账号显示为 a***t@example.com 的形式',
  },
} as const

const reason = {
  kind: 'text',
  placeholder: 'R',
  required: true,
  help: { en: 'why; kept in the operation log', zh: '原因，记入操作日志' },
} as const

/** The commands that keep the operation log and take records out of it. */
export const logCommands: readonly CommandDefinition[] = [
  defineCommand({
    name: 'log export',
    summary: { en: 'the records of a time as a file', zh: '将一段时间的记录导出为文件' },
    details: {
      en: 'Oldest first, to standard output unless --out names a file. That records left is itself recorded, before they do. A CSV cell that a spreadsheet would take for a formula begins with an apostrophe; CSV in UTF-8 has a byte order mark, in GBK none.',
      zh: '由旧到新；未用 --out 指定文件时写到标准输出。导出之前，导出行为本身先记入日志。可能被电子表格当作公式的 CSV 单元格以撇号开头；UTF-8 的 CSV 带字节顺序标记，GBK 的不带。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle log export --since 2026-11-01 --format csv --out november.csv',
    options: {
      since,
      until,
      format: {
        kind: 'choice',
        choices: ['jsonl', 'csv'],
        help: { en: 'JSON Lines (default) or CSV', zh: 'JSON Lines（默认）或 CSV' },
      },
      charset: {
        kind: 'choice',
        choices: ['utf-8', 'gbk'],
        help: {
          en: 'of CSV: utf-8 (default), or gbk for Excel',
          zh: 'CSV 的编码：utf-8（默认），或供 Excel 使用的 gbk',
        },
      },
      mask: maskOption,
      out: {
        kind: 'text',
        placeholder: 'FILE',
        help: { en: 'file to make; needed with --json', zh: '要创建的文件；使用 --json 时必填' },
      },
    },
    load: async () => (await import('./commands/log-export.js')).logExport,
  }),
  defineCommand({
    name: 'log seal',
    summary: { en: 'seals the log now, or makes the key for it', zh: '立即给操作日志加封，或生成加封用的密钥' },
    details: {
      en: 'A seal is an Ed25519 signature on the end of the log; it is kept in the store and, as an anchor, in a file beside it (PAYCIRCLE_ANCHOR_FILE). A running service seals at least every minute by itself. Copy the anchors where who may write to the store may not write: what was cut off or written anew shows only against them.',
      zh: '封印是对日志末尾的 Ed25519 签名，保存在数据存储中，并作为锚点写入其旁的文件（PAYCIRCLE_ANCHOR_FILE）。运行中的服务至少每分钟自动加封一次。请将锚点复制到能写数据存储者无权写入之处：日志被截断或重写，只有与锚点比对才能发现。',
    },
    example: 'npx paycircle log seal --new-key seal-key.pem',
    options: {
      'new-key': {
        kind: 'text',
        placeholder: 'FILE',
        help: {
          en: 'makes a key (mode 600) and beside it FILE.pub, and seals nothing',
          zh: '生成密钥（权限 600）及其旁的 FILE.pub，不加封',
        },
      },
    },
    load: async () => (await import('./commands/log-seal.js')).logSeal,
  }),
  defineCommand({
    name: 'log verify',
    summary: { en: 'whether the log is what was written', zh: '验证操作日志是否与当初写入的一致' },
    details: {
      en: 'Follows every chain, checks every seal and compares the anchors, also while a service writes. Exit 0 where all is good, 1 where something was changed, deleted, inserted, moved or cut off; it names the first such place. The end is proven up to the last anchor: give a copy that was kept elsewhere.',
      zh: '逐条核对日志链，验证每个封印，并与锚点比对；服务正在写入时也可运行。全部完好时退出码为 0；有记录被改动、删除、插入、移动或截断时为 1，并指出首个问题所在。末尾只能证明到最后一个锚点：请使用另行保存的副本。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle log verify --anchor /mnt/elsewhere/anchors.jsonl --json',
    options: {
      anchor: {
        kind: 'text',
        placeholder: 'FILE',
        help: {
          en: 'anchors to compare (default: PAYCIRCLE_ANCHOR_FILE, or anchors.jsonl beside the store)',
          zh: '要比对的锚点文件（默认 PAYCIRCLE_ANCHOR_FILE，或数据存储旁的 anchors.jsonl）',
        },
      },
      archive: {
        kind: 'text',
        placeholder: 'FILE',
        help: { en: 'verifies an archive instead of the store', zh: '改为验证归档文件' },
      },
      'public-key': {
        kind: 'text',
        placeholder: 'FILE',
        help: {
          en: 'public halves to trust, in PEM (default: those of PAYCIRCLE_SEAL_KEY_FILE)',
          zh: '所信任的公钥，PEM 格式（默认取自 PAYCIRCLE_SEAL_KEY_FILE）',
        },
      },
    },
    load: async () => (await import('./commands/log-verify.js')).logVerify,
  }),
  defineCommand({
    name: 'log archive',
    summary: { en: 'moves old sealed segments into files', zh: '将较早的已加封段移入文件' },
    details: {
      en: 'Only whole sealed segments go, after they were verified; each file ends in its seal and is verified by `log verify --archive`. The seals stay in the store, and the rest of the log is verified from there on.',
      zh: '只移出完整的已加封段，且先行验证；每个文件以其封印结尾，可用 `log verify --archive` 验证。封印保留在数据存储中，其余日志自该处起验证。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle log archive --before 2026-01-01 --to ./archive',
    options: {
      before: {
        kind: 'time',
        placeholder: 'TIME',
        required: true,
        help: { en: 'what was sealed before this day or time', zh: '此日期或时刻之前加封的内容' },
      },
      to: {
        kind: 'text',
        placeholder: 'DIR',
        required: true,
        help: { en: 'folder for the files', zh: '存放文件的文件夹' },
      },
    },
    load: async () => (await import('./commands/log-archive.js')).logArchive,
  }),
  defineCommand({
    name: 'log pseudonymise',
    summary: { en: 'forgets an account, and keeps what happened', zh: '遗忘一个账号，保留发生过的事' },
    details: {
      en: 'In the agreement, its log records and rosters a random pseudonym takes the place of the account, for good; the log stays valid, and the act is recorded. Alipay is not asked about the agreement any more. Archives, exports and backups made before still hold the account.',
      zh: '在协议、其日志记录和名单中，账号被永久替换为随机假名；日志仍然有效，此举本身也会记录。此后不再向支付宝查询该协议。此前的归档、导出和备份中仍有该账号。',
    },
    example:
      'PAYCIRCLE_DATA=./.paycircle npx paycircle log pseudonymise --email agent@example.com --reason "request of 1 November"',
    options: {
      email: {
        kind: 'text',
        placeholder: 'E',
        required: true,
        help: { en: "the agent's Alipay account, an e-mail address", zh: '代理人的支付宝账户（邮箱）' },
      },
      reason,
    },
    load: async () => (await import('./commands/log-pseudonymise.js')).logPseudonymise,
  }),
  defineCommand({
    name: 'log new-epoch',
    summary: { en: 'says why the store was put back', zh: '说明数据存储为何回到较早的状态' },
    details: {
      en: 'After a backup was restored the anchors tell of records that the store has no more. The service notices this at its start and goes on in a new epoch, which `log verify` reports as broken until somebody says why. Where nothing was noticed, a new epoch begins now. Every epoch stays visible.',
      zh: '恢复备份之后，锚点所记载的一些记录在数据存储中已不存在。服务启动时会发现这一点，并以新纪元继续；在有人说明原因之前，`log verify` 会报告日志已被破坏。若未曾发现异常，则自此开始新纪元。所有纪元始终可见。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle log new-epoch --reason "backup of 22 November restored"',
    options: { reason },
    load: async () => (await import('./commands/log-new-epoch.js')).logNewEpoch,
  }),
]
