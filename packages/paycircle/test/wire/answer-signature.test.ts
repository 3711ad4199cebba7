import { describe, expect, it } from 'vitest'
import type { Charset } from 'paycircle/internal/vocabulary'
import {
  computeSignature,
  encodeText,
  parseAnswer,
  verifyAnswerSignature,
  type Answer,
  type ParameterSet,
} from 'paycircle/wire'
import { readVector } from './vectors.js'

const key = 'k'.repeat(32)
const md5 = { signType: 'MD5', key } as const

const signed = (parameters: ParameterSet, charset: Charset = 'utf-8'): string =>
  `<sign>${computeSignature(parameters, { charset, ...md5 })}</sign><sign_type>MD5</sign_type>`

const read = (inner: string, charset: Charset = 'utf-8'): Answer =>
  parseAnswer(encodeText(`<?xml version="1.0" encoding="${charset}"?><alipay>${inner}</alipay>`, charset), {})

describe('the signature of an answer', () => {
  const response =
    '<request><param name="a">1</param></request><response><trade><no>1 &amp; 2</no><fund><a>&lt;</a></fund><empty/></trade></response>'
  const node = { no: '1 & 2', fund: '<a>&lt;</a>' }

  it('covers the children of the business node, without is_success and the echo', () => {
    expect(verifyAnswerSignature(read(`<is_success>T</is_success>${response}${signed(node)}`), md5)).toBe('valid')
    expect(verifyAnswerSignature(read(`<is_success>F</is_success>${response}${signed(node)}`), md5)).toBe('valid')
    expect(verifyAnswerSignature(read(`${response}${signed({ ...node, is_success: 'T' })}`), md5)).toBe('invalid')
    expect(verifyAnswerSignature(read(`${response.replace('1 &amp;', '3 &amp;')}${signed(node)}`), md5)).toBe('invalid')
  })

  it('covers the error of a refusal', () => {
    const refusal = `<is_success>F</is_success><error>X</error>`
    expect(verifyAnswerSignature(read(`${refusal}${signed({ error: 'X' })}`), md5)).toBe('valid')
    expect(verifyAnswerSignature(read(`${refusal}<request/>${signed({ error: 'X' })}`), md5)).toBe('valid')
    expect(verifyAnswerSignature(read(`${refusal}${signed({ error: 'Y' })}`), md5)).toBe('invalid')
  })

  it('covers the fields of a flat answer but is_success', () => {
    const fields = { charge_agent: 'T', refund_charge: 'F' }
    const answer = '<is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge>'
    expect(verifyAnswerSignature(read(`${answer}${signed(fields)}`), md5)).toBe('valid')
    expect(verifyAnswerSignature(read(`${answer}${signed({ ...fields, refund_charge: 'T' })}`), md5)).toBe('invalid')
  })

  it('covers all of a query string', () => {
    const sign = computeSignature({ is_success: 'T', details: '测' }, { charset: 'gbk', ...md5 })
    const text = encodeText(`is_success=T&details=测&sign=${sign}&sign_type=MD5`, 'gbk')
    expect(verifyAnswerSignature(parseAnswer(text, { requestCharset: 'gbk' }), md5)).toBe('valid')
  })

  it('is made over bytes in the charset of the answer, or in another that is named', () => {
    const answer = read(`<is_success>T</is_success><memo>测试</memo>${signed({ memo: '测试' }, 'gbk')}`, 'gbk')
    expect(verifyAnswerSignature(answer, md5)).toBe('valid')
    expect(verifyAnswerSignature(answer, { ...md5, charset: 'utf-8' })).toBe('invalid')
  })

  it('may be RSA', () => {
    const settings = { charset: 'utf-8', signType: 'RSA' } as const
    const sign = computeSignature({ no: '1' }, { ...settings, key: readVector('keys/test-only-1024-pkcs8.pem') })
    const answer = read(`<response><t><no>1</no></t></response><sign>${sign}</sign><sign_type>RSA</sign_type>`)
    expect(verifyAnswerSignature(answer, { signType: 'RSA', key: readVector('keys/test-only-1024-public.pem') })).toBe(
      'valid',
    )
    expect(verifyAnswerSignature(answer, md5)).toBe('invalid')
  })

  it('is absent where there is none, and never valid where something stands twice', () => {
    expect(verifyAnswerSignature(read('<is_success>T</is_success>'), md5)).toBe('absent')
    expect(verifyAnswerSignature(read('<is_success>T</is_success><sign/>'), md5)).toBe('absent')
    expect(verifyAnswerSignature(parseAnswer(Buffer.from('<html></html>'), {}), md5)).toBe('absent')
    const fields = { x: '1' }
    expect(verifyAnswerSignature(read(`<x>1</x><x>1</x>${signed(fields)}`), md5)).toBe('invalid')
    expect(verifyAnswerSignature(read(`<x>1</x>${signed(fields)}${signed(fields)}`), md5)).toBe('invalid')
  })

  it('is invalid where a reference brings in what the charset lacks', () => {
    expect(verifyAnswerSignature(read(`<x>&#8364;</x>${signed({ x: '1' })}`, 'gbk'), md5)).toBe('invalid')
  })
})
