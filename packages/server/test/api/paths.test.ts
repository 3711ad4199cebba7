import { agreementReference, apiPath } from 'paycircle-server/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('paths', () => {
  it('carry any reference through whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (reference) => {
        const path = apiPath.agreementCheck(reference)
        expect(decodeURIComponent(path.slice('/v1/agreements/'.length, -'/check'.length))).toBe(reference)
        expect(path.split('/')).toHaveLength(5)
      }),
    )
  })

  it('leave out what is not asked for', () => {
    expect(apiPath.agreements()).toBe('/v1/agreements')
    expect(apiPath.agreements({ state: 'signed', cursor: undefined, limit: 2 })).toBe(
      '/v1/agreements?state=signed&limit=2',
    )
  })
})

describe('a reference to an agreement', () => {
  it('is an e-mail where it has an @, an account number behind its prefix, else an id', () => {
    expect(agreementReference('A@example.com')).toEqual({ by: 'email', email: 'A@example.com' })
    expect(agreementReference('account:20880000000000010156')).toEqual({
      by: 'account',
      account: '20880000000000010156',
    })
    expect(agreementReference('agr_1')).toEqual({ by: 'id', id: 'agr_1' })
  })
})
