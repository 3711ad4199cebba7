import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../src/base/index.js'
import { explainSignature, readSignedRequest } from '../../src/explain/index.js'

interface Specimen {
  readonly name: string
  readonly text: string
  readonly key?: string
  readonly publicKey?: string
  readonly expected: readonly string[]
  readonly sameAs: readonly string[]
}

const path = fileURLToPath(new URL('specimens.json', import.meta.url))
const specimens = JSON.parse(readFileSync(path, 'utf8')) as readonly Specimen[]

const explain = ({ text, key, publicKey }: Pick<Specimen, 'text' | 'key' | 'publicKey'>) =>
  explainSignature(readSignedRequest(text), {
    ...(key === undefined ? {} : { key: Secret.fromText(key) }),
    ...(publicKey === undefined ? {} : { publicKey }),
  })

describe('specimens made by hashlib and openssl', () => {
  it.each(specimens.map((specimen) => [specimen.name, specimen] as const))('are explained: %s', (_, specimen) => {
    const explanation = explain(specimen)
    expect(explanation.explanation?.mistakes.map(({ code }) => code) ?? []).toEqual(specimen.expected)
    expect(explanation.explanation?.sameAs.map(({ code }) => code) ?? []).toEqual(specimen.sameAs)
    expect(explanation.verdict).toBe(specimen.expected.length === 0 ? 'matches' : 'explained')
    expect(explanation.matches).toBe(specimen.expected.length === 0)
  })
})
