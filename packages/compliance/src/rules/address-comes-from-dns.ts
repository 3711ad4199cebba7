import { isIP } from 'node:net'
import type { HostsEvidence, Place, SettingsEvidence, SourceEvidence } from '../evidence/index.js'
import { defineRule, type Finding } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

const alipayName = /(?:^|\.)alipay\.com$/i
const gatewayByNumber = /^https?:\/\/(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?\/(?:gateway\.do|cooperate\/gateway\.do)/i
const alipayNamed = /alipay|mapi|支付宝/i
const cachesForever = /(?:^|\.)(?:sun\.net\.inetaddr\.ttl|networkaddress\.cache\.ttl)$/i

/** S3-05, Q3-04: Alipay is reached through DNS, without a bound address and without a cache that never ends. */
export const addressComesFromDns = defineRule({
  id: 'address-comes-from-dns',
  severity: 'must',
  sources: ['S3-05', 'Q3-04', 'G35'],
  reads: ['hosts', 'settings', 'source'],
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
    if (evidence.kind === 'hosts') yield* boundInHosts(evidence)
    else if (evidence.kind === 'settings') yield* boundInSettings(evidence)
    else yield* boundInSource(evidence)
  },
})

function* boundInHosts({ entries }: HostsEvidence): Iterable<Finding> {
  for (const { address, names, place } of entries) {
    const name = names.find((one) => alipayName.test(one))
    if (name !== undefined) yield bound(name, address, place)
  }
}

/** `mapi.alipay.com:110.75.143.101`, as compose files bind a name. */
const nameWithAddress = /^((?:[\w-]+\.)*alipay\.com)[:=]\[?([\da-f.:]{3,45})\]?$/i

function* boundInSettings({ settings }: SettingsEvidence): Iterable<Finding> {
  let aliased: string | undefined
  for (const { name, value, place } of settings) {
    const [, host = '', number = ''] = nameWithAddress.exec(value) ?? []
    if (isIP(number) !== 0 && !isOwn(number)) yield bound(host, number, place)
    // Kubernetes: `hostAliases: [{ ip, hostnames }]`.
    if (/\bhostAliases\.ip$/.test(name)) aliased = value
    if (/\bhostAliases\.hostnames$/.test(name) && alipayName.test(value) && aliased !== undefined && !isOwn(aliased))
      yield bound(value, aliased, place)
    const address =
      gatewayByNumber.exec(value)?.[1] ?? (alipayNamed.test(name) && isIP(value) !== 0 ? value : undefined)
    if (address !== undefined && !isOwn(address)) yield bound(name, address, place)
    if (cachesForever.test(name) && value.trim() === '-1') {
      yield keptForEver(name, place)
    }
  }
}

function isOwn(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

/** Addresses of one's own network are nobody's binding of Alipay. */
const ownNetwork = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./
/** What binds a name to an address, in the languages that are read. */
const binding =
  /mapi|CURLOPT_RESOLVE|\blookup\b|dest_ip|getaddrinfo|DialContext|\bDial\b|getByAddress|IPAddress\.Parse|ForcedIP|alipay_?(?:ip|host|addr)|ConnectCallback/i

function* boundInSource(source: SourceEvidence): Iterable<Finding> {
  const deals = dealsWithGateway(source)
  if (!deals && !/alipay|networkaddress\.cache\.ttl/i.test(source.document.text)) return
  const code = Code.of(source)
  for (const { start, end, text } of code.strings) {
    if (text.length > 300) continue
    const place = code.place(start, end)
    const before = code.spoken.slice(Math.max(0, start - 120), start)
    const address =
      gatewayByNumber.exec(text)?.[1] ??
      /^\+?mapi\.alipay\.com:\d{1,5}:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(text)?.[1] ??
      (deals && binding.test(before) ? /^(\d{1,3}(?:\.\d{1,3}){3})(?::443)?$/.exec(text)?.[1] : undefined)
    if (
      address !== undefined &&
      isIP(address) !== 0 &&
      !ownNetwork.test(address) &&
      !/client|remote|exter_invoke/i.test(before)
    )
      yield bound('mapi.alipay.com', address, place)
    else if (cachesForever.test(text) && /^\s*,\s*["']?-1\b/.test(code.spoken.slice(end, end + 20)))
      yield keptForEver(text, place)
    else if (deals && /^(?:dnscache|dns-cache|cacheable-lookup)$/.test(text)) yield cached(text, place)
  }
}

function keptForEver(name: string, place: Place): Finding {
  return {
    place,
    message: {
      en: `${name} = -1 keeps what DNS answered for ever.`,
      zh: `${name} = -1 会永久缓存 DNS 解析结果。`,
    },
  }
}

function cached(name: string, place: Place): Finding {
  return { place, message: { en: `${name} caches what DNS answered.`, zh: `${name} 会缓存 DNS 解析结果。` } }
}

function bound(name: string, address: string, place: Place): Finding {
  return {
    place,
    message: { en: `${name} is bound to the address ${address}.`, zh: `${name} 绑定了 IP 地址 ${address}。` },
  }
}
