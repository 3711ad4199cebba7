import { describe, expect, it } from 'vitest'
import { keyIsNotSent as rule } from '../../src/rules/key-is-not-sent.js'
import { onlyListedParameters } from '../../src/rules/only-listed-parameters.js'
import { formOf, payment, signing, urlOf } from '../gateway-form.js'
import { auditTexts, placesOf, textsAt } from '../specimens.js'

const key = 'q8w2e7r4t1y9u3i6o5p0a8s7d6f5g4h3'

describe('the key among the parameters', () => {
  it.each([
    ['md5_key', key],
    ['key', key],
    ['security_code', 'abc'],
    ['alipay.key', '<?= $key ?>'],
    ['key', '<%= key %>'],
    ['privateKey', 'x'],
    ['a', '-----BEGIN RSA PRIVATE KEY-----'],
  ])('is found as %s', (name, value) => {
    expect(placesOf(rule, formOf({ ...signing, [name]: value }))).toEqual(['8:1'])
    expect(placesOf(onlyListedParameters, formOf({ ...signing, [name]: value }))).toEqual([])
  })

  it('is found in an address, and with other services, and never repeated', () => {
    expect(textsAt(rule, urlOf({ ...payment, key }))).toEqual([`key=${key}`])
    const { findings } = auditTexts({ evidence: urlOf({ ...signing, key }) }, [rule])
    expect(findings.map(({ message }) => message.en)).toEqual(['The key is sent as a parameter, key.'])
  })

  it.each([
    ['key', 'search'],
    ['key', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['public_key', key],
    ['out_trade_no', key],
    ['security_key', ''],
    ['sign', key],
  ])('is not %s=%s', (name, value) => {
    expect(placesOf(rule, formOf({ ...signing, [name]: value }))).toEqual([])
  })

  it('is nobody’s business in a form that goes elsewhere', () => {
    expect(placesOf(rule, `${formOf(signing)}<form action=/x><input name=md5_key value=${key}></form>`)).toEqual([])
  })
})
