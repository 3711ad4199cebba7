import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from 'paycircle-simulator'
import { messages } from '../src/messages.js'
import { withLanguage } from '../src/pages/layout.js'
import { markup } from '../src/pages/markup.js'
import { control, send, Signer, signingOf, startedSimulator, told } from './merchant.js'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startedSimulator()
})
afterAll(() => simulator.close())

describe('every page', () => {
  const addresses = async (): Promise<readonly string[]> => [
    `${simulator.gatewayOrigin}/`,
    `${simulator.gatewayOrigin}/requests`,
    `${simulator.gatewayOrigin}/nothing`,
    `${simulator.pageOrigin}/`,
    (await Signer.arrives(simulator, signingOf('agent@example.com'))).url,
  ]

  it('says in both languages that it is a simulator, and in a header', async () => {
    for (const url of await addresses()) {
      const page = await told(url)
      expect(page.text).toContain(messages.zh.banner)
      expect(page.text).toContain(messages.en.banner)
      expect(page.headers.get('x-paycircle-simulator')).toBe('1')
    }
  })

  it('can be put in no frame, runs no script and sends forms only home', async () => {
    for (const url of await addresses()) {
      const { headers, text } = await told(url)
      expect(headers.get('x-frame-options')).toBe('DENY')
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"]) {
        expect(policy).toContain(part)
      }
      expect(text).not.toMatch(/<script|\son\w+=|\sstyle=/i)
    }
  })

  it('speaks the language of the browser, Chinese where it says none, and the one that was chosen', async () => {
    for (const url of await addresses()) {
      const lang = async (header: Record<string, string>, address = url) =>
        /<html lang="([^"]+)"/.exec((await told(address, { headers: header })).text)?.[1]
      expect(await lang({})).toBe('zh-CN')
      expect(await lang({ 'accept-language': 'en-GB,zh;q=0.5' })).toBe('en')
      expect(await lang({ 'accept-language': 'zh-TW' }, withLanguage(url, 'en'))).toBe('en')
    }
  })

  it('has one main heading, a main landmark, and a label for every field', async () => {
    for (const url of await addresses()) {
      const { text } = await told(url)
      expect(text.match(/<h1>/g)).toHaveLength(1)
      expect(text.match(/<main /g)).toHaveLength(1)
      for (const [, id] of text.matchAll(/<input id="([^"]+)"/g)) expect(text).toContain(`<label for="${id ?? ''}">`)
    }
  })
})

describe('the start page', () => {
  it('lists the demo accounts, as many as fit, and the addresses', async () => {
    for (let index = 0; index < 60; index++) await control(simulator, 'PUT', `accounts/extra${index}@example.com`, {})
    const { text } = await told(`${simulator.gatewayOrigin}/?lang=en`)
    expect(text).toContain('agent@example.com')
    expect(text).toContain(simulator.gatewayUrl)
    expect(text).toMatch(/and \d+ more/)
    expect(text).toContain('<code>code.&lt;ANY_CODE&gt;</code>')
  })
})

describe('text on a page', () => {
  it('is escaped, wherever it comes from', async () => {
    await control(simulator, 'PUT', `accounts/${encodeURIComponent('<b>"\'&@example.com')}`, {})
    const { text } = await told(simulator.gatewayOrigin)
    expect(text).not.toContain('<b>')
    const hostile = await send(simulator, signingOf('"><img/src=x>@example.com'))
    const page = await Signer.follows(simulator, hostile)
    expect(page.page.text).toContain('value="&quot;&gt;&lt;img/src=x&gt;@example.com"')
  })

  it('never becomes markup', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(markup`<p title="${text}">${[text]}</p>`.text.match(/[<>"]/g)?.join('')).toBe('<"">' + '<>')
      }),
    )
  })

  it('may be a URL of any kind: a language is chosen once', () => {
    expect(withLanguage('/a?x=1&lang=zh&y', 'en')).toBe('/a?x=1&y&lang=en')
    expect(withLanguage('/', 'zh')).toBe('/?lang=zh')
  })
})
