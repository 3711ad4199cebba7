import { expect, it } from 'vitest'
import { rulePages, standingPages } from './rule-pages.js'

it('has a page of every rule and of the catalogue in both languages, as they are now', () => {
  const made = rulePages()
  const standing = standingPages()
  expect([...standing.keys()].sort()).toEqual([...made.keys()].sort())
  const stale = [...made].filter(([name, text]) => standing.get(name) !== text).map(([name]) => name)
  expect(stale, 'run `npm run docs`').toEqual([])
})
