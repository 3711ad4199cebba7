import { expect, it } from 'vitest'
import { valueNotCutAtEquals } from '../../src/rules/value-not-cut-at-equals.js'
import { placesOf } from '../specimens.js'

const head = "const charset = '_input_charset'\n"

it.each([
  ["a = pair.split('=')[1]", ['2:5']],
  ["const [name, value] = pair.split('=')", ['2:23']],
  ["const parts = pair.split('='); b[parts[0]] = parts[1]", ['2:15']],
])('finds %s', (line, places) => {
  expect(placesOf(valueNotCutAtEquals, head + line)).toEqual(places)
})

it.each([
  ["a = pair.split('=')[0]"],
  ["a = pair.split('=', 2)[1]"],
  ["const parts = pair.split('='); b = parts[1] + parts[2]"],
  ["const parts = pair.split('='); b[parts.shift()] = parts.join('=')"],
  ["a = document.cookie.split('=')[1]"],
  ["a = pair.split('&')[1]"],
])('lets %s be', (line) => {
  expect(placesOf(valueNotCutAtEquals, head + line)).toEqual([])
})
