import { defineErrors } from 'paycircle/internal/base'

type NoFields = Readonly<Record<string, never>>

interface ErrorFields {
  'host-not-loopback': { host: string }
  'host-refused': { host: string }
  'origin-refused': { origin: string }
  'body-too-large': { limitBytes: number }
  'path-unknown': { path: string }
  'method-not-allowed': { method: string; path: string; allowed: readonly string[] }
  'body-unreadable': NoFields
  'input-invalid': { problems: readonly string[] }
  'fault-unknown': { fault: string }
  'fault-impossible': { fault: string; reason: string }
  'account-unknown': { email: string }
  'partner-unknown': { partner: string }
  'user-id-taken': { userId: string }
  'rsa-key-unreadable': NoFields
  'limit-reached': { what: 'partners' | 'accounts' | 'faults'; limit: number }
}

const things = {
  partners: { en: 'partners', zh: '商户' },
  accounts: { en: 'accounts', zh: '账号' },
  faults: { en: 'waiting faults', zh: '待触发故障' },
}

/** Everything that can be wrong about starting or driving the simulator. */
export const simulatorError = defineErrors<ErrorFields>({
  'host-not-loopback': {
    rows: [],
    en: ({ host }) => ({
      message: `The simulator listens on loopback only, and ${host} is not loopback.`,
      remedy: 'Use 127.0.0.1, ::1 or localhost, or ask for listening elsewhere explicitly.',
    }),
    zh: ({ host }) => ({
      message: `模拟器只监听本机回环地址，而 ${host} 不是回环地址。`,
      remedy: '请使用 127.0.0.1、::1 或 localhost；确需监听其他地址时须明确指定。',
    }),
  },
  'host-refused': {
    rows: [],
    en: ({ host }) => ({
      message: `The simulator does not answer to the host name ${host}.`,
      remedy: 'Use the address that it printed at the start, or name the host when starting it.',
    }),
    zh: ({ host }) => ({
      message: `模拟器不接受主机名 ${host}。`,
      remedy: '请使用启动时显示的地址，或在启动时指定该主机名。',
    }),
  },
  'origin-refused': {
    rows: [],
    en: ({ origin }) => ({
      message: `A page of ${origin} may not drive the simulator.`,
      remedy: 'Call the control API from a program, not from a web page.',
    }),
    zh: ({ origin }) => ({
      message: `来自 ${origin} 的网页不能操作模拟器。`,
      remedy: '请用程序而不是网页调用控制接口。',
    }),
  },
  'body-too-large': {
    rows: [],
    en: ({ limitBytes }) => ({ message: `The body is larger than ${limitBytes} bytes.`, remedy: 'Send less.' }),
    zh: ({ limitBytes }) => ({ message: `请求体超过 ${limitBytes} 字节。`, remedy: '请减小请求体。' }),
  },
  'path-unknown': {
    rows: [],
    en: ({ path }) => ({ message: `There is no ${path} here.`, remedy: 'The paths are listed in docs/simulator.md.' }),
    zh: ({ path }) => ({ message: `没有 ${path} 这个路径。`, remedy: '可用路径见 docs/simulator.md。' }),
  },
  'method-not-allowed': {
    rows: [],
    en: ({ method, path, allowed }) => ({
      message: `${path} does not take ${method}.`,
      remedy: `It takes ${allowed.join(' and ')}.`,
    }),
    zh: ({ method, path, allowed }) => ({
      message: `${path} 不接受 ${method} 方法。`,
      remedy: `可用方法：${allowed.join('、')}。`,
    }),
  },
  'body-unreadable': {
    rows: [],
    en: () => ({ message: 'The body is no JSON object.', remedy: 'Send one JSON object in UTF-8.' }),
    zh: () => ({ message: '请求体不是 JSON 对象。', remedy: '请以 UTF-8 发送一个 JSON 对象。' }),
  },
  'input-invalid': {
    rows: [],
    en: ({ problems }) => ({ message: problems.join('; '), remedy: 'Mend what is named and send it again.' }),
    zh: ({ problems }) => ({ message: `输入有误：${problems.join('；')}`, remedy: '请改正后重新发送。' }),
  },
  'fault-unknown': {
    rows: [],
    en: ({ fault }) => ({
      message: `There is no fault ${fault}.`,
      remedy: 'GET /_simulator/faults lists those there are.',
    }),
    zh: ({ fault }) => ({ message: `没有名为 ${fault} 的故障。`, remedy: 'GET /_simulator/faults 列出全部故障。' }),
  },
  'fault-impossible': {
    rows: [],
    en: ({ fault, reason }) => ({
      message: `${fault} cannot strike so: ${reason}.`,
      remedy: 'GET /_simulator/faults lists the moments and services of each fault.',
    }),
    zh: ({ fault, reason }) => ({
      message: `${fault} 不能这样触发：${reason}。`,
      remedy: 'GET /_simulator/faults 列出每种故障可用的时机和接口。',
    }),
  },
  'account-unknown': {
    rows: [],
    en: ({ email }) => ({
      message: `There is no demo account ${email}.`,
      remedy: 'Create it by PUT, or see GET /_simulator/accounts.',
    }),
    zh: ({ email }) => ({
      message: `没有演示账号 ${email}。`,
      remedy: '请用 PUT 新建，或查看 GET /_simulator/accounts。',
    }),
  },
  'partner-unknown': {
    rows: [],
    en: ({ partner }) => ({ message: `There is no partner ${partner}.`, remedy: 'Register it by PUT.' }),
    zh: ({ partner }) => ({ message: `没有合作者身份 ID 为 ${partner} 的商户。`, remedy: '请用 PUT 登记。' }),
  },
  'user-id-taken': {
    rows: [],
    en: ({ userId }) => ({ message: `Another account has the user ID ${userId}.`, remedy: 'Choose another.' }),
    zh: ({ userId }) => ({ message: `用户 ID ${userId} 已属于另一个账号。`, remedy: '请换一个。' }),
  },
  'rsa-key-unreadable': {
    rows: [],
    en: () => ({
      message: 'rsaPublicKey is no RSA public key.',
      remedy: 'Give it as PEM (BEGIN PUBLIC KEY) or as its bare base64.',
    }),
    zh: () => ({ message: 'rsaPublicKey 不是 RSA 公钥。', remedy: '请提供 PEM（BEGIN PUBLIC KEY）或其 base64 正文。' }),
  },
  'limit-reached': {
    rows: [],
    en: ({ what, limit }) => ({
      message: `There are ${limit} ${things[what].en} already, the most there can be.`,
      remedy: 'POST /_simulator/reset goes back to the beginning.',
    }),
    zh: ({ what, limit }) => ({
      message: `${things[what].zh}已达上限 ${limit} 个。`,
      remedy: 'POST /_simulator/reset 可恢复到初始状态。',
    }),
  },
})
