import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const signed = '_input_charset=utf-8&partner=2088000000000001&service=sign_protocol_with_partner'
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const url = (sign: string) => `https://mapi.alipay.com/gateway.do?${signed}&sign=${sign}&sign_type=MD5`

describe('explain-signature', () => {
  it('exits with 0 where the signature matches, and shows what was signed', async () => {
    const finished = await paycircle(['explain-signature', '--json'], {
      env: { PAYCIRCLE_KEY: key },
      input: url(md5(signed + key)),
    })
    expect(finished.code).toBe(0)
    expect(documentOf(finished)).toMatchObject({ matches: true, verdict: 'matches', preSign: { text: signed } })
  })

  it('exits with 1 where it does not, and names the mistake in both languages', async () => {
    const file = join(newFolder(), 'request.txt')
    writeFileSync(file, url(md5(`${signed}&sign_type=MD5${key}`)))
    const settings = { env: { PAYCIRCLE_KEY: key } }
    const json = documentOf(await paycircle(['explain-signature', file, '--json'], settings))
    expect(json).toMatchObject({ explanation: { mistakes: [{ code: 'sign-type-signed' }] } })
    for (const [language, word] of [
      ['en', 'does not match'],
      ['zh', '签名不符'],
    ] as const) {
      const { code, stdout } = await paycircle(['explain-signature', file, '--lang', language], settings)
      expect(code).toBe(1)
      expect(stdout).toContain(word)
      expect(stdout).toContain('sign_type')
    }
  })

  it('never shows the key, not even where the request holds it', async () => {
    const { stdout, stderr } = await paycircle(['explain-signature'], {
      env: { PAYCIRCLE_KEY: key },
      input: `${url(md5('x'))}&key=${key}`,
    })
    expect(stdout + stderr).not.toContain(key)
  })

  it('without a key shows what must be signed, judges nothing, and exits with 2', async () => {
    const finished = await paycircle(['explain-signature', '-', '--json'], { input: url(md5(signed + key)) })
    expect(finished.code).toBe(2)
    expect(documentOf(finished)).toMatchObject({ verdict: 'unchecked', matches: false, preSign: { text: signed } })
    expect(finished.stderr).toContain('PAYCIRCLE_KEY_FILE')
  })

  it.each([
    ['', 'explain-input-unreadable'],
    ['x'.repeat(1024 * 1024 + 1), 'explain-input-too-long'],
  ])('refuses input that is no request', async (input, code) => {
    const finished = await paycircle(['explain-signature', '--json'], { env: { PAYCIRCLE_KEY: key }, input })
    expect(finished.code).toBe(2)
    expect(errorOf(finished).code).toBe(code)
  })

  it('says which file it cannot read', async () => {
    const finished = await paycircle(['explain-signature', 'none.txt', '--json'], { env: { PAYCIRCLE_KEY: key } })
    expect(finished.code).toBe(2)
    expect(errorOf(finished).message).toContain('none.txt')
  })
})
