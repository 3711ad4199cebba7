import fc from 'fast-check'
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sealFault, sealKeysOf, signSeal, type Seal } from '../../src/ledger/index.js'

const newPem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const publicOf = (pem: string) => createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString()
const pem = newPem()
const statement = { writer: 'main', epoch: 1, number: 2, sequence: 30, hash: 'a'.repeat(64), at: 1_700_000_000_000 }

function keysOf(text: string) {
  const keys = sealKeysOf(text)
  if (keys?.key === undefined) throw new Error('there is a key to seal with')
  return { key: keys.key, trusted: keys.trusted }
}

describe('a seal', () => {
  it('signs the documented bytes, so that anybody can verify it without our code', () => {
    const { key } = keysOf(pem)
    const seal = signSeal(statement, key)
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' })
    expect(seal.keyId).toBe(createHash('sha256').update(der).digest('hex').slice(0, 16))
    const bytes = `["paycircle operation log seal",1,"main",1,2,30,"${'a'.repeat(64)}",1700000000000,"${seal.keyId}"]`
    expect(verify(null, Buffer.from(bytes), createPublicKey(pem), Buffer.from(seal.signature, 'base64'))).toBe(true)
  })

  it('is refused with any of its fields changed, and with a signature that is written otherwise', () => {
    const { key, trusted } = keysOf(pem)
    const seal = signSeal(statement, key)
    expect(sealFault(seal, trusted)).toBeUndefined()
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(seal) as (keyof Seal)[])),
        fc.integer({ min: 1, max: 9 }),
        (name, by) => {
          const value = seal[name]
          const other = { ...seal, [name]: typeof value === 'number' ? value + by : `${value}${by}` }
          expect(sealFault(other, trusted)).toBe(name === 'keyId' ? 'foreign-key' : 'signature')
        },
      ),
    )
  })
})

describe('the keys of a file', () => {
  it('are one that seals and any number that are trusted, also those of years before', () => {
    const old = newPem()
    const { trusted } = keysOf(pem + publicOf(old))
    expect(trusted.size).toBe(2)
    expect(sealFault(signSeal(statement, keysOf(old).key), trusted)).toBeUndefined()
    expect(sealKeysOf(publicOf(pem))?.key).toBeUndefined()
  })

  it('are several private ones while one takes the place of another: the first seals, all are trusted', () => {
    const old = newPem()
    const keys = sealKeysOf(pem + old)
    expect(keys?.key?.id).toBe(keysOf(pem).key.id)
    expect(keys?.privateKeys.map(({ id }) => id)).toEqual([keysOf(pem).key.id, keysOf(old).key.id])
    expect(keys?.trusted.size).toBe(2)
  })

  it('are none where a block is no Ed25519 key, and where there is no block', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
    const junk = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'
    for (const text of ['', 'key', rsa.toString(), junk, pem + junk]) {
      expect(sealKeysOf(text)).toBeUndefined()
    }
  })
})
