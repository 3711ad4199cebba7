import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAccount, pseudonymOf } from '../../src/ledger/index.js'

describe('maskAccount', () => {
  it.each([
    ['agent@example.com', 'a***t@example.com'],
    ['ab@example.com', '***@example.com'],
    ['a@example.com', '***@example.com'],
    ['代理人@example.com', '代***人@example.com'],
    ['😀x😀@example.com', '😀***😀@example.com'],
    ['account:20880000000000010156', 'account:***0156'],
    ['account:1234', 'account:***'],
    ['13800001111', '***1111'],
    ['', '***'],
  ])('shows %s as %s', (account, masked) => {
    expect(maskAccount(account)).toBe(masked)
  })

  it('shows a pseudonym as it is, for it names nobody', () => {
    const pseudonym = pseudonymOf(Buffer.alloc(16, 1))
    expect(maskAccount(pseudonym)).toBe(pseudonym)
  })

  it('never shows more than two characters of what stands before the @', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.]{1,40}$/), (local) => {
        const [shown = ''] = maskAccount(`${local}@example.com`).split('@')
        expect(shown.replace('***', '').length).toBeLessThanOrEqual(2)
      }),
    )
  })
})
