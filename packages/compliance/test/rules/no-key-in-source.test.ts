import { expect, it } from 'vitest'
import { noKeyInSource } from '../../src/rules/no-key-in-source.js'
import { auditTexts, placesOf } from '../specimens.js'

const key = 'q8w3e7r1t5y9u2i6o4p0a8s3d7f1g5h9'
const head = "const service = 'query_customer_protocol'\nconst partner = '2088000000000000'\n"

it.each([
  ['a constant', `const key = '${key}'`, ['3:14']],
  ['an argument', `sign(parameters, "${key}", 'utf-8')`, ['3:19']],
  ['a member', `const config = { key: \`${key}\` }`, ['3:24']],
  ['a comment', `// key of production: ${key}`, ['3:23']],
  [
    'the end of a pre-sign string',
    `// md5("_input_charset=utf-8&partner=2088000000000000&service=sign_protocol_with_partner${key}")`,
    ['3:89'],
  ],
  ['a key of mixed letters', "const key = 'Q8w3E7r1T5y9U2i6O4p0A8s3D7f1G5h9'", ['3:14']],
  ['a hexadecimal key by its name', "const alipayKey = '3f79bb7b435b05321651daefd374cdc6'", ['3:20']],
])('finds a key as %s', (_, line, places) => {
  expect(placesOf(noKeyInSource, head + line)).toEqual(places)
})

it.each([
  [
    'a pre-sign string without a key',
    `// "_input_charset=utf-8&partner=2088000000000000&service=sign_protocol_with_partner"`,
  ],
  ['a signature', `const sign = '${key}'`],
  ['mixed letters that nobody calls a key', "const ticket = 'Q8w3E7r1T5y9U2i6O4p0A8s3D7f1G5h9'"],
  ['a digest', "const md5 = '3f79bb7b435b05321651daefd374cdc6'"],
  ['a token', `const csrfToken = '${key}'`],
  ['repeated letters', `const key = '${'k'.repeat(32)}'`],
  ['letters counted up', "const key = '0123456789abcdef0123456789abcdef'"],
  ['the environment', 'const key = process.env.ALIPAY_SECURITY_KEY_OF_THE_SHOP'],
  ['a longer text', `const key = '${key}${key}'`],
  ['a key of another service', `const wechatApiKey = '${key}'`],
  [
    'a private key that is put together of parts',
    "const pem = '-----BEGIN PRIVATE KEY-----\\n' + body + '\\n-----END PRIVATE KEY-----'",
  ],
  [
    'a public key',
    "const alipayPublicKey = '-----BEGIN PUBLIC KEY-----\\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDInventedInventedInvented'",
  ],
])('lets %s be', (_, line) => {
  expect(placesOf(noKeyInSource, head + line)).toEqual([])
})

it('is silent in files that have nothing to do with Alipay', () => {
  expect(placesOf(noKeyInSource, `const other = require('other')\nconst key = '${key}'`)).toEqual([])
})

it('never shows the value', () => {
  const report = auditTexts({ 'a.js': `${head}const key = '${key}'` }, [noKeyInSource])
  expect(report.findings).toHaveLength(1)
  expect(JSON.stringify(report.findings.map(({ message }) => message))).not.toContain(key.slice(0, 6))
})
