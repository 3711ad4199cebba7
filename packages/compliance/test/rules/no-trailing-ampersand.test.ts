import { expect, it } from 'vitest'
import { noTrailingAmpersand } from '../../src/rules/no-trailing-ampersand.js'
import { placesOf } from '../specimens.js'

const code = (body: string, after: string) =>
  `const charset = '_input_charset'\nfunction sign(p, key) {\n  let s = ''\n  for (let i = 0; i < names.length; i++) {\n${body}\n  }\n${after}\n}\n`

it.each([
  [
    'the last & that a skipped value leaves',
    "if (p[names[i]] === '') continue\ns += names[i] + '=' + p[names[i]]\nif (i < names.length - 1) s += '&'",
    'return s',
    ['7:32'],
  ],
  ['an & after every pair, hashed', "s += names[i] + '=' + p[names[i]] + '&'\n", 'return md5(s + key)', ['5:37']],
])('finds %s', (_, body, after, places) => {
  expect(placesOf(noTrailingAmpersand, code(body, after))).toEqual(places)
})

it.each([
  ['nothing is skipped', "s += names[i] + '=' + p[names[i]]\nif (i < names.length - 1) s += '&'", 'return s'],
  ['the last & is taken away', "s += names[i] + '=' + p[names[i]] + '&'\n", 'return md5(s.slice(0, -1) + key)'],
  [
    'the string is a query that goes on',
    "s += names[i] + '=' + encode(p[names[i]]) + '&'\n",
    "return s + 'sign=' + sign",
  ],
  [
    '& stands before each pair',
    "if (p[names[i]] === '') continue\ns += (s ? '&' : '') + names[i] + '=' + p[names[i]]\n",
    'return md5(s + key)',
  ],
])('is silent where %s', (_, body, after) => {
  expect(placesOf(noTrailingAmpersand, code(body, after))).toEqual([])
})
