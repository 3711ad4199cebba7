import { describe, expect, it } from 'vitest'
import { parametersAreSorted as rule } from '../../src/rules/parameters-are-sorted.js'
import { auditTexts, placesOf } from '../specimens.js'

const set = "p['service'] = 'query_customer_protocol'; p['partner'] = id"

describe('parameters that nothing sorts', () => {
  it.each([
    [
      'JavaScript',
      `const h = require('crypto').createHash('md5')\n${set}\nfor (const k in p) { s += k + '=' + p[k] + '&' }\n`,
      '3:31',
    ],
    [
      'Python',
      `import hashlib\nd = {'service': 'query_customer_protocol', 'partner': x}\ns = '&'.join(['%s=%s' % (k, v) for k, v in d.items()])\nhashlib.md5(s)\nt = [x for k in d if y + '=' + k]\n`,
      '5:26',
    ],
    [
      'Ruby',
      `require 'digest'\nd = { 'service' => 'query_customer_protocol', 'partner' => x }\ns = d.map { |k, v| "#{k}=#{v}" }.join('&')\nDigest::MD5.hexdigest(s)\n`,
      '3:25',
    ],
    [
      'Go',
      'package a\n\nimport "crypto/md5"\n\nfunc f() {\n\tp := map[string]string{"service": "query_customer_protocol", "partner": x}\n\tfor k, v := range p {\n\t\ts += k + "=" + v\n\t}\n\tmd5.Sum(s)\n}\n',
      '8:12',
    ],
  ])('are told in %s', (_, text, place) => {
    expect(placesOf(rule, text)).toEqual([place])
  })

  it('are no matter where somebody sorts, in whatever file', () => {
    const joins = `const crypto = require('crypto')\n${set}\nfor (const k in p) { s += k + '=' + p[k] + '&' }\ncrypto.createHash('md5')\n`
    expect(placesOf(rule, joins)).toEqual(['3:31'])
    const sorts =
      "const gateway = 'https://mapi.alipay.com/gateway.do'\nmodule.exports = (p) => Object.keys(p).sort()\n"
    expect(auditTexts({ 'a.js': joins, 'b.js': sorts }, [rule]).findings).toEqual([])
  })

  it.each([
    ['nothing is signed', `const a = require('a')\n${set}\nfor (const k in p) { s += k + '=' + p[k] + '&' }\n`],
    [
      'they are set in their order',
      "const c = require('crypto').createHash('md5')\nconst p = { _input_charset: 'utf-8', partner: x, service: 'query_customer_protocol' }\nfor (const k in p) { s += k + '=' + p[k] }\n",
    ],
    [
      'it is not about the gateway',
      "const c = require('crypto').createHash('md5')\nconst p = { service: 'a', partner: x }\nfor (const k in p) { s += k + '=' + p[k] }\n",
    ],
  ])('are no matter where %s', (_, text) => {
    expect(placesOf(rule, text)).toEqual([])
  })
})
