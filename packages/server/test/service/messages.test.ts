import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kindMessages } from '../../src/service/kind-messages.js'
import { messages } from '../../src/service/messages.js'
import { serviceError } from '../../src/service/errors.js'

describe('the service’s texts', () => {
  it('stand in both languages under the same names', () => {
    expect(Object.keys(messages.zh).sort()).toEqual(Object.keys(messages.en).sort())
  })

  it('are Chinese in Chinese and English in English', () => {
    const isShared = (text: string) => /^[a-z–-]*$/i.test(text)
    for (const [name, text] of Object.entries(messages.zh)) {
      if (typeof text === 'string' && !isShared(text))
        expect([name, /\p{Script=Han}/u.test(text)]).toEqual([name, true])
    }
    for (const [name, text] of Object.entries(messages.en)) {
      expect([name, /\p{Script=Han}/u.test(String(text))]).toEqual([name, false])
    }
  })

  it('say of an error what to do about it', () => {
    const error = serviceError('check-held', { reason: 'cool-down', nextCheckAt: 0 })
    expect(error.describe('en').remedy).toContain('1970-01-01T00:00:00.000Z')
    expect(error.describe('zh').message).toContain('暂不重复发送')
  })

  it.each(['engine', 'custody', 'delivery', 'alarms', 'access', 'profiles'])(
    'have words for every kind of record that %s writes',
    (room) => {
      const source = readFileSync(new URL(`../../src/${room}/log-kinds.ts`, import.meta.url), 'utf8')
      const kinds = [...source.matchAll(/^ {2}readonly '([^']+)':/gm)].map(([, kind]) => kind ?? '')
      expect(kinds.length).toBeGreaterThan(0)
      for (const language of ['en', 'zh'] as const) {
        const words: Readonly<Record<string, string>> = kindMessages[language]
        expect(kinds.filter((kind) => !Object.hasOwn(words, kind))).toEqual([])
      }
      for (const words of Object.values(kindMessages.zh)) expect(words).toMatch(/\p{Script=Han}/u)
    },
  )
})
