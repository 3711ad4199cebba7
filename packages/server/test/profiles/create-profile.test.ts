import { describe, expect, test } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { createProfile, type MerchantProfileInput } from 'paycircle-server/profiles'

const sound: MerchantProfileInput = {
  id: 'demo',
  name: '示例商旅',
  partner: '2088000000000000',
  key: Secret.fromText('k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'),
  contact: { name: '王芳', phone: '021-5555 0100' },
}

test('a profile that says only what it must is a sandbox profile with a test account', () => {
  expect(createProfile(sound)).toMatchObject({
    mode: 'sandbox',
    accountClass: 'test',
    signType: 'MD5',
    charset: 'utf-8',
    returnOrigins: [],
    timeZone: 'Asia/Shanghai',
  })
})

test('it cannot be changed afterwards, nor can its lists', () => {
  const origins = ['https://platform.example']
  const profile = createProfile({ ...sound, returnOrigins: origins })
  origins.push('https://elsewhere.example')
  expect(profile.returnOrigins).toEqual(['https://platform.example'])
  expect(Object.isFrozen(profile) && Object.isFrozen(profile.returnOrigins) && Object.isFrozen(profile.contact)).toBe(
    true,
  )
})

test('printing it shows no key', () => {
  expect(JSON.stringify(createProfile(sound))).not.toContain('k9x2m4n6')
})

describe('what is wrong is named with its field and a remedy in both languages', () => {
  const cases: readonly [field: string, wrong: Partial<MerchantProfileInput>][] = [
    ['id', { id: 'Demo' }],
    ['id', { id: '' }],
    ['id', { id: '../demo' }],
    ['name', { name: ' ' }],
    ['name', { name: 'two\nlines' }],
    ['contact', { contact: { name: '王芳' } }],
    ['contact', { contact: { name: '', phone: '1' } }],
    ['contact', { contact: { name: '王芳', email: 'nobody' } }],
    ['returnOrigins', { returnOrigins: ['https://platform.example/'] }],
    ['returnOrigins', { returnOrigins: ['https://platform.example/path'] }],
    ['returnOrigins', { returnOrigins: ['javascript:alert(1)'] }],
    ['returnOrigins', { returnOrigins: ['*'] }],
    ['timeZone', { timeZone: 'Middle/Earth' }],
  ]

  test.each(cases)('%s: %j', (field, wrong) => {
    const creating = () => createProfile({ ...sound, ...wrong })
    expect(creating).toThrow(expect.objectContaining({ code: 'profile-field-malformed' }))
    try {
      creating()
    } catch (error) {
      const { describe: say, fields } = error as {
        describe: (language: 'zh' | 'en') => { remedy: string }
        fields: object
      }
      expect(fields).toMatchObject({ field })
      expect(say.call(error, 'zh').remedy).toMatch(/\p{Script=Han}/u)
      expect(say.call(error, 'en').remedy).not.toMatch(/\p{Script=Han}/u)
    }
  })
})

test('a partner ID that is none cites the rows about it', () => {
  expect(() => createProfile({ ...sound, partner: '1088000000000000' })).toThrow(
    expect.objectContaining({
      code: 'partner-id-malformed',
      rows: expect.arrayContaining(['S3-01', 'Q3-01']) as string[],
    }),
  )
})

test('live mode with a test account is refused; with the contracted one it is not', () => {
  expect(() => createProfile({ ...sound, mode: 'live' })).toThrow(
    expect.objectContaining({ code: 'profile-live-with-test-account', rows: ['S3-03', 'Q3-03'] }),
  )
  expect(createProfile({ ...sound, mode: 'live', accountClass: 'contracted' }).mode).toBe('live')
})
