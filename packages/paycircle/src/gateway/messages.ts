import { defineMessages } from '../base/index.js'

/** What a client says about how it is set up. */
export const messages = defineMessages({
  en: {
    sandbox: (gateway: string) => `Sandbox: requests go to the simulator at ${gateway}. No agreement is real.`,
    'test-account-fee':
      'Test account: every charge costs a fee of 3 %. Change to the contracted account as soon as testing is over.',
    'key-shape':
      'The security key is not 32 letters and digits, as Alipay hands them out. If answers say ILLEGAL_SIGN, look here first.',
    'address-bound': (ip: string, filingNumber: string) =>
      `DNS is bypassed: the gateway is reached at ${ip}, filed as ${filingNumber}. When Alipay moves, requests will fail.`,
  },
  zh: {
    sandbox: (gateway) => `沙箱模式：请求发往模拟器 ${gateway}，签约结果均非真实。`,
    'test-account-fee': '当前为测试账号：每笔交易收取 3% 的手续费。测试结束后请立即更换为签约账号。',
    'key-shape': '安全校验码不是支付宝通常发放的 32 位字母和数字。如返回 ILLEGAL_SIGN，请首先检查此项。',
    'address-bound': (ip, filingNumber) =>
      `已绕过 DNS：通过 IP ${ip} 访问网关（备案号 ${filingNumber}）。支付宝变更 IP 后请求将会失败。`,
  },
})
