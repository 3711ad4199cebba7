import { describe, expect, it } from 'vitest'
import { defineMessages, escapeHtml, languageOfHeader, languageOfTag } from 'paycircle/internal/base'

describe('the language of an environment', () => {
  it.each([
    ['zh_CN.UTF-8', 'zh'],
    ['zh', 'zh'],
    ['ZH-Hans', 'zh'],
    ['zh_TW@radical', 'zh'],
    ['en_US.UTF-8', 'en'],
    ['de_DE', 'en'],
    ['zhx', 'en'],
    ['C', undefined],
    ['C.UTF-8', undefined],
    ['POSIX', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j says %j', (tag, language) => {
    expect(languageOfTag(tag)).toBe(language)
  })
})

describe('the language of a header', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['fr,zh;q=0.2', 'zh'],
    ['en;q=0.5, zh;q=0.5', 'en'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['en;level=1;q=0.3,zh ; q=0.4', 'zh'],
    ['zh;q=0', 'fallback'],
    ['fr, *', 'fallback'],
    ['zh;q=1.2.3', 'fallback'],
    [`${'x,'.repeat(600)}zh`, 'fallback'],
    ['', 'fallback'],
    [undefined, 'fallback'],
  ])('%j prefers %s', (header, language) => {
    expect(languageOfHeader(header, 'zh')).toBe(language === 'fallback' ? 'zh' : language)
    expect(languageOfHeader(header, 'en')).toBe(language === 'fallback' ? 'en' : language)
  })
})

it('messages give the text of the language with its values in place', () => {
  const messages = defineMessages({
    en: { plain: 'Yes', signed: (email: string) => `${email} has signed.` },
    zh: { plain: '是', signed: (email) => `${email} 已签约。` },
  })
  expect(messages.en.signed('a@b.cn')).toBe('a@b.cn has signed.')
  expect(messages.zh.signed('a@b.cn')).toBe('a@b.cn 已签约。')
  expect([messages.en.plain, messages.zh.plain]).toEqual(['Yes', '是'])
})

it('HTML is escaped in content and in attributes of either quote, once', () => {
  expect(escapeHtml(`<a href="x" class='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; class=&#39;y&#39;&gt;&amp;amp;')
  expect(escapeHtml('支付宝 plain')).toBe('支付宝 plain')
})
