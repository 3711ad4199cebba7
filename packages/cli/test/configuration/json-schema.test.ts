import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { configurationJsonSchema } from '../../src/configuration/json-schema.js'

it('the published schema is the one that the program checks by; npm run schema writes it anew', () => {
  const published = readFileSync(new URL('../../paycircle.config.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(published)).toEqual(JSON.parse(configurationJsonSchema()))
})
