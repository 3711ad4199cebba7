import { expect, it } from 'vitest'
import { getStaysGet } from '../../src/rules/get-stays-get.js'
import { placesOf } from '../specimens.js'

const head = "const gateway = 'https://mapi.alipay.com/gateway.do'\n"

it('finds a method that depends on the length', () => {
  expect(placesOf(getStaysGet, `${head}if (url.length > 2000) {\n  method = 'POST'\n}`)).toEqual(['2:1'])
  expect(placesOf(getStaysGet, `${head}if (queryString.length >= MAX_LENGTH) method = 'POST'`)).toEqual(['2:1'])
})

it.each([
  ["if (url.length > 2000) {\n  throw new RangeError()\n}\nsend('POST')"],
  ["if (url.length > 2000) throw new RangeError()\nsend('POST')"],
  ["if (text.length > 2000) method = 'POST'"],
  ["if (url.length > 0) method = 'POST'"],
])('lets %s be', (line) => {
  expect(placesOf(getStaysGet, head + line)).toEqual([])
})
