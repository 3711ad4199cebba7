import type { MistakeId, Sentence } from '../rule.js'
import type { CatalogueMistake, Cover } from './catalogue-row.js'

const checked: Cover = { checked: true }

const seen: readonly (readonly [MistakeId, en: string, zh: string, cover?: Cover])[] = [
  [
    'G1',
    'is_success=T is taken for “signed”, and both flags are ignored',
    '把 is_success=T 当作“已签约”，两个标志都不看',
  ],
  ['G2', 'only refund_charge is looked at, charge_agent never', '只看 refund_charge，从不看 charge_agent'],
  ['G3', 'XML is read by the position of its children', '按子节点的位置读取 XML'],
  ['G4', 'XML is searched with a regular expression or a substring', '用正则表达式或子串在 XML 中查找'],
  ['G5', 'every exception is swallowed and told as “not signed”', '吞掉一切异常并当作“未签约”'],
  [
    'G6',
    'the error code is thrown away: NO_SIGN_CUSTOMER and SYSTEM_ERROR are treated alike',
    '丢弃错误码：NO_SIGN_CUSTOMER 与 SYSTEM_ERROR 同等对待',
  ],
  ['G7', 'the query has no time limit', '查询没有时间限制'],
  ['G8', 'the answer is decoded in the machine’s own charset', '用本机默认编码解读返回数据'],
  ['G9', 'the query is joined without & or with values that are not encoded', '拼接查询串时漏掉 & 或未对值编码'],
  ['G10', 'a value is cut at its first =', '值在第一个 = 处被截断'],
  [
    'G11',
    'an & is left at the end of the pre-sign string when the last value is empty',
    '最后一个值为空时，待签名字符串末尾留下 &',
  ],
  [
    'G12',
    'a long GET becomes a POST that sends values still encoded',
    'URL 过长时 GET 悄悄变成 POST，并发送仍处于编码状态的值',
  ],
  ['G13', 'a request is sent without sign', '发送的请求没有 sign'],
  ['G14', 'hidden inputs are not quoted or not escaped', '隐藏域未加引号或未转义'],
  [
    'G15',
    'the form’s action lacks ?_input_charset= or carries other parameters',
    '表单 action 缺少 ?_input_charset= 或带有其他参数',
  ],
  [
    'G16',
    'foreign fields are in the form: a named button, a CSRF token, routing fields',
    '表单中有外来字段：带名称的按钮、CSRF 令牌、路由字段',
  ],
  ['G17', 'values are URL-encoded before they are signed or inside inputs', '签名前或在隐藏域内对值做了 URL 编码'],
  ['G18', 'sign_type is signed, or not sent', 'sign_type 参与签名，或没有发送'],
  ['G19', 'the gateway is called over http', '以 http 访问网关'],
  ['G20', 'the old host www.alipay.com/cooperate is used', '使用旧地址 www.alipay.com/cooperate'],
  ['G21', 'a captured internal redirect of Alipay’s is written into a page', '把截获的支付宝内部跳转地址写死在页面里'],
  ['G22', 'a signed gateway URL is written into a page or an app', '把已签名的网关地址写死在页面或程序里'],
  ['G23', 'the key stands in source, comments, tests or logs', '密钥出现在源码、注释、测试或日志中'],
  ['G24', 'TLS checks are switched off', '关闭 TLS 证书校验'],
  ['G25', 'the gateway is shown in an iframe', '在 iframe 中显示网关'],
  [
    'G26',
    'return_url or notify_url is relied on for the outcome of a signing',
    '依赖 return_url、notify_url 得知签约结果',
  ],
  ['G27', 'the agreement is checked once and never before a debit or a refund', '协议只查一次，代扣、退款之前不再查'],
  [
    'G28',
    'follow-up work is not de-duplicated and nothing is logged',
    '后续业务没有防重复，也没有日志',
    { rooms: ['engine', 'delivery', 'ledger'], procedure: [{ zh: '业务后续的执行', en: 'business follow-up' }] },
  ],
  ['G29', 'a mobile number is passed as the signer’s email', '把手机号作为签署者 email'],
  ['G30', 'biz_type is missing or other than 10004', 'biz_type 缺失或不是 10004'],
  ['G31', 'the charset is spelled one way in the URL and another in the parameter', '编码在 URL 中与参数中写法不一'],
  ['G32', 'refund_date is written on a 12-hour clock', 'refund_date 使用 12 小时制'],
  ['G33', 'notify_verify goes to the wrong gateway', 'notify_verify 发往错误的网关'],
  ['G34', 'a return is accepted without checking its signature', '接受返回数据时不验签'],
  ['G35', 'an IP address is pinned, or DNS cached', '绑定 IP 或缓存 DNS'],
  ['G36', 'Alipay user name or password is collected on the merchant’s site', '在商户网站上收集支付宝用户名或密码'],
  ['G37', 'test credentials are left in production', '生产环境仍用测试账号'],
  [
    'G38',
    'the sign page is opened by window.open with a server string that is not escaped',
    '用 window.open 打开签约页时，服务端字符串未转义',
  ],
]

/** Mistakes seen in integrations that were published. */
export const mistakes: readonly CatalogueMistake[] = seen.map(([id, en, zh, cover = checked]) => {
  const mistake: Sentence = { zh, en }
  return { id, mistake, cover }
})
