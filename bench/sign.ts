import * as crypto from 'node:crypto'
import { services } from 'paycircle/internal/vocabulary'
import { computeSignature, prepareService, Secret, verifySignature } from 'paycircle/wire'
import { compare, type Contestant, type Speed } from './measure.js'
import { peer } from './peers.js'
import { atLeast, perSecond, type Figure, type Row } from './report.js'
import { agentEmail, anyParameters, joined, md5Key, partner, queryParameters, rsaKeys } from './samples.js'

type Parameters = Readonly<Record<string, string>>

interface AlipaySubmit {
  buildRequestPara(parameters: Parameters): Parameters
}

interface EasyAlipayCore {
  createLinkString(parameters: Parameters): string
  createSignature(signType: string, text: string, key: string, charset: string): string
}

interface WechatpayFormatter {
  queryStringLike(parameters: Parameters): string
  ksort(parameters: Parameters): Parameters
}

interface WechatpayHash {
  md5(text: string, key: string): string
}

/** The packages that sign as the gateway wants it, each by its own way from parameters to signature. */
function md5Peers(parameters: Parameters): readonly Contestant[] {
  const Submit = peer('alipay/lib/alipay_submit.class.js') as { AlipaySubmit: new (settings: object) => AlipaySubmit }
  const submit = new Submit.AlipaySubmit({ key: md5Key, sign_type: 'MD5', input_charset: 'utf-8' })
  const easy = peer('easy-alipay/lib/alipay-core.js') as EasyAlipayCore
  const formatter = peer('wechatpay-axios-plugin/lib/formatter.js') as {
    default?: WechatpayFormatter
  } & WechatpayFormatter
  const hash = peer('wechatpay-axios-plugin/lib/hash.js') as WechatpayHash
  return [
    { name: 'alipay 0.0.4', run: () => submit.buildRequestPara(parameters).sign },
    {
      name: 'easy-alipay 0.1.5',
      run: () => easy.createSignature('MD5', easy.createLinkString(parameters), md5Key, 'utf8'),
    },
    {
      name: 'wechatpay-axios-plugin 0.9.6',
      run: () => hash.md5(formatter.queryStringLike(formatter.ksort(parameters)), md5Key),
    },
  ]
}

/** The limit: the digest of a string that somebody else has joined, key and all. */
function digestOfReadyString(parameters: Parameters): Contestant {
  const ready = joined(parameters) + md5Key
  return { name: '`crypto.hash` of a ready string', run: () => crypto.hash('md5', ready, 'hex') }
}

/** The least that the law allows: the same digest with the key in a buffer of its own, and nothing else done. */
function digestOfTwoParts(parameters: Parameters): Contestant {
  const text = joined(parameters)
  const key = Buffer.from(md5Key)
  return {
    name: '`createHash` of the ready string, key apart',
    run: () => crypto.createHash('md5').update(text).update(key).digest('hex'),
  }
}

function figures(speeds: readonly Speed[]): readonly Figure[] {
  return speeds.map(({ name, perSecond: speed, ratioToFirst }) => ({
    name,
    value: `${perSecond(speed)} (${ratioToFirst.toFixed(2)})`,
  }))
}

/** The peers stand behind the limit, the floor and ours. */
function bestPeer(speeds: readonly Speed[]): number {
  return Math.max(...speeds.slice(3).map((speed) => speed.ratioToFirst))
}

/** T1: a known service, all format checks on, the key apart from the string. */
export function signKnownService(): Row {
  const prepared = prepareService(services.query_customer_protocol, {
    partner,
    charset: 'utf-8',
    signType: 'MD5',
    key: Secret.fromText(md5Key),
  })
  const ours = { name: '**paycircle**', run: () => prepared.request({ user_email: agentEmail }).signature }
  const speeds = compare([
    digestOfReadyString(queryParameters),
    digestOfTwoParts(queryParameters),
    ours,
    ...md5Peers(queryParameters),
  ])
  const own = speeds[2]?.ratioToFirst ?? 0
  return {
    id: 'T1',
    operation: 'sign a request of a known service',
    figures: figures(speeds),
    verdicts: [
      atLeast('of `crypto.hash` on a ready string', own, 0.38),
      atLeast('times the best peer', own / bestPeer(speeds), 1.6),
    ],
    note:
      'Ours checks every value against the list of the service; the peers check nothing. In brackets: share of the ' +
      'first line. The second line is the ceiling of whoever keeps the key out of the string: it needs `createHash`, ' +
      'whose object alone costs as much as the digest. 1.6 times the best peer would be nine tenths of that ceiling; ' +
      'the check of the value and the request that is returned take the rest.',
  }
}

