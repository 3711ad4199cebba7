import { Secret } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { redactionOf } from '../../src/engine/redaction.js'
import { logEntry } from '../store/suite/specimens.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const other = 'another0another0another0another0'
const redact = redactionOf(new Set([key, other].map((text) => Secret.fromText(text))))

describe('redaction', () => {
  it('masks a key wherever a person may have put it, however deep and however written', () => {
    const entry = logEntry({
      actor: `operator:${key}`,
      code: key,
      details: {
        reason: `the key is ${key}, or ${encodeURIComponent(other)}`,
        deep: [{ text: Buffer.from(key).toString('base64') }, 1, true, null],
      },
    })
    const text = JSON.stringify(redact(entry))
    for (const one of [key, other, Buffer.from(key).toString('base64')]) expect(text).not.toContain(one)
  })

  it('leaves everything else as it is', () => {
    const entry = logEntry({ code: 'ILLEGAL_SIGN', details: { attempt: 1, list: ['a'], nothing: null, on: false } })
    expect(redact(entry)).toEqual(entry)
  })
})
