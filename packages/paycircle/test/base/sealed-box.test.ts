import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { closeBox, openBox, Secret } from 'paycircle/internal/base'

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')

// Test case 16 of "The Galois/Counter Mode of Operation" (McGrew and Viega), which NIST published with its proposal.
const lock = {
  key: createSecretKey(hex('feffe9928665731c6d6a8f9467308308 feffe9928665731c6d6a8f9467308308')),
  nonce: hex('cafebabefacedbaddecaf888'),
  belongsTo: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
}
const content = hex(`d9313225f88406e5a55909c5aff5269a 86a7a9531534f7da2e4c303d8a318a72
  1c3c0c95956809532fcf0e2449a6b525 b16aedf5aa0de657ba637b39`)
const box = hex(`522dc1f099567d07f47f37a32a84427d 643a8cdcbfe5c0c97598a2bd2555d1aa
  8cb08e48590dbb3da7b08b1056828838 c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b`)

describe('a box', () => {
  it('is what the published vector says, both ways, from a secret as from bytes', () => {
    expect(closeBox(content, lock)).toEqual(box)
    expect(Secret.fromBytes(content).seal(lock)).toEqual(box)
    expect(openBox(box, lock)).toEqual(content)
  })

  it('does not open with any bit of it changed, nor shortened', () => {
    for (let at = 0; at < box.length * 8; at++) {
      const changed = Buffer.from(box)
      changed.writeUInt8((changed[at >> 3] ?? 0) ^ (1 << (at & 7)), at >> 3)
      expect(openBox(changed, lock)).toBeUndefined()
    }
    for (let length = 0; length < box.length; length++) expect(openBox(box.subarray(0, length), lock)).toBeUndefined()
  })

  it('does not open with another key, nonce or place', () => {
    expect(openBox(box, { ...lock, key: createSecretKey(Buffer.alloc(32)) })).toBeUndefined()
    expect(openBox(box, { ...lock, nonce: Buffer.alloc(12) })).toBeUndefined()
    expect(openBox(box, { ...lock, belongsTo: Buffer.alloc(0) })).toBeUndefined()
  })
})
