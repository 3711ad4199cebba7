import { defineErrors } from 'paycircle/internal/base'

interface ProgramErrors {
  readonly 'port-taken': { readonly port: number; readonly option: string }
  readonly 'port-denied': { readonly port: number; readonly option: string }
  readonly 'address-unavailable': { readonly address: string; readonly where: string }
  readonly 'folder-unusable': { readonly folder: string }
  readonly 'folder-not-sandbox': { readonly folder: string }
  readonly 'file-damaged': { readonly file: string }
  readonly 'authority-damaged': { readonly file: string; readonly keyFile: string }
  readonly 'alarm-file-unusable': { readonly file: string }
  readonly 'settings-file-unusable': { readonly file: string }
  readonly 'input-unreadable': { readonly file: string }
  readonly 'output-unwritable': { readonly file: string }
}

/** What the machine refuses: ports, folders, files. */
export const programError = defineErrors<ProgramErrors>({
  'alarm-file-unusable': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} says not by what alarms are told.`,
      remedy:
        'For mail: {"server": "smtps://user:password@host:465", "from": "…", "to": ["…"]}. For a webhook: {"url": "https://…", "secret": "whsec_…"} with 24 to 64 bytes in base64. Mode 600.',
    }),
    zh: ({ file }) => ({
      message: `${file} 没有写明告警渠道。`,
      remedy:
        '邮件：{"server": "smtps://user:password@host:465", "from": "…", "to": ["…"]}。webhook：{"url": "https://…", "secret": "whsec_…"}，其后为 24 至 64 字节的 base64。权限应为 600。',
    }),
  },
  'settings-file-unusable': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} cannot be read as a JSON object of settings.`,
      remedy: 'Give a file such as {"name": "…", "partner": "2088…", "contact": {"name": "…", "phone": "…"}}.',
    }),
    zh: ({ file }) => ({
      message: `无法将 ${file} 作为 JSON 设置读取。`,
      remedy: '请提供形如 {"name": "…", "partner": "2088…", "contact": {"name": "…", "phone": "…"}} 的文件。',
    }),
  },
  'port-taken': {
    rows: [],
    en: ({ port, option }) => ({
      message: `Port ${port} is taken by another program.`,
      remedy: `Stop that program, or choose another port: ${option} PORT (0 = any that is free).`,
    }),
    zh: ({ port, option }) => ({
      message: `端口 ${port} 已被其他程序占用。`,
      remedy: `请停止该程序，或改用其他端口：${option} 端口号（0 表示任选空闲端口）。`,
    }),
  },
  'port-denied': {
    rows: [],
    en: ({ port, option }) => ({
      message: `This user may not listen on port ${port}.`,
      remedy: `Choose a port above 1023: ${option} PORT.`,
    }),
    zh: ({ port, option }) => ({
      message: `当前用户无权监听端口 ${port}。`,
      remedy: `请改用 1023 以上的端口：${option} 端口号。`,
    }),
  },
  'address-unavailable': {
    rows: [],
    en: ({ address, where }) => ({
      message: `This machine has no address ${address} to listen on.`,
      remedy: `Correct ${where}.`,
    }),
    zh: ({ address, where }) => ({ message: `本机没有可供监听的地址 ${address}。`, remedy: `请改正 ${where}。` }),
  },
  'folder-unusable': {
    rows: [],
    en: ({ folder }) => ({
      message: `The folder ${folder} cannot be made, read or written.`,
      remedy: 'Choose another folder, or give this user the right to write there.',
    }),
    zh: ({ folder }) => ({
      message: `文件夹 ${folder} 无法创建或读写。`,
      remedy: '请改用其他文件夹，或授予当前用户写入权限。',
    }),
  },
  'folder-not-sandbox': {
    rows: ['S3-03', 'Q3-03'],
    en: ({ folder }) => ({
      message: `${folder} holds a store that \`paycircle start\` did not make.`,
      remedy: 'Choose another folder with --data: the sandbox does not mix with real records.',
    }),
    zh: ({ folder }) => ({
      message: `${folder} 中的数据存储不是由 \`paycircle start\` 创建的。`,
      remedy: '请用 --data 指定其他文件夹：沙箱数据不与真实记录混放。',
    }),
  },
  'file-damaged': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} is damaged.`,
      remedy: 'Take it away; the sandbox then begins anew with its demo agents.',
    }),
    zh: ({ file }) => ({ message: `${file} 已损坏。`, remedy: '请将其移走，沙箱会以演示代理人重新开始。' }),
  },
  'authority-damaged': {
    rows: [],
    en: ({ file, keyFile }) => ({
      message: `${file} and ${keyFile} are no certificate authority.`,
      remedy: 'Take both away; a new authority is made, which must then be trusted in place of the old one.',
    }),
    zh: ({ file, keyFile }) => ({
      message: `${file} 与 ${keyFile} 不是一套可用的 CA 证书和私钥。`,
      remedy: '请将两个文件都移走；程序会另建 CA，届时须改为信任新的 CA 证书。',
    }),
  },
  'input-unreadable': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} cannot be read.`,
      remedy: 'Correct the path, or give - for standard input.',
    }),
    zh: ({ file }) => ({ message: `${file} 无法读取。`, remedy: '请改正路径，或用 - 表示标准输入。' }),
  },
  'output-unwritable': {
    rows: [],
    en: ({ file }) => ({
      message: `${file} cannot be written.`,
      remedy: 'Choose another file, or give this user the right to write there.',
    }),
    zh: ({ file }) => ({ message: `${file} 无法写入。`, remedy: '请改用其他文件，或授予当前用户写入权限。' }),
  },
})

interface ListeningFault extends NodeJS.ErrnoException {
  readonly port?: number
  readonly address?: string
  /** In place of the address, where that was a name which nobody knows. */
  readonly hostname?: string
}

/** An error of listening, in words of ours; any other is passed on. `where` is what says on which address. */
export function listeningError(error: unknown, option: string, where = 'PAYCIRCLE_LISTEN'): unknown {
  const { code, port = 0, hostname = '', address = hostname } = error as ListeningFault
  if (code === 'EADDRINUSE') return programError('port-taken', { port, option }, { cause: error })
  if (code === 'EACCES') return programError('port-denied', { port, option }, { cause: error })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return programError('address-unavailable', { address, where }, { cause: error })
  }
  return error
}
