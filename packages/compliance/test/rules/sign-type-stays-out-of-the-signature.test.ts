import { expect, it } from 'vitest'
import { signTypeStaysOutOfTheSignature } from '../../src/rules/sign-type-stays-out-of-the-signature.js'
import { placesOf } from '../specimens.js'

const head = "const service = 'query_customer_protocol'\nconst digest = (text) => md5(text)\n"

it.each([
  ["p.sign_type = 'MD5'\np.sign = sign(p, key)", ['3:3']],
  ["p['sign_type'] = 'MD5'\nconst signature = signer.sign(p)", ['3:4']],
  ["const p = { service, sign_type: 'MD5' }\nsend({ ...p, sign: sign(p) })", ['3:22']],
])('finds what is put in before signing', (lines, places) => {
  expect(placesOf(signTypeStaysOutOfTheSignature, head + lines)).toEqual(places)
})

it.each([
  ['it is added afterwards', "p.sign = sign(p, key)\np.sign_type = 'MD5'"],
  ['something else is signed', "q.sign_type = 'MD5'\np.sign = sign(p, key)"],
  [
    'it is left out',
    "p.sign_type = 'MD5'\np.sign = sign(p, key)\nconst left = names.filter((name) => name !== 'sign_type')",
  ],
  [
    'it is among the names that are left out',
    "p.sign_type = 'MD5'\np.sign = sign(p, key)\nconst out = ['sign', 'sign_type']",
  ],
  ['a comment says so', "// p.sign_type = 'MD5'\np.sign = sign(p, key)"],
])('is silent where %s', (_, lines) => {
  expect(placesOf(signTypeStaysOutOfTheSignature, head + lines)).toEqual([])
})

it('is silent where another file signs', () => {
  const text = "const p = { service: 'query_customer_protocol' }\np.sign_type = 'MD5'\np.sign = sign(p)\n"
  expect(placesOf(signTypeStaysOutOfTheSignature, text)).toEqual([])
})
