import { defineMessages } from 'paycircle/internal/base'

/** The profile warnings, by name. */
export const profileMessages = defineMessages({
  en: {
    'test-account-fee':
      'Test account: charges made with it cost a fee of 3 %. Change to the contracted account as soon as testing is done.',
    'key-shape-unusual':
      'The security key is not 32 letters and digits, as MD5 keys from Alipay are. Check how it was copied.',
    'address-bound':
      'The gateway is reached at a bound IP address. Alipay changes its addresses; keep the filing with its support up to date.',
  },
  zh: {
    'test-account-fee': '测试账号：使用该账号交易将收取 3% 的手续费。测试完成后请立即更换为签约账号。',
    'key-shape-unusual': '安全校验码不是支付宝 MD5 密钥常见的 32 位字母和数字，请检查复制是否完整。',
    'address-bound': '当前通过绑定的 IP 地址访问网关。支付宝会变更地址，请确保在支付宝技术支持处的备案有效。',
  },
})