/** T2: any names and values. */
export function signAnyParameters(): Row {
  const key = Secret.fromText(md5Key)
  const settings = { charset: 'utf-8', signType: 'MD5', key } as const
  const ours = { name: '**paycircle**', run: () => computeSignature(anyParameters, settings) }
  const speeds = compare([
    digestOfReadyString(anyParameters),
    digestOfTwoParts(anyParameters),
    ours,
    ...md5Peers(anyParameters),
  ])
  const own = speeds[2]?.ratioToFirst ?? 0
  return {
    id: 'T2',
    operation: 'sign arbitrary parameters',
    figures: figures(speeds),
    verdicts: [
      atLeast('of `crypto.hash` on a ready string', own, 0.28),
      atLeast('times the best peer', own / bestPeer(speeds), 1.2),
    ],
  }
}

/** T3: verify in constant time. */
export function verify(): Row {
  const key = Secret.fromText(md5Key)
  const settings = { charset: 'utf-8', signType: 'MD5', key } as const
  const signature = computeSignature(anyParameters, settings)
  const ours = { name: '**paycircle**', run: () => verifySignature(anyParameters, signature, settings) }
  const speeds = compare([digestOfReadyString(anyParameters), ours])
  return {
    id: 'T3',
    operation: 'verify a signature in constant time',
    figures: figures(speeds),
    verdicts: [atLeast('of `crypto.hash` on a ready string', speeds[1]?.ratioToFirst ?? 0, 0.25)],
  }
}

/** T4: RSA, the key parsed once. */
export function rsa(): Row {
  const text = Buffer.from(joined(anyParameters))
  const privateKey = crypto.createPrivateKey(rsaKeys.privateKey)
  const publicKey = crypto.createPublicKey(rsaKeys.publicKey)
  const key = Secret.fromText(rsaKeys.privateKey)
  const signature = computeSignature(anyParameters, { charset: 'utf-8', signType: 'RSA', key })
  const bytes = Buffer.from(signature, 'base64')
  const signing = compare([
    { name: '`crypto.sign` with a KeyObject', run: () => crypto.sign('RSA-SHA1', text, privateKey) },
    {
      name: '**paycircle**, sign',
      run: () => computeSignature(anyParameters, { charset: 'utf-8', signType: 'RSA', key }),
    },
    { name: '`crypto.sign` with a PEM each time', run: () => crypto.sign('RSA-SHA1', text, rsaKeys.privateKey) },
  ])
  const settings = { charset: 'utf-8', signType: 'RSA', key: rsaKeys.publicKey } as const
  const verifying = compare([
    { name: '`crypto.verify` with a KeyObject', run: () => crypto.verify('RSA-SHA1', text, publicKey, bytes) },
    { name: '**paycircle**, verify', run: () => verifySignature(anyParameters, signature, settings) },
    {
      name: '`crypto.verify` with a KeyObject, signature still in base64',
      run: () => crypto.verify('RSA-SHA1', text, publicKey, Buffer.from(signature, 'base64')),
    },
    {
      name: '`crypto.verify` with a PEM each time',
      run: () => crypto.verify('RSA-SHA1', text, rsaKeys.publicKey, bytes),
    },
  ])
  return {
    id: 'T4',
    operation: 'RSA-2048, sign and verify',
    figures: [...figures(signing), ...figures(verifying)],
    verdicts: [
      atLeast('of `crypto.sign` with a KeyObject', signing[1]?.ratioToFirst ?? 0, 0.95),
      atLeast('of `crypto.verify` with a KeyObject', verifying[1]?.ratioToFirst ?? 0, 0.9),
    ],
    note:
      'The bare verification is handed the joined text and the decoded signature. Ours is handed names, values and ' +
      'base64: it sorts and joins nine parameters, decodes the signature and makes sure that it was spelt in the one ' +
      'right way. A verification with a public key is so quick that this is a tenth of it and more; the line with the ' +
      'signature in base64 shows what decoding alone takes.',
  }
}
