import { describe, expect, it } from 'vitest'
import { messages } from '../../src/explain/messages.js'

const codes = Object.keys(messages.en) as (keyof typeof messages.en)[]
const say = (text: unknown) => (text as (...values: readonly unknown[]) => string)('VALUE-1', 'VALUE-2', 'VALUE-3')

describe('the texts of the explainer', () => {
  it('are the same set in both languages', () => {
    expect(Object.keys(messages.zh).sort()).toEqual([...codes].sort())
  })

  it.each(codes)('say %s in either language, with the same values', (code) => {
    const zh = say(messages.zh[code])
    const en = say(messages.en[code])
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).not.toMatch(/\p{Script=Han}/u)
    for (const value of ['VALUE-1', 'VALUE-2', 'VALUE-3']) expect(zh.includes(value), value).toBe(en.includes(value))
  })

  it('are sentences, except for the names of characters and the reasons of a list', () => {
    const sentences = codes.filter((code) => !/^(?:character-(?!s)|left-out-)/.test(code))
    expect(sentences.filter((code) => !say(messages.zh[code]).endsWith('。'))).toEqual([])
    expect(sentences.filter((code) => !say(messages.en[code]).endsWith('.'))).toEqual([])
  })
})
