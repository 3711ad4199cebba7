import { defineErrors } from '../base/index.js'
import type { AccountParameter, Mode, RowId } from '../vocabulary/index.js'

type TimeoutName = 'connectMs' | 'headersMs' | 'bodyMs' | 'totalMs'

interface GatewayErrors {
  'option-unknown': { readonly option: string; readonly known: readonly string[] }
  'option-malformed': { readonly option: string; readonly expected: string }
  'option-not-for-mode': { readonly option: string; readonly mode: Mode }
  'key-damaged': object
  'key-not-md5': object
  'live-needs-contracted-account': object
  'gateway-not-loopback': { readonly gateway: string }
  'gateway-is-address': { readonly host: string }
  'dns-exemption-incomplete': { readonly part: 'ip' | 'filingNumber' | 'filedOn' }
  'timeout-out-of-range': { readonly timeout: TimeoutName; readonly mostMs: number }
  'account-parameter-missing': { readonly known: readonly AccountParameter[] }
  'query-names-both': object
  'termination-not-confirmed': object
  'client-closed': object
}

const keyRows: readonly RowId[] = ['S3-01', 'Q3-01']

/** Mistakes in a client's configuration or in a request, said before anything is sent. */
export const gatewayError = defineErrors<GatewayErrors>({
  'option-unknown': {
    rows: [],
    en: ({ option, known }) => ({
      message: `There is no option ${option}.`,
      remedy: `Options are: ${known.join(', ')}.`,
    }),
    zh: ({ option, known }) => ({ message: `没有名为 ${option} 的选项。`, remedy: `可用选项：${known.join('、')}。` }),
  },
  'option-malformed': {
    rows: [],
    en: ({ option, expected }) => ({ message: `${option} must be ${expected}.`, remedy: `Correct ${option}.` }),
    zh: ({ option, expected }) => ({ message: `${option} 取值应为：${expected}。`, remedy: `请修改 ${option}。` }),
  },
  'option-not-for-mode': {
    rows: [],
    en: ({ option, mode }) => ({
      message: `${option} has no place in ${mode} mode.`,
      remedy: `Leave ${option} out, or set the mode that it was meant for.`,
    }),
    zh: ({ option, mode }) => ({
      message: `${mode} 模式下不能使用 ${option}。`,
      remedy: `请去掉 ${option}，或改为它所适用的模式。`,
    }),
  },
  'key-damaged': {
    rows: keyRows,
    en: () => ({
      message: 'The security key holds blanks, a line break or a byte order mark; every signature would be wrong.',
      remedy: 'Copy the key again, alone and on one line.',
    }),
    zh: () => ({
      message: '安全校验码中含有空格、换行或 BOM，签名一定会出错。',
      remedy: '请重新复制安全校验码，只保留密钥本身，且不换行。',
    }),
  },
  'key-not-md5': {
    rows: keyRows,
    en: () => ({
      message: 'The key is a PEM block, but the sign type is MD5.',
      remedy: "Give the security key, or set signType to 'RSA'.",
    }),
    zh: () => ({
      message: '提供的是 PEM 格式密钥，而签名方式是 MD5。',
      remedy: "请提供安全校验码，或将 signType 设为 'RSA'。",
    }),
  },
  'live-needs-contracted-account': {
    rows: ['S3-03', 'Q3-03'],
    en: () => ({
      message: 'Live mode needs the contracted account; every charge with a test account costs a fee of 3 %.',
      remedy: "Set partner and key of the contracted account and accountClass to 'contracted', or use test mode.",
    }),
    zh: () => ({
      message: '正式模式必须使用签约账号；使用测试账号的每笔交易会被收取 3% 的手续费。',
      remedy: "请换成签约账号的合作者身份 ID 和密钥，并将 accountClass 设为 'contracted'；或改用测试模式。",
    }),
  },
  'gateway-not-loopback': {
    rows: ['S3-13', 'Q3-12'],
    en: ({ gateway }) => ({
      message: `In sandbox mode the gateway must be a simulator on this machine; ${gateway} is not.`,
      remedy: 'Give http://127.0.0.1:<port>/gateway.do, or set mode to test or live.',
    }),
    zh: ({ gateway }) => ({
      message: `沙箱模式下网关只能是本机上的模拟器，而 ${gateway} 不是。`,
      remedy: '请填写 http://127.0.0.1:<端口>/gateway.do，或将 mode 设为 test 或 live。',
    }),
  },
  'gateway-is-address': {
    rows: ['S3-05', 'Q3-04'],
    en: ({ host }) => ({
      message: `The gateway is reached by name through DNS, never by the bound address ${host}.`,
      remedy: "Leave gateway out. An address that is filed with Alipay's support goes into dnsExemption.",
    }),
    zh: ({ host }) => ({
      message: `必须通过 DNS 域名访问网关，不能绑定 IP 地址 ${host}。`,
      remedy: '请去掉 gateway。已在支付宝技术支持处备案的 IP，请填写在 dnsExemption 中。',
    }),
  },
  'dns-exemption-incomplete': {
    rows: ['S3-05', 'Q3-04'],
    en: ({ part }) => ({
      message: `dnsExemption.${part} is missing or malformed: a bound address must be filed with Alipay's support.`,
      remedy: 'Give ip, the filing number, and the day it was filed (YYYY-MM-DD, not in the future).',
    }),
    zh: ({ part }) => ({
      message: `dnsExemption.${part} 缺失或格式不正确：绑定 IP 必须先在支付宝技术支持处备案。`,
      remedy: '请填写 ip、备案号（filingNumber）和备案日期（filedOn，格式 YYYY-MM-DD，不晚于今天）。',
    }),
  },
  'timeout-out-of-range': {
    rows: ['S4-02', 'Q4-02'],
    en: ({ timeout, mostMs }) => ({
      message: `timeouts.${timeout} must be a whole number of milliseconds from 1 to ${mostMs}.`,
      remedy: 'No call goes without a limit: give a number in the range or leave it out.',
    }),
    zh: ({ timeout, mostMs }) => ({
      message: `timeouts.${timeout} 应为 1 到 ${mostMs} 之间的整数，单位毫秒。`,
      remedy: '每次调用都必须有时间限制：请填写该范围内的数值，或不填。',
    }),
  },
  'account-parameter-missing': {
    rows: ['Q3-25'],
    en: ({ known }) => ({
      message: 'A query by account number needs accountParameter: the name of that parameter is unproven.',
      remedy: `Look the name up in your copy of Alipay's interface document and set it (${known.join(', ')}), or query by e-mail.`,
    }),
    zh: ({ known }) => ({
      message: '按账号查询需要设置 accountParameter：该参数的名称尚无定论。',
      remedy: `请查阅贵司持有的支付宝接口文档，确认参数名后设置（${known.join('、')}），或改用邮箱查询。`,
    }),
  },
  'query-names-both': {
    rows: ['Q3-25'],
    en: () => ({
      message: 'The query names an e-mail and an account number; which of them would count is unknown.',
      remedy: 'Give one of them.',
    }),
    zh: () => ({
      message: '查询同时给出了邮箱和账号，无法确定以哪个为准。',
      remedy: '请只填写其中一个。',
    }),
  },
  'termination-not-confirmed': {
    rows: [],
    en: () => ({
      message: 'The confirmation is not the account whose agreement is to be terminated; nothing was sent.',
      remedy: 'Spell the account again in confirm, exactly as in email or account.',
    }),
    zh: () => ({
      message: '确认内容与要解约的账号不一致，未发送任何请求。',
      remedy: '请在 confirm 中再次填写该账号，与 email 或 account 完全一致。',
    }),
  },
  'client-closed': {
    rows: [],
    en: () => ({ message: 'The client is closed.', remedy: 'Create a new client.' }),
    zh: () => ({ message: '客户端已关闭。', remedy: '请创建新的客户端。' }),
  },
})
