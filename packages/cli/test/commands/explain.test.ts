import { errorCodeCatalogue } from 'paycircle/internal/vocabulary'
import { describe, expect, it } from 'vitest'
import { documentOf, paycircle } from '../program.js'

describe('explain', () => {
  it('tells meaning, cause, remedy, who acts, what stops, and the rows, in either language', async () => {
    const entry = errorCodeCatalogue.find(({ code }) => code === 'NO_NORMAL_SIGN_CUSTOMER')
    for (const language of ['en', 'zh'] as const) {
      const { code, stdout } = await paycircle(['explain', 'NO_NORMAL_SIGN_CUSTOMER', '--lang', language])
      expect(code).toBe(0)
      for (const text of [entry?.meaning, entry?.cause, entry?.remedy]) expect(stdout).toContain(text?.[language])
      expect(stdout).toContain('Q3-26')
    }
  })

  it('prints the whole entry as JSON', async () => {
    expect(documentOf(await paycircle(['explain', 'ILLEGAL_BIZ_TYPE', '--json']))).toMatchObject({
      code: 'ILLEGAL_BIZ_TPYE',
      known: true,
      outcome: 'refused',
      rows: expect.arrayContaining(['Q3-27']) as string[],
    })
  })

  it('treats a code that it does not know as indeterminate, with exit code 1', async () => {
    const finished = await paycircle(['explain', 'ILEGAL_SIGN', '--json'])
    expect(finished.code).toBe(1)
    expect(documentOf(finished)).toMatchObject({
      code: 'ILEGAL_SIGN',
      known: false,
      outcome: 'indeterminate',
      stopsEverything: true,
      suggestion: 'ILLEGAL_SIGN',
    })
    expect(documentOf(await paycircle(['explain', 'constructor', '--json']))).toMatchObject({ known: false })
  })
})
