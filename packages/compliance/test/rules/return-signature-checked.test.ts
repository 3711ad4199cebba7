import { expect, it } from 'vitest'
import { returnSignatureChecked } from '../../src/rules/return-signature-checked.js'
import { auditTexts, placesOf } from '../specimens.js'

const head = "const gateway = 'https://mapi.alipay.com/gateway.do'\n"

it('points at what is taken from the request', () => {
  expect(placesOf(returnSignatureChecked, `${head}if (req.query.is_success === 'T') paid()`)).toEqual(['2:5'])
  expect(placesOf(returnSignatureChecked, `${head}if (req.body['trade_status'] === 'T') paid()`)).toEqual(['2:5'])
})

it.each([
  ['the signature is read', 'if (req.body.trade_status && md5(joined(req.body)) === req.body.sign) paid()'],
  ['something verifies', 'if (verifyReturn(req.query) && req.query.is_success) paid()'],
  ['something else is read', 'if (req.query.page) list()'],
])('is silent where %s', (_, line) => {
  expect(placesOf(returnSignatureChecked, head + line)).toEqual([])
})

it('is silent where another file verifies', () => {
  const files = {
    'alipay.js': `${head}exports.verifySign = (p) => p`,
    'routes.js': "const alipay = require('./alipay')\nif (req.query.is_success === 'T') paid()",
  }
  expect(auditTexts(files, [returnSignatureChecked]).findings).toEqual([])
  const without = { ...files, 'alipay.js': head }
  expect(auditTexts(without, [returnSignatureChecked]).findings).toHaveLength(1)
})
