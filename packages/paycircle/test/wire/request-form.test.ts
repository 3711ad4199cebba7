import fc from 'fast-check'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { alipayGateway, charsets, services, type Charset } from 'paycircle/internal/vocabulary'
import { formDecode, prepareService, requestBody, requestForm, requestUrl, postUrl } from 'paycircle/wire'

type Element = DefaultTreeAdapterTypes.Element

const key = Secret.fromText('k'.repeat(32))
const request = prepareService(services.sign_protocol_with_partner, {
  partner: '2088000000000000',
  charset: 'gbk',
  signType: 'MD5',
  key,
}).request({ email: "o'brien+a&b@example.com" })

function elementsOf(html: string): Element[] {
  const found: Element[] = []
  const visit = (node: DefaultTreeAdapterTypes.ParentNode): void => {
    for (const child of node.childNodes) {
      if (!('tagName' in child)) continue
      found.push(child)
      visit(child)
    }
  }
  visit(parseFragment(html))
  return found
}

function labelOf(html: string): string | undefined {
  const text = elementsOf(html).find(({ tagName }) => tagName === 'button')?.childNodes[0]
  return text !== undefined && 'value' in text ? text.value : undefined
}

const attributesOf = (element: Element | undefined): Record<string, string> =>
  Object.fromEntries((element?.attrs ?? []).map(({ name, value }) => [name, value]))

describe('a request’s form', () => {
  const { action, fields, html } = requestForm(alipayGateway, request, { method: 'post' })

  it('has the gateway with nothing but _input_charset for its action', () => {
    expect(action).toBe('https://mapi.alipay.com/gateway.do?_input_charset=gbk')
    expect(attributesOf(elementsOf(html)[0])).toEqual({ action, method: 'post', 'accept-charset': 'gbk' })
  })

  it('is, to an HTML parser, a form of hidden inputs with every parameter and a button without a name', () => {
    const [form, ...rest] = elementsOf(html)
    expect(form?.tagName).toBe('form')
    const inputs = rest.filter(({ tagName }) => tagName === 'input').map(attributesOf)
    expect(inputs).toEqual(request.parameters.map(([name, value]) => ({ type: 'hidden', name, value })))
    expect(
      rest.filter(({ tagName }) => tagName !== 'input').map((element) => [element.tagName, attributesOf(element)]),
    ).toEqual([['button', { type: 'submit' }]])
  })

  it('lists the same parameters as fields', () => {
    expect(Object.entries(fields)).toEqual(request.parameters)
    expect(fields).toMatchObject({ _input_charset: 'gbk', sign_type: 'MD5', sign: request.signature })
  })

  it('goes by GET where asked to, with _input_charset still among the inputs', () => {
    const form = requestForm(alipayGateway, request, { method: 'get' })
    expect(attributesOf(elementsOf(form.html)[0])).toMatchObject({ method: 'get' })
    expect(form.html).toContain('name="_input_charset" value="gbk"')
  })

  it('labels its button in Chinese, in English, or as told', () => {
    expect(labelOf(html)).toBe('前往支付宝')
    expect(labelOf(requestForm(alipayGateway, request, { method: 'post', language: 'en' }).html)).toBe(
      'Continue to Alipay',
    )
    const told = requestForm(alipayGateway, request, { method: 'post', submitLabel: '<b>"去"&' })
    expect(labelOf(told.html)).toBe('<b>"去"&')
  })

  it('gives an HTML parser the same values, whatever they are', () => {
    const texts = fc.string({ unit: 'binary' }).filter((text) => !/[\r\0]|\p{Surrogate}/u.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts)), texts, (parameters, id) => {
        const form = requestForm(alipayGateway, { charset: 'utf-8', parameters }, { method: 'post', id })
        const [element, ...inner] = elementsOf(form.html)
        expect(attributesOf(element)).toMatchObject({ id, action: form.action })
        expect(inner.slice(0, -1).map((input) => [attributesOf(input).name, attributesOf(input).value])).toEqual(
          parameters,
        )
        expect(inner.at(-1)?.tagName).toBe('button')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a request’s URL and body', () => {
  it('put _input_charset first and escape what a query would misread', () => {
    expect(requestUrl(alipayGateway, request)).toBe(`${alipayGateway}?${requestBody(request)}`)
    expect(requestBody(request)).toMatch(/^_input_charset=gbk&email=o%27brien%2Ba%26b%40example\.com&partner=/)
    expect(postUrl(alipayGateway, request)).toBe(`${alipayGateway}?_input_charset=gbk`)
  })

  it.each(charsets)('come back as the same parameters in %s', (charset: Charset) => {
    const values = fc.constantFrom('测试', 'a b+c', '50%', "&=?#'", '（全角）', '')
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z_]+$/), values)), (parameters) => {
        const url = requestUrl(alipayGateway, { charset, parameters })
        expect(formDecode(new URL(url).search.slice(1), charset)).toEqual(parameters)
      }),
    )
  })
})
