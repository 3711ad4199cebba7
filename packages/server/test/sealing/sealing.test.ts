import fc from 'fast-check'
import { createPrivateKey, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { DefectError, Secret } from 'paycircle/internal/base'
import { sealKeysOf } from 'paycircle-server/ledger'
import { createSealing, parseSealed, type SealContext, type Sealing } from 'paycircle-server/sealing'

const newPem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const sealingOf = (pem: string, random: (bytes: number) => Uint8Array = randomBytes): Sealing =>
  createSealing({ keys: sealKeysOf(pem)?.privateKeys ?? [], random })

const place: SealContext = 'webhook-secret/whk_1'
const clear = 'a secret of 秘密'
const pem = newPem()

/** Test 1 of RFC 8032, section 7.1. */
const knownPem = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
`

function codeOf(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return undefined
}

describe('a sealed secret', () => {
  it('has the documented form, so that a later release and other tools open it', () => {
    // By Python's `cryptography`: HKDF-SHA256 over the key's 32 bytes, then AESGCM with the nonce 00 01 … 0b.
    const known = 'ps1.06e3fd8fda29bb60.AAECAwQFBgcICQoLSC5fWWUCJYhXjDzzO3A1JfrhEN8jBNPwhdmiJPOMmc6o4Q'
    const sealing = sealingOf(knownPem, () => Uint8Array.from({ length: 12 }, (_, at) => at))
    expect(sealing.seal(Buffer.from(clear), place)).toBe(known)
    expect(sealing.seal(Secret.fromText(clear), place)).toBe(known)
    expect(Buffer.from(sealing.open(known, place)).toString()).toBe(clear)
    expect(createPrivateKey(knownPem).asymmetricKeyType).toBe('ed25519')
  })

  it('rests on a derivation that answers the vectors of RFC 5869', () => {
    // Test case 3: neither salt nor info, as long an input as ours is short.
    const derived = Buffer.from(hkdfSync('sha256', Buffer.alloc(22, 0x0b), '', '', 42)).toString('hex')
    expect(derived).toBe('8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8')
  })

  it('opens to what was put in, whatever it was', () => {
    const sealing = sealingOf(pem)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.string(), (bytes, owner) => {
        const context: SealContext = `profile-key/${owner}`
        const sealed = sealing.seal(bytes, context)
        expect(Buffer.from(sealing.open(sealed, context))).toEqual(Buffer.from(bytes))
        expect(sealing.openSecret(sealed, context).equals(Secret.fromBytes(bytes))).toBe(true)
      }),
    )
  })

  it('is another each time, so that equal secrets are not seen to be equal', () => {
    const sealing = sealingOf(pem)
    expect(sealing.seal(Buffer.from(clear), place)).not.toBe(sealing.seal(Buffer.from(clear), place))
  })

  it('does not open in another place, nor with any character of it changed', () => {
    const sealing = sealingOf(pem)
    const sealed = sealing.seal(Buffer.from(clear), place)
    expect(codeOf(() => sealing.open(sealed, 'webhook-secret/whk_2'))).toBe('sealed-damaged')
    expect(codeOf(() => sealing.open(sealed, 'profile-key/whk_1'))).toBe('sealed-damaged')
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'b' ? 'c' : 'b') + sealed.slice(at + 1)
      expect(codeOf(() => sealing.open(changed, place))).toMatch(/^sealed-damaged$|^sealing-key-unknown$/)
    }
    for (const junk of ['', 'ps1', sealed.slice(0, -1), `${sealed}=`, `${sealed}A`, sealed.replace('ps1', 'ps2')]) {
      expect(codeOf(() => sealing.open(junk, place))).toBe('sealed-damaged')
    }
  })
})

describe('the key that seals', () => {
  it('is named where it is missing, with the keys that are there', () => {
    const other = sealingOf(newPem())
    const sealed = sealingOf(pem).seal(Buffer.from(clear), place)
    expect(() => other.open(sealed, place)).toThrow(
      expect.objectContaining({
        code: 'sealing-key-unknown',
        fields: { keyIds: [parseSealed(sealed)?.keyId], known: other.keyIds },
        rows: ['S3-02', 'Q3-02'],
      }),
    )
  })

  it('can be changed: the new one seals, the old one still opens', () => {
    const sealed = sealingOf(pem).seal(Buffer.from(clear), place)
    const both = sealingOf(newPem() + pem)
    expect(Buffer.from(both.open(sealed, place)).toString()).toBe(clear)
    expect(parseSealed(both.seal(Buffer.from(clear), place))?.keyId).toBe(both.keyIds[0])
    expect(both.keyIds).toHaveLength(2)
  })

  it('is asked for where there is none, and nothing opens', () => {
    const none = createSealing({ keys: [], random: randomBytes })
    expect(none.keyId).toBeUndefined()
    expect(codeOf(() => none.seal(Buffer.from(clear), place))).toBe('sealing-key-missing')
    expect(codeOf(() => none.open(sealingOf(pem).seal(Buffer.from(clear), place), place))).toBe('sealing-key-unknown')
  })

  it('shows nowhere, nor does what it sealed', () => {
    const sealing = sealingOf(knownPem)
    const shown = inspect([sealing, sealing.seal(Secret.fromText(clear), place)], { depth: 9, showHidden: true })
    expect(shown).not.toContain(clear)
    expect(shown).not.toMatch(/9d61b19d|nWGxne/i)
  })
})

it('a secret is neither empty nor without a limit', () => {
  const sealing = sealingOf(pem)
  expect(() => sealing.seal(new Uint8Array(), place)).toThrow(DefectError)
  expect(() => sealing.seal(new Uint8Array(16 * 1024 + 1), place)).toThrow(DefectError)
})
