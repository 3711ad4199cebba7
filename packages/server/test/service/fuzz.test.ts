import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endpoints, type Endpoint } from 'paycircle-server/api'
import { setStage, type Request, type Stage } from './stage.js'

/** `PAYCIRCLE_FUZZ_RUNS=100000` for the long search. */
const runs = Number(process.env.PAYCIRCLE_FUZZ_RUNS ?? 400)

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const all: readonly Endpoint[] = Object.values(endpoints)

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\u202e',
    '%',
    '../..',
    "'; drop table agreement; --",
    '__proto__',
    'a'.repeat(20_000),
  ),
)
const goodText = fc.constantFrom(
  'agent@example.com',
  'account:20880000000000010156',
  'default',
  'demo',
  'agr_1',
  'both',
)

/** What stands in the examples of the description, with a part of it taken away, put in twice or put wrong. */
function bodyOf({ body }: Endpoint): fc.Arbitrary<unknown> {
  if (body === undefined) return fc.oneof(fc.constant(undefined), fc.jsonValue())
  const example = body.example as Readonly<Record<string, unknown>>
  const broken = fc
    .tuple(fc.constantFrom(...Object.keys(example), 'unheard-of', '__proto__'), fc.oneof(fc.jsonValue(), oddText))
    .map(([name, value]) => ({ ...example, [name]: value }))
  return fc.oneof(fc.constant(example), broken, fc.jsonValue())
}

function pathOf({ path, query }: Endpoint): fc.Arbitrary<string> {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const fields = Object.keys(query?.shape ?? {})
  const values = fc.tuple(...names.map(() => fc.oneof(goodText, oddText)))
  const search = fc.dictionary(fc.constantFrom(...fields, 'unheard-of', 'limit'), fc.oneof(oddText, fc.constant('3')), {
    maxKeys: 4,
  })
  return fc.tuple(values, search).map(([given, asked]) => {
    const filled = names.reduce((at, name, index) => at.replace(`:${name}`, encoded(given[index] ?? '')), path)
    const text = Object.entries(asked)
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .join('&')
    return text === '' ? filled : `${filled}?${text}`
  })
}

/** As it can be sent: no address holds half a character. */
function encoded(text: string): string {
  return (
    encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
      .slice(0, 3000)
      .replace(/%.?$/, '') || '-'
  )
}

const request = fc.constantFrom(...all).chain((endpoint) =>
  fc.record({
    id: fc.constant(endpoint.id),
    method: fc.constant(endpoint.method),
    path: pathOf(endpoint),
    body: bodyOf(endpoint),
    auth: fc.constantFrom('right', 'right', 'right', 'wrong', 'none'),
    type: fc.constantFrom('application/json', 'application/json', 'application/json', 'text/plain', ''),
  }),
)

it('answers whatever is sent as its description promises, never with a failure of its own, never with a secret', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, body, auth, type }) => {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
      const sent: Request = {
        method,
        headers: {
          ...(auth === 'none' ? {} : { authorization: `Bearer ${auth === 'right' ? stage.apiKey : 'pck_wrong'}` }),
          ...(type === '' ? {} : { 'content-type': type }),
          // Without it node sends a GET's body as if it were the next request.
          ...(bytes === undefined ? {} : { 'content-length': String(bytes.length) }),
        },
        ...(bytes === undefined ? {} : { body: bytes }),
      }
      // The stage holds every answer against the description.
      const { status, text } = await stage.call(path, sent)
      expect(status, text).toBeLessThan(500)
      expect(text).not.toContain(stage.apiKey)
      expect(stage.profile.key.redact(text)).toBe(text)
    }),
    { numRuns: runs },
  )
}, 600_000)
