import { webhookCommands } from './webhook-commands.js'
import { alarmCommands } from './alarm-commands.js'
import { accessCommands } from './access-commands.js'
import { auditCommand } from './audit-command.js'
import { defineCommand, type CommandDefinition } from './command-line/index.js'
import { logCommands, maskOption } from './log-commands.js'
import { profileCommands } from './profile-commands.js'

const emailOption = {
  kind: 'text',
  placeholder: 'E',
  help: { en: "the agent's Alipay account, an e-mail address", zh: '代理人的支付宝账户（邮箱）' },
} as const

const reasonOption = {
  kind: 'text',
  placeholder: 'R',
  help: { en: 'why; kept in the operation log', zh: '原因，记入操作日志' },
} as const

const portOption = (en: string, zh: string) =>
  ({ kind: 'integer', placeholder: 'PORT', min: 0, max: 65_535, help: { en, zh } }) as const

const servicePort = portOption(
  'port of the service (default 4000; 0 = any that is free)',
  '服务端口（默认 4000；0 表示任选空闲端口）',
)

const dataOption = {
  kind: 'text',
  placeholder: 'DIR',
  help: {
    en: 'data folder (default ./.paycircle); made where it is not there',
    zh: '数据文件夹（默认 ./.paycircle），不存在时自动创建',
  },
} as const

