import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { endpoints, openApiDocument, problemStatuses } from 'paycircle-server/api'
import { describe, expect, it } from 'vitest'
import { description, faultsOf } from '../service/api-description.js'

describe('the description of the interface', () => {
  it('is OpenAPI 3.1 in the eyes of a validator that is not ours', async () => {
    const validator = new Validator()
    expect(await validator.validate(structuredClone(openApiDocument('0.1.0')))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('is published beside the package as it is made', () => {
    const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')) as object
    const { version } = read('package.json') as { readonly version: string }
    expect(read('openapi.json'), 'run: npm run openapi -w paycircle-server').toEqual(openApiDocument(version))
  })

  it('names every operation once', () => {
    const ids = Object.values(endpoints).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(endpoints)).toEqual(ids)
  })

  it('shows examples that its own schemas accept', () => {
    const contents = Object.values(description.paths).flatMap((operations) =>
      Object.values(operations).flatMap(({ operationId, requestBody, responses }) =>
        [requestBody, ...Object.values(responses)].flatMap((one) =>
          Object.values(one?.content ?? {}).map((content) => ({ operationId, ...content })),
        ),
      ),
    )
    const shown = contents.filter(({ example }) => example !== undefined)
    expect(shown.length).toBeGreaterThanOrEqual(Object.keys(endpoints).length)
    for (const { operationId, schema, example } of shown) expect(faultsOf(schema, example), operationId).toEqual([])
  })

  it('promises the statuses of its problems and no others', () => {
    for (const { id, answer, problems, path, method } of Object.values(endpoints)) {
      const responses = description.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.responses ?? {}
      const told = new Set<number>([answer.status, ...problems.map((code) => problemStatuses[code])])
      for (const status of told) expect(Object.keys(responses), id).toContain(String(status))
    }
  })
})
