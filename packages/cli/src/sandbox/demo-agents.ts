import type { AccountSpec } from 'paycircle-simulator'
import type { DemoAgent } from 'paycircle-server/service'

/** An account at the simulated Alipay, and what it shows. */
interface DemoAccount extends DemoAgent {
  readonly account: AccountSpec
}

const demo = (account: AccountSpec, en: string, zh: string): DemoAccount => ({
  account,
  email: account.email,
  note: { en, zh },
})

/** The agents with whom the sandbox begins; each stands for a case that a platform meets. */
export const demoAccounts: readonly DemoAccount[] = [
  demo({ email: 'agent@example.com' }, 'not signed, certificate installed', '未签约，已安装数字证书'),
  demo(
    { email: 'no-certificate@example.com', certificate: false },
    'not signed, no certificate: auto-refund cannot be signed yet',
    '未签约，未安装数字证书：暂不能签署自动退款',
  ),
  demo(
    { email: 'signed@example.com', autoDebit: true, autoRefund: true },
    'signed, both halves',
    '代扣、自动退款均已签约',
  ),
  demo({ email: 'debit-only@example.com', autoDebit: true }, 'auto-debit alone is signed', '仅签署了代扣'),
  demo({ email: 'refund-only@example.com', autoRefund: true }, 'auto-refund alone is signed', '仅签署了自动退款'),
  demo(
    { email: 'irregular@example.com', autoDebit: true, autoRefund: true, state: 'irregular' },
    'the agreement is not in its normal state',
    '签约状态不正常',
  ),
  demo(
    { email: 'agent+system-error@example.com' },
    'Alipay first answers SYSTEM_ERROR, on its page and to the query: nobody knows, a hold follows',
    '支付宝首次返回 SYSTEM_ERROR（页面和查询各一次）：结果未知，随之暂停',
  ),
  demo(
    { email: 'agent+timeout@example.com' },
    'Alipay first does not answer, neither with its page nor to the query',
    '支付宝首次没有应答（页面和查询各一次）',
  ),
]