/** Every command: how it is typed, what it says about itself, and where its code is. */
export const commands: readonly CommandDefinition[] = [
  defineCommand({
    name: 'start',
    summary: {
      en: 'the sandbox, all in one on this machine: service, simulator, demo agents',
      zh: '沙箱一键启动：在本机运行服务、模拟器和演示代理人',
    },
    details: {
      en: 'Needs no settings and reaches nothing outside this machine. The data folder keeps the store, the demo key, the API key and the simulator’s agents, so that a later start goes on where this one ended. Ctrl-C ends it; a second Ctrl-C ends it at once.',
      zh: '无需任何配置，也不访问本机以外的任何地址。数据文件夹中保存数据库、演示密钥、API 密钥和模拟器中的代理人，再次启动时接着上次继续。按 Ctrl-C 停止，再按一次立即停止。',
    },
    example: 'npx paycircle start --port 4000',
    options: {
      data: dataOption,
      port: servicePort,
      'simulator-port': portOption(
        'port of the simulator (default 4010; 0 = any that is free)',
        '模拟器端口（默认 4010；0 表示任选空闲端口）',
      ),
    },
    load: async () => (await import('./commands/start.js')).start,
  }),
  defineCommand({
    name: 'serve',
    summary: { en: 'the merchant service alone, by its configuration', zh: '按配置单独运行商户服务' },
    details: {
      en: 'Takes every profile of paycircle.config.json, or the one that the PAYCIRCLE_… variables describe. Needs PAYCIRCLE_DATA or PAYCIRCLE_DATABASE_URL. Ctrl-C or SIGTERM ends it when the calls in flight are done.',
      zh: '使用 paycircle.config.json 中的全部商户配置，或由 PAYCIRCLE_… 环境变量描述的那一个。须设置 PAYCIRCLE_DATA 或 PAYCIRCLE_DATABASE_URL。收到 Ctrl-C 或 SIGTERM 后，等进行中的调用结束再退出。',
    },
    example: 'PAYCIRCLE_DATA=./data npx paycircle serve --port 4000',
    options: {
      port: portOption(
        'port to listen on, in place of that of PAYCIRCLE_LISTEN (default 4000; 0 = any that is free)',
        '监听端口，代替 PAYCIRCLE_LISTEN 中的端口（默认 4000；0 表示任选空闲端口）',
      ),
    },
    load: async () => (await import('./commands/serve.js')).serve,
  }),
  defineCommand({
    name: 'simulate',
    summary: { en: 'the simulator of Alipay’s side alone', zh: '单独运行支付宝侧模拟器' },
    details: {
      en: 'Registers PAYCIRCLE_PARTNER with its key, so that requests signed with it are accepted; of an RSA key only the public half is taken. It keeps everything in memory.\nFor a site that insists on https or runs in a virtual machine: --tls, --listen and --host-name. The CA of --tls is kept in the data folder (PAYCIRCLE_DATA, else ./.paycircle), so that it is trusted once.',
      zh: '以 PAYCIRCLE_PARTNER 及其密钥登记商户，用该密钥签名的请求即可通过验签；RSA 密钥只取其公钥。全部数据只保存在内存中。\n网站只接受 https 或运行在虚拟机中时，可用 --tls、--listen 和 --host-name。--tls 所用的 CA 保存在数据文件夹中（PAYCIRCLE_DATA，默认 ./.paycircle），只需信任一次。',
    },
    example: 'PAYCIRCLE_PARTNER=2088000000000001 PAYCIRCLE_KEY_FILE=key.txt npx paycircle simulate --port 4010',
    options: {
      port: portOption(
        'port of the gateway (default 4010; 0 = any that is free); the sign pages stand one above',
        '网关端口（默认 4010；0 表示任选空闲端口）；签约页面使用其后一个端口',
      ),
      listen: {
        kind: 'text',
        placeholder: 'HOST[:PORT]',
        help: {
          en: 'address to listen on, in place of 127.0.0.1, so that others can reach it',
          zh: '监听地址，代替 127.0.0.1，使其他机器可以访问',
        },
      },
      'host-name': {
        kind: 'texts',
        placeholder: 'NAME',
        most: 20,
        help: {
          en: 'name or address by which it is called; may be given several times, the first stands in its URLs',
          zh: '访问时所用的主机名或地址；可多次给出，第一个用于其网址',
        },
      },
      tls: {
        kind: 'flag',
        help: {
          en: 'speak https, with a certificate by a CA of its own; prints the CA to be trusted',
          zh: '使用 https，证书由自建 CA 签发；会显示须信任的 CA 证书',
        },
      },
    },
    load: async () => (await import('./commands/simulate.js')).simulate,
  }),
  defineCommand({
    name: 'link',
    summary: { en: 'a signed request for Alipay’s signing page', zh: '生成前往支付宝签约页面的已签名请求' },
    details: {
      en: 'Prints the address, or with --form the form, with which an agent’s browser opens the signing page; nothing is sent. With a store configured the operation is logged and follow-up queries are scheduled, which the service then makes.',
      zh: '输出代理人浏览器打开签约页面所用的地址，加 --form 则输出表单；本命令不发出任何请求。配置了数据存储时会记入操作日志并安排后续查询，由服务执行。',
    },
    example: 'npx paycircle link --email agent@example.com',
    options: {
      email: { ...emailOption, required: true },
      'sign-channel': {
        kind: 'choice',
        choices: ['NORMAL'],
        help: { en: 'offers auto-refund alone', zh: '仅签署自动退款' },
      },
      form: { kind: 'flag', help: { en: 'an HTML form in place of the address', zh: '输出 HTML 表单而非地址' } },
      method: {
        kind: 'choice',
        choices: ['get', 'post'],
        help: {
          en: 'how the form is submitted (default post); needs --form',
          zh: '表单的提交方式（默认 post）；须与 --form 同用',
        },
      },
    },
    load: async () => (await import('./commands/link.js')).link,
  }),
  defineCommand({
    name: 'query',
    summary: { en: 'asks Alipay whether an agent has signed', zh: '向支付宝查询代理人是否已签约' },
    details: {
      en: 'Exit 0 signed; 1 not signed, irregular, or the required half is missing; 3 nobody knows: never to be read as "not signed"; 4 refused; 5 nothing was sent; 6 held back by the cool-down or the brake, with the time from which asking is allowed, or by a paused profile.\nWith a store configured the query is logged and paced with all others; without one it is made and nothing is logged.',
      zh: '退出码：0 已签约；1 未签约、状态不正常，或缺少所要求的那一半；3 结果未知，不得当作“未签约”；4 网关拒绝；5 什么都没有发出；6 冷却时间未到或查询暂缓（会说明何时可再查），或商户已暂停。\n配置了数据存储时，查询会记入操作日志，并与其他查询统一控制频率；未配置时照常查询，但不留日志。',
    },
    example: 'npx paycircle query --email agent@example.com --require debit --json',
    options: {
      email: emailOption,
      account: {
        kind: 'text',
        placeholder: 'N',
        help: {
          en: 'or the fund account number (20 digits); needs PAYCIRCLE_ACCOUNT_PARAMETER',
          zh: '或资金账号（20 位数字）；须设置 PAYCIRCLE_ACCOUNT_PARAMETER',
        },
      },
      require: {
        kind: 'choice',
        choices: ['debit', 'refund', 'both'],
        help: {
          en: 'exit 1 where this half of the agreement is not signed',
          zh: '协议的这一半未签署时以 1 退出（代扣、退款、两者）',
        },
      },
      force: {
        kind: 'flag',
        help: {
          en: 'passes the cool-down and a paused profile; needs --reason and a store',
          zh: '跳过冷却时间与商户暂停；须与 --reason 同用，且已配置数据存储',
        },
      },
      reason: reasonOption,
    },
    load: async () => (await import('./commands/query.js')).query,
  }),
  defineCommand({
    name: 'terminate',
    summary: { en: 'asks Alipay to end an agent’s agreement', zh: '向支付宝申请解除代理人的协议' },
    details: {
      en: 'The service behind it, customer_unsign, is in neither of Alipay’s two documents: it rests on public demos of 2012. Confirm it against your PDF first. Only an agreement that a query has lately confirmed can be terminated, and --confirm spells the account again. The request is sent once and never repeated; whatever Alipay answers is a hint, and a query that follows settles it. The running service makes that query, or `query` does.\nExit 3 where Alipay took it or nobody knows: ask by `query`; 1 there is nothing to terminate; 4 refused; 5 nothing was sent; 6 held back, or to be queried first.',
      zh: '所用接口 customer_unsign 不在支付宝的两份文档之中，依据的是 2012 年公开的演示代码，请先与贵司持有的接口文档核对。只有最近经查询确认的协议才能解约，且须用 --confirm 再次填写账户。请求只发送一次，绝不自动重发；支付宝的应答只作提示，以随后的查询结果为准。查询由运行中的服务执行，也可用 `query` 查询。\n退出码：3 支付宝已受理，或结果未知，请用 `query` 查询；1 没有可解约的协议；4 网关拒绝；5 什么都没有发出；6 被暂缓，或须先查询。',
    },
    example:
      'PAYCIRCLE_DATA=./.paycircle npx paycircle terminate --email agent@example.com --confirm agent@example.com --reason agent-left',
    options: {
      email: { ...emailOption, required: true },
      confirm: {
        kind: 'text',
        placeholder: 'E',
        required: true,
        help: { en: 'the same account, spelled again', zh: '再次填写同一账户' },
      },
      reason: { ...reasonOption, required: true },
    },
    load: async () => (await import('./commands/terminate.js')).terminate,
  }),
  defineCommand({
    name: 'roster check',
    summary: { en: 'asks Alipay about every agent of a list', zh: '按名单逐个查询代理人是否已签约' },
    details: {
      en: 'FILE is CSV, UTF-8 or GBK, whose first row heads a column email (邮箱) or account (账号); up to a million rows, each account once. Rows that name no account are told and not asked. Queries keep the pace of all others; the first Ctrl-C pauses, and the same command goes on where it stopped, also after a crash. The state stands in the configured store, or without one in FILE.paycircle.\nExit 0 all are signed; 1 some are not, or irregular; 3 of some nobody knows, bad rows included; 5 nothing reaches Alipay.',
      zh: 'FILE 为 CSV（UTF-8 或 GBK），第一行须有 邮箱（email）或 账号（account）列；最多一百万行，每个账户只查一次。没有有效账户的行会列出而不查询。查询与其他查询统一控制频率；第一次按 Ctrl-C 暂停，再次执行同一命令即从中断处继续，异常退出后也一样。进度保存在所配置的数据存储中，未配置时保存在 FILE.paycircle。\n退出码：0 全部已签约；1 有未签约或状态不正常的；3 有结果未知的（包括无效行）；5 无法连接支付宝。',
    },
    example: 'npx paycircle roster check agents.csv --out result.csv',
    argument: { name: 'FILE', required: true, help: { en: 'the list', zh: '名单文件' } },
    options: {
      out: {
        kind: 'text',
        placeholder: 'FILE',
        help: {
          en: 'where the result goes (default: beside the list, NAME.result.csv)',
          zh: '结果文件（默认在名单旁边：名单名.result.csv）',
        },
      },
      gbk: { kind: 'flag', help: { en: 'the result in GBK, for Excel', zh: '结果文件用 GBK 编码，供 Excel 打开' } },
      restart: {
        kind: 'flag',
        help: { en: 'begins anew where the same list was begun before', zh: '该名单此前已开始时，重新开始' },
      },
    },
    load: async () => (await import('./commands/roster-check.js')).rosterCheck,
  }),
  defineCommand({
    name: 'explain',
    summary: { en: 'what an error code means and what to do', zh: '解释错误码的含义和处理办法' },
    details: {
      en: 'Exit 0 where the catalogue has the code. A code that it does not have may mean anything, also success: it is treated as indeterminate, everything about the agreement stops until a query has settled it, and the exit code is 1.',
      zh: '错误码在目录中时退出码为 0。目录中没有的错误码可能意味着任何结果，包括成功：一律按结果未知处理，停止该协议的后续操作，直至查询得出结论；此时退出码为 1。',
    },
    example: 'npx paycircle explain ILLEGAL_SIGN',
    argument: {
      name: 'CODE',
      required: true,
      help: { en: 'the code as Alipay shows it', zh: '支付宝返回的错误码' },
    },
    options: {},
    load: async () => (await import('./commands/explain.js')).explain,
  }),
  defineCommand({
    name: 'explain-signature',
    summary: { en: 'why a signature does not match', zh: '解释签名为何不符' },
    details: {
      en: 'Reads a signed request: its address, an HTML form, a HAR entry, or name=value lines. Shows what must be signed, byte by byte, and, where the signature is another, which mistake produces it. Exit 0 where it matches, 1 where it does not. The key comes from PAYCIRCLE_KEY_FILE or PAYCIRCLE_KEY; without one it is told what must be signed, not whether it was, and the exit code is 2.',
      zh: '读取一个已签名的请求：网址、HTML 表单、HAR 条目，或逐行的 name=value。逐字节给出应签名的内容；签名不符时，指出是哪种错误造成的。相符时退出码为 0，不符为 1。密钥取自 PAYCIRCLE_KEY_FILE 或 PAYCIRCLE_KEY；没有密钥时只给出应签名的内容，不作验证，退出码为 2。',
    },
    example: 'PAYCIRCLE_KEY_FILE=key.txt npx paycircle explain-signature request.txt',
    argument: {
      name: 'FILE',
      required: false,
      help: { en: 'file to read; - or nothing: standard input', zh: '要读取的文件；- 或省略表示标准输入' },
    },
    options: {},
    load: async () => (await import('./commands/explain-signature.js')).explainSignature,
  }),
  auditCommand,
  defineCommand({
    name: 'log list',
    summary: { en: 'the operation log, newest first', zh: '列出操作日志，最新的在前' },
    details: {
      en: 'Reads the store of PAYCIRCLE_DATA or PAYCIRCLE_DATABASE_URL, also while a service runs on it.',
      zh: '读取 PAYCIRCLE_DATA 或 PAYCIRCLE_DATABASE_URL 所指的数据存储；服务正在运行时也可读取。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle log list --email agent@example.com --limit 20',
    options: {
      email: emailOption,
      kind: {
        kind: 'text',
        placeholder: 'KIND',
        help: { en: 'one kind of record, such as query.answered', zh: '只列某一类记录，如 query.answered' },
      },
      since: {
        kind: 'time',
        placeholder: 'TIME',
        help: { en: 'from this day or time on', zh: '自此日期或时刻起（含）' },
      },
      until: {
        kind: 'time',
        placeholder: 'TIME',
        help: { en: 'before this day or time', zh: '至此日期或时刻止（不含）' },
      },
      limit: {
        kind: 'integer',
        placeholder: 'N',
        min: 1,
        max: 200,
        help: { en: 'at most so many records (default 50, up to 200)', zh: '最多列出多少条（默认 50，上限 200）' },
      },
      cursor: {
        kind: 'text',
        placeholder: 'C',
        help: { en: 'goes on where the page before ended', zh: '接着上一页继续' },
      },
      mask: maskOption,
    },
    load: async () => (await import('./commands/log-list.js')).logList,
  }),
  defineCommand({
    name: 'log show',
    summary: { en: 'one operation with all its records', zh: '查看一次操作及其全部记录' },
    details: {
      en: 'Takes the operation id that `query`, `link` and `log list` print. Exit 1 where the log has no such operation.',
      zh: '参数为 `query`、`link`、`log list` 输出的操作号。日志中没有该操作时退出码为 1。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle log show 01JD9Z3V6Q8W4N5T2K7M1B0XEA',
    argument: { name: 'ID', required: true, help: { en: 'the operation id', zh: '操作号' } },
    options: { mask: maskOption },
    load: async () => (await import('./commands/log-show.js')).logShow,
  }),
  defineCommand({
    name: 'case',
    summary: { en: 'a support case for Alipay, out of the log', zh: '根据日志生成致支付宝技术支持的问题单' },
    details: {
      en: 'ID is an operation, or an agreement: then its last trouble is taken. The case holds times (UTC and Beijing), partner ID, service, code, the request with its signature masked, the answer, the history and what is asked; never the key. Exit 1 where the log has no such id.',
      zh: 'ID 为操作号或协议编号；给出协议编号时取其最近一次异常。问题单包含时间（UTC 与北京时间）、合作者身份 ID、接口、错误码、请求参数（签名已隐去）、应答内容、历史记录和需要确认的问题，绝不包含密钥。日志中没有该编号时退出码为 1。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle case op_01kah0w3c5t9v8x2m4n6p7q1rs --out case.txt',
    argument: { name: 'ID', required: true, help: { en: 'an operation or an agreement', zh: '操作号或协议编号' } },
    options: {
      out: {
        kind: 'text',
        placeholder: 'FILE',
        help: { en: 'a new file for the text', zh: '将文本写入新文件' },
      },
    },
    load: async () => (await import('./commands/case.js')).supportCase,
  }),
  ...logCommands,
  ...accessCommands,
  ...webhookCommands,
  ...alarmCommands,
  defineCommand({
    name: 'profile list',
    summary: { en: 'the profiles, and what stops their calls', zh: '列出商户配置及其暂停状态' },
    details: {
      en: 'A profile is paused where Alipay answered a code about the merchant, such as NOT_AIR_PLANE_PARTNER, or where an operator paused it: no query and no signing until it is resumed. It is braked where queries about several agents failed alike in a row: one query tries now and then, and an answer ends it. `query --force --reason R` asks once while it is paused; what came of it is listed.',
      zh: '支付宝返回有关商户自身的错误码（如 NOT_AIR_PLANE_PARTNER），或由操作员暂停时，该商户暂停：恢复之前不查询、不签约。多个代理人的查询接连以同样方式失败时，查询暂缓：定时探测，得到应答后自动恢复。暂停期间可用 `query --force --reason 原因` 查询一次，其结果也会列出。',
    },
    example: 'PAYCIRCLE_DATA=./.paycircle npx paycircle profile list',
    options: {},
    load: async () => (await import('./commands/profile-list.js')).profileList,
  }),
  defineCommand({
    name: 'profile pause',
    summary: { en: 'stops queries and signings of a profile', zh: '暂停商户的查询与签约' },
    details: {
      en: 'Exit 6 where the profile is paused already.',
      zh: '商户已暂停时退出码为 6。',
    },
    example: 'npx paycircle profile pause --reason maintenance',
    options: { reason: { ...reasonOption, required: true } },
    load: async () => (await import('./commands/profile-change.js')).profilePause,
  }),
  defineCommand({
    name: 'profile resume',
    summary: { en: 'lets a paused profile go on', zh: '恢复已暂停的商户' },
    details: {
      en: 'Remove the cause first; `query --force --reason R` shows whether it is gone. Exit 1 where the profile is not paused.',
      zh: '请先消除原因，可用 `query --force --reason 原因` 查询一次加以确认。商户未暂停时退出码为 1。',
    },
    example: 'npx paycircle profile resume --reason agreement-signed',
    options: { reason: { ...reasonOption, required: true } },
    load: async () => (await import('./commands/profile-change.js')).profileResume,
  }),
  ...profileCommands,
  defineCommand({
    name: 'store move',
    summary: { en: 'moves the store from its file to PostgreSQL', zh: '将存储从文件迁移到 PostgreSQL' },
    details: {
      en: 'The target is the empty database that PAYCIRCLE_DATABASE_URL names. All of it or nothing is copied; the operation log is verified before and after. Stop the service first. Exit 1 where the log is not good.',
      zh: '目标是 PAYCIRCLE_DATABASE_URL 指明的空数据库。要么全部复制，要么不复制；迁移前后都会验证操作日志。请先停止服务。日志验证不通过时退出码为 1。',
    },
    example: 'npx paycircle store move --from data/paycircle.sqlite',
    options: {
      from: {
        kind: 'text',
        placeholder: 'FILE',
        help: {
          en: 'the file of the store (default: paycircle.sqlite in PAYCIRCLE_DATA)',
          zh: '存储文件（默认为 PAYCIRCLE_DATA 中的 paycircle.sqlite）',
        },
      },
    },
    load: async () => (await import('./commands/store-move.js')).storeMove,
  }),
  defineCommand({
    name: 'doctor',
    summary: {
      en: 'examines configuration, key, network, clock and store',
      zh: '检查配置、密钥、网络、时钟和数据存储',
    },
    details: {
      en: 'Opens a connection to the gateway and asks nothing of its services, unless --probe sends one query. Exit 0 where nothing failed, warnings or not; 1 where something did, the network included.',
      zh: '只与网关建立连接，不调用其业务接口；仅 --probe 会发出一次查询。没有失败项（可有警告）时退出码为 0；有失败项（包括网络）时为 1。',
    },
    example: 'npx paycircle doctor --probe --email agent@example.com',
    options: {
      probe: {
        kind: 'flag',
        help: {
          en: 'sends one query, paced and logged as any other, and says what the answer suggests',
          zh: '发出一次查询（同样受频率限制并记入日志），并说明应答意味着什么',
        },
      },
      email: {
        kind: 'text',
        placeholder: 'E',
        help: {
          en: 'the agent whom the probe asks about (default: the address of the profile’s contact)',
          zh: '探测所查询的代理人邮箱（默认：商户联系人的邮箱）',
        },
      },
    },
    load: async () => (await import('./commands/doctor.js')).doctor,
  }),
]
