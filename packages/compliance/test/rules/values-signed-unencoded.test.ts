import { expect, it } from 'vitest'
import { valuesSignedUnencoded } from '../../src/rules/values-signed-unencoded.js'
import { placesOf } from '../specimens.js'

const head = "const service = 'query_customer_protocol'\n"

it.each([
  ['const s = md5(encodeURIComponent(value) + key)', ['2:15']],
  ['const joined = querystring.stringify(p)\nconst s = createHash("md5").update(joined + key)', ['2:16']],
  ['p.user_email = 1\np["user_email"] = encodeURIComponent(email)\nconst s = sign(p, key)', ['3:19']],
  ['let t = ""\nt += "&" + encodeURI(value)\nreturn md5(t + key)', ['3:12']],
])('finds what is encoded before it is signed', (lines, places) => {
  expect(placesOf(valuesSignedUnencoded, head + lines)).toEqual(places)
})

it.each([
  ['it is encoded afterwards', 'const s = sign(p, key)\nconst q = querystring.stringify(p)'],
  ['it is decoded again', 'const s = md5(decodeURIComponent(querystring.stringify(p)) + key)'],
  ['something else is signed', 'const link = encodeURIComponent(email)\nconst s = md5(joined + key)'],
  [
    'it is another function',
    'function a() { const t = encodeURI(b); return t }\nfunction c(t) { return md5(t + key) }',
  ],
])('is silent where %s', (_, lines) => {
  expect(placesOf(valuesSignedUnencoded, head + lines)).toEqual([])
})
