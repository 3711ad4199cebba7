import { defineMessages } from 'paycircle/internal/base'

/** What `simulate` says about being reached from elsewhere, and about https. */
export const simulateMessages = defineMessages({
  en: {
    openToOthers: (address: string, names: string) =>
      `others can reach this simulator. It listens on ${address} and answers by the names ${names}; whoever reaches it reads what it was sent and drives it. Send it invented keys and passwords only.`,
    authority: (file: string) => `CA             ${file}`,
    fingerprint: (fingerprint: string) => `SHA-256        ${fingerprint}`,
    trustNew: 'The CA is new: trust it wherever the simulator is called. It can vouch for the simulator’s names only.',
    trustKept: 'The CA was made at an earlier start; who trusts it already needs nothing more.',
    trustBy: (file: string) =>
      `Node.js: NODE_EXTRA_CA_CERTS=${file}; curl: --cacert ${file}; a browser: import the file.`,
  },
  zh: {
    openToOthers: (address, names) =>
      `其他机器可以访问本模拟器。它监听 ${address}，接受的主机名有 ${names}；任何能访问它的人都能看到发给它的内容，也能操作它。请只使用虚构的密钥和密码。`,
    authority: (file) => `CA 证书     ${file}`,
    fingerprint: (fingerprint) => `SHA-256     ${fingerprint}`,
    trustNew: '该 CA 为新建，请在访问模拟器的各处予以信任；它只能为模拟器自己的主机名签发有效证书。',
    trustKept: '该 CA 沿用此前所建；已信任者无需再作任何操作。',
    trustBy: (file) => `Node.js：NODE_EXTRA_CA_CERTS=${file}；curl：--cacert ${file}；浏览器：导入该文件。`,
  },
})
