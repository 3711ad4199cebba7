import { isIP } from 'node:net'
import type { HostsEvidence, Place, SettingsEvidence } from '../evidence/index.js'
import { defineRule, type Finding } from '../rule.js'

const alipayName = /(?:^|\.)alipay\.com$/i
const gatewayByNumber = /^https?:\/\/(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?\/(?:gateway\.do|cooperate\/gateway\.do)/i
const alipayNamed = /alipay|mapi|支付宝/i
const cachesForever = /(?:^|\.)(?:sun\.net\.inetaddr\.ttl|networkaddress\.cache\.ttl)$/i

/** S3-05, Q3-04: Alipay is reached through DNS, without a bound address and without a cache that never ends. */
export const addressComesFromDns = defineRule({
  id: 'address-comes-from-dns',
  severity: 'must',
  sources: ['S3-05', 'Q3-04', 'G35'],
  reads: ['hosts', 'settings'],
  texts: {
    en: {
      claim: 'Alipay’s address comes from DNS, each time anew.',
      why: 'Alipay’s addresses change: who has bound one is cut off that day.',
      mend: 'Take the entry out and call mapi.alipay.com by its name. Who must bind an address files it with Alipay’s support, and waives this rule with the number of the filing.',
    },
    zh: {
      claim: '以 DNS 解析的方式取得支付宝地址，每次重新解析。',
      why: '支付宝 IP 地址一旦变更，绑定了旧地址的商户当天就无法访问。',
      mend: '删去该项，以 mapi.alipay.com 的域名访问。确需绑定 IP 的，须向支付宝技术支持备案，并凭备案号豁免本规则。',
    },
  },
  *inspect(evidence) {
    yield* evidence.kind === 'hosts' ? boundInHosts(evidence) : boundInSettings(evidence)
  },
})

function* boundInHosts({ entries }: HostsEvidence): Iterable<Finding> {
  for (const { address, names, place } of entries) {
    const name = names.find((one) => alipayName.test(one))
    if (name !== undefined) yield bound(name, address, place)
  }
}

function* boundInSettings({ settings }: SettingsEvidence): Iterable<Finding> {
  for (const { name, value, place } of settings) {
    const address =
      gatewayByNumber.exec(value)?.[1] ?? (alipayNamed.test(name) && isIP(value) !== 0 ? value : undefined)
    if (address !== undefined && !address.startsWith('127.') && address !== '::1') yield bound(name, address, place)
    if (cachesForever.test(name) && value.trim() === '-1') {
      yield {
        place,
        message: {
          en: `${name} = -1 keeps what DNS answered for ever.`,
          zh: `${name} = -1 会永久缓存 DNS 解析结果。`,
        },
      }
    }
  }
}

function bound(name: string, address: string, place: Place): Finding {
  return {
    place,
    message: { en: `${name} is bound to the address ${address}.`, zh: `${name} 绑定了 IP 地址 ${address}。` },
  }
}
