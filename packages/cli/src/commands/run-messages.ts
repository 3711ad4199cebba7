import { defineMessages } from 'paycircle/internal/base'

/** What the commands say that run until they are stopped. */
export const runMessages = defineMessages({
  en: {
    sandboxReady: 'The sandbox is ready. Nothing in it is real, and nothing leaves this machine.',
    open: (url: string) => `Open           ${url}`,
    simulator: (url: string) => `Simulator      ${url}`,
    gateway: (url: string) => `Gateway        ${url}`,
    signPages: (url: string) => `Sign pages     ${url}`,
    partner: (partner: string) => `Partner ID     ${partner}`,
    noPartner: 'Partner ID     none; set PAYCIRCLE_PARTNER and its key to register one',
    dataFolder: (folder: string) => `Data folder    ${folder}`,
    apiKeyFile: (profile: string, file: string) => `API key        ${file} (profile ${profile})`,
    inAnotherTerminal: 'To ask from another terminal:',
    ctrlC: 'Ctrl-C stops it.',
    serviceReady: 'The service is ready.',
    simulatorReady: 'The simulator is ready. It plays Alipay; no agreement in it is real.',
    notSealed:
      'Warning: no seal key is set, so a log that was cut off or written anew could not be told: paycircle log seal --new-key FILE, then PAYCIRCLE_SEAL_KEY_FILE=FILE. [S3-19, Q3-18]',
    stopping: 'Stopping; calls under way are brought to their end. Ctrl-C again stops at once.',
    demoMerchantInstead: (names: string) => `\`start\` uses its own demo merchant; not used: ${names}.`,
  },
  zh: {
    sandboxReady: '沙箱已就绪。其中一切均非真实，也不会访问本机以外的地址。',
    open: (url) => `打开        ${url}`,
    simulator: (url) => `模拟器      ${url}`,
    gateway: (url) => `网关        ${url}`,
    signPages: (url) => `签约页面    ${url}`,
    partner: (partner) => `合作者身份ID  ${partner}`,
    noPartner: '合作者身份ID  无；设置 PAYCIRCLE_PARTNER 及其密钥即可登记',
    dataFolder: (folder) => `数据文件夹  ${folder}`,
    apiKeyFile: (profile, file) => `API 密钥    ${file}（商户配置 ${profile}）`,
    inAnotherTerminal: '在另一个终端中查询：',
    ctrlC: '按 Ctrl-C 停止。',
    serviceReady: '服务已就绪。',
    simulatorReady: '模拟器已就绪。它只是模拟支付宝，其中的签约均非真实。',
    notSealed:
      '警告：未设置封印密钥，操作日志若被截断或重写将无法发现。请执行 paycircle log seal --new-key 文件，再设置 PAYCIRCLE_SEAL_KEY_FILE=文件。（条款 S3-19、Q3-18）',
    stopping: '正在停止，等待进行中的调用结束；再按一次 Ctrl-C 立即停止。',
    demoMerchantInstead: (names) => `\`start\` 使用自带的演示商户，以下设置未被使用：${names}。`,
  },
})
