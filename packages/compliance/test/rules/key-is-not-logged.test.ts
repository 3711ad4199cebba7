import { expect, it } from 'vitest'
import { keyIsNotLogged } from '../../src/rules/key-is-not-logged.js'
import { placesOf } from '../specimens.js'

const head = "const service = 'query_customer_protocol'\nconst hash = md5(joined + key)\n"

it.each([
  ['console.log(joined + key)', ['3:22']],
  ['logger.info(`signing with ${md5Key}`)', ['3:29']],
  ["log.debug('%s %s', joined, config.alipay_key)", ['3:28']],
  ['console.error(JSON.stringify({ partner, security_code }))', ['3:41']],
  ["console.log(config['key'])", ['3:13']],
])('finds %s', (line, places) => {
  expect(placesOf(keyIsNotLogged, head + line)).toEqual(places)
})

it.each([
  ['console.log(joined)'],
  ["console.log('the key is missing')"],
  ['console.log(key.length, mask(md5Key), md5Key ? 1 : 0, md5Key === undefined)'],
  ['console.log(hash(joined + key) === given)'],
  ['console.log(parameters.map((key) => key))\nfor (const key in parameters) console.log(key)'],
  ['// console.log(joined + key)'],
])('lets %s be', (line) => {
  expect(placesOf(keyIsNotLogged, head + line)).toEqual([])
})

it('does not take every key for the security key', () => {
  expect(placesOf(keyIsNotLogged, "const service = 'query_customer_protocol'\nconsole.log(key, value)")).toEqual([])
})

it('knows the key of a class named after Alipay, in a file that names the gateway nowhere', () => {
  const source = (line: string) =>
    `package com.example;\n\nimport java.util.Map;\n\npublic class Signer {\n    void sign(String preSign) {\n        ${line}\n    }\n}\n`
  expect(placesOf(keyIsNotLogged, source('LOG.info("sign " + preSign + AlipayConfig.KEY);'))).toEqual(['7:38'])
  expect(placesOf(keyIsNotLogged, source('LOG.info("sign " + preSign + AlipayConfig.keyFingerprint());'))).toEqual([])
  expect(placesOf(keyIsNotLogged, source('String sign = md5(preSign + AlipayConfig.KEY);'))).toEqual([])
})
