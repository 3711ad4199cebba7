import { randomUUID } from 'node:crypto'
import {
  agreementSchema,
  agreementsSchema,
  agreementWithHistorySchema,
  apiPath,
  checkResultSchema,
  eventsSchema,
  operationsSchema,
  problemSchema,
  startedSigningSchema,
  type Problem,
} from 'paycircle-server/api'
import { ManualClock } from 'paycircle/internal/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Answer, type Stage } from './stage.js'

let stage: Stage
let clock: ManualClock

beforeAll(async () => {
  clock = new ManualClock()
  stage = await setStage({ clock, moreProfiles: [{ id: 'other' }] })
})
afterAll(() => stage.close())

const email = 'agent@example.com'

/** The problem that was answered: of the right type and shape, with the status that the answer has. */
function problemIn({ status, headers, text }: Answer): Problem {
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const problem = problemSchema.strict().parse(JSON.parse(text))
  expect(problem.status).toBe(status)
  expect(problem.type).toBe(`urn:paycircle:problem:${problem.code}`)
  return problem
}

async function refused(path: string, request: Parameters<Stage['call']>[1]): Promise<[number, string]> {
  const { status, code } = problemIn(await stage.call(path, request))
  return [status, code]
}

const bearer = () => ({ authorization: `Bearer ${stage.apiKey}` })
const json = () => ({ ...bearer(), 'content-type': 'application/json' })
const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  headers: { ...json(), ...headers },
  body,
})

describe('POST /v1/signings', () => {
  it('answers with a start link that opens', async () => {
    const { status, json: body } = await stage.api(apiPath.signings(), { email, agentId: 'A-7', scope: 'auto-refund' })
    expect(status).toBe(201)
    const { startUrl, expiresAt } = startedSigningSchema.strict().parse(body)
    expect(startUrl.startsWith(`${stage.origin}/s/`)).toBe(true)
    expect(Date.parse(expiresAt)).toBeGreaterThan(clock.now())
    expect((await stage.call(new URL(startUrl).pathname)).text).toContain(email)
  })

  it('answers a repeated Idempotency-Key with the same signing, quoted or not, and refuses it for another request', async () => {
    const key = randomUUID()
    const first = await stage.api(apiPath.signings(), { email }, { headers: { 'idempotency-key': key } })
    const again = await stage.api(apiPath.signings(), { email }, { headers: { 'idempotency-key': `"${key}"` } })
    expect(again.json).toEqual(first.json)
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true'])
    const other = await stage.api(
      apiPath.signings(),
      { email: 'b@example.com' },
      { headers: { 'idempotency-key': key } },
    )
    expect([other.status, other.json.code]).toEqual([422, 'idempotency-key-reused'])
  })

  it('refuses an Idempotency-Key that is no key', async () => {
    const request = post(JSON.stringify({ email }), { 'idempotency-key': 'a b' })
    expect(await refused(apiPath.signings(), request)).toEqual([400, 'idempotency-key-malformed'])
  })

  it('refuses a mobile-number account and cites the row', async () => {
    const answer = await stage.call(apiPath.signings(), post(JSON.stringify({ email: '13800138000' })))
    expect(answer.status).toBe(422)
    expect(problemIn(answer).rows).toContain('S4-05')
  })

  it('refuses a return address whose origin is not on the list', async () => {
    const body = JSON.stringify({ email, returnTo: 'https://evil.example/' })
    expect(await refused(apiPath.signings(), post(body))).toEqual([422, 'return-to-not-allowed'])
  })

  it('names every field that is wrong', async () => {
    const body = JSON.stringify({ email: 7, scope: 'all', sign: 'x' })
    const problem = problemIn(await stage.call(apiPath.signings(), post(body)))
    expect([problem.status, problem.code]).toEqual([422, 'request-invalid'])
    expect(problem.fields?.map(({ path }) => path).sort()).toEqual(['', 'email', 'scope'])
    const chinese = await stage.call(apiPath.signings(), post(body, { 'accept-language': 'zh' }))
    for (const { message } of problemIn(chinese).fields ?? []) expect(message).toMatch(/\p{Script=Han}/u)
  })

  it('refuses while the agreement is on hold', async () => {
    const held = 'agent+unknown-exception@example.com'
    await stage.api(apiPath.agreementCheck(held), {})
    const answer = await stage.call(apiPath.signings(), post(JSON.stringify({ email: held })))
    expect(problemIn(answer)).toMatchObject({ status: 409, code: 'agreement-held', rows: ['S3-21', 'Q3-20'] })
  })
})

describe('agreements', () => {
  it('are checked on request: the outcome, both halves, the operation', async () => {
    const { status, json: body } = await stage.api(apiPath.agreementCheck('debit-only@example.com'), {})
    expect(status).toBe(200)
    expect(checkResultSchema.strict().parse(body)).toMatchObject({
      outcome: 'signed',
      autoDebit: true,
      autoRefund: false,
    })
  })

  it('tell code and remedy of an answer that is no success, and hold a repetition back with Retry-After', async () => {
    const path = apiPath.agreementCheck('agent+code.illegal_email@example.com')
    const first = await stage.api(path, undefined, { method: 'POST' })
    expect(first.json).toMatchObject({ outcome: 'refused', code: 'ILLEGAL_EMAIL' })
    expect(first.json.remedy).toMatch(/\w/)
    const again = await stage.call(path, { method: 'POST', headers: bearer() })
    expect(problemIn(again)).toMatchObject({ status: 429, code: 'check-held', rows: ['Q4-01'] })
    expect(Number(again.headers['retry-after'])).toBe(30)
    const forced = await stage.api(path, { force: true, reason: 'the agent is on the telephone' })
    expect([forced.status, forced.json.outcome]).toEqual([200, 'not_signed'])
  })

  it('are not checked by force without a reason', async () => {
    const path = apiPath.agreementCheck(email)
    expect(await refused(path, post(JSON.stringify({ force: true })))).toEqual([422, 'reason-missing'])
  })

  it('are found by e-mail in any case, by id, and not by another profile’s key', async () => {
    const { json: byEmail } = await stage.api(apiPath.agreement('Debit-Only@Example.com'))
    const agreement = agreementWithHistorySchema.strict().parse(byEmail)
    expect(agreement).toMatchObject({ email: 'debit-only@example.com', state: 'signed', autoDebit: true, hold: null })
    expect(agreement.history.map(({ kind }) => kind)).toContain('query.answered')
    expect((await stage.api(apiPath.agreement(agreement.id))).json.id).toBe(agreement.id)
    const { key } = await stage.access.createApiKey({ profileId: 'other', name: 'other', actor: 'cli' })
    const request = { headers: { authorization: `Bearer ${key}` } }
    expect(await refused(apiPath.agreement(agreement.id), request)).toEqual([404, 'agreement-unknown'])
    expect((await stage.api(apiPath.agreements(), undefined, request)).json.items).toEqual([])
  })

  it('that nobody has heard of are 404, whatever stands in the path', async () => {
    for (const reference of ['nobody@example.com', 'account:1', '__proto__', 'constructor', '%', '签约', '.']) {
      const { status } = await stage.call(apiPath.agreement(reference), { headers: bearer() })
      expect([reference, status >= 400 && status < 500]).toEqual([reference, true])
    }
  })

  it('are listed by state, in slices that meet', async () => {
    for (const name of ['a', 'b', 'c']) await stage.api(apiPath.signings(), { email: `${name}@example.com` })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const answer: { json: unknown } = await stage.api(apiPath.agreements({ limit: 2, cursor }))
      const page = agreementsSchema.strict().parse(answer.json)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(seen.length)
    const signed = await stage.api(apiPath.agreements({ state: 'signed' }))
    expect(signed.json.items.map(({ email: one }) => one)).toEqual(['debit-only@example.com'])
    const byAgent = await stage.api(apiPath.agreements({ agentId: 'A-7' }))
    expect(byAgent.json.items).toHaveLength(1)
  })

  it('are released from a hold by an operator’s word, which the log keeps', async () => {
    const held = 'agent+unknown-exception@example.com'
    expect(await refused(apiPath.agreementRelease(held), post('{}'))).toEqual([422, 'request-invalid'])
    const { status, json: body } = await stage.api(apiPath.agreementRelease(held), { reason: 'Alipay says: signed' })
    expect(status).toBe(200)
    expect(agreementSchema.strict().parse(body).hold).toBeNull()
    const log = await stage.api(apiPath.operations({ agreement: held, kind: 'hold.released' }))
    expect(log.json.items[0]).toMatchObject({ details: { reason: 'Alipay says: signed' } })
    expect(log.json.items[0]?.actor).toMatch(/^api-key:/)
  })
})

describe('the log and the events', () => {
  it('are listed with their place in the chain, and by time', async () => {
    const { json: body } = await stage.api(apiPath.operations({ limit: 3 }))
    const page = operationsSchema.strict().parse(body)
    expect(page.items).toHaveLength(3)
    const later = new Date(clock.now() + 1).toISOString()
    expect((await stage.api(apiPath.operations({ since: later }))).json.items).toEqual([])
    const events = eventsSchema.strict().parse((await stage.api(apiPath.events())).json)
    expect(events.items.map(({ type }) => type)).toContain('agreement.signed')
  })

  it('refuse a cursor that was tampered with and a moment that is none', async () => {
    for (const path of [
      apiPath.operations({ cursor: 'x' }),
      apiPath.events({ cursor: 'x' }),
      apiPath.agreements({ cursor: 'x' }),
    ]) {
      expect(await refused(path, { headers: bearer() })).toEqual([400, 'cursor-invalid'])
    }
    const request = { headers: bearer() }
    expect(await refused('/v1/operations?since=yesterday', request)).toEqual([422, 'request-invalid'])
    expect(await refused('/v1/operations?limit=100000', request)).toEqual([422, 'request-invalid'])
    expect(await refused('/v1/operations?colour=red', request)).toEqual([422, 'request-invalid'])
  })
})

describe('authentication', () => {
  it('is asked for on every path, before anything is looked at', async () => {
    const paths = [apiPath.agreements(), apiPath.agreement(email), apiPath.operations(), apiPath.events()]
    for (const path of paths) expect(await refused(path, {})).toEqual([401, 'api-key-missing'])
    for (const path of [apiPath.signings(), apiPath.agreementCheck(email), apiPath.agreementRelease(email)]) {
      const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
      expect(await refused(path, request)).toEqual([401, 'api-key-missing'])
    }
  })

  it('refuses unknown, malformed and revoked keys alike and says how to authenticate', async () => {
    const { key, row } = await stage.access.createApiKey({ profileId: 'demo', name: 'short', actor: 'cli' })
    await stage.access.revokeApiKey({ profileId: 'demo', id: row.id, actor: 'cli' })
    for (const wrong of [key, 'pck_x', `pck_${'A'.repeat(43)}`, 'x'.repeat(5000)]) {
      const answer = await stage.call(apiPath.agreements(), { headers: { authorization: `Bearer ${wrong}` } })
      expect(problemIn(answer).code).toBe('api-key-refused')
      expect(answer.headers['www-authenticate']).toContain('Bearer')
    }
    const basic = { headers: { authorization: `Basic ${stage.apiKey}` } }
    expect(await refused(apiPath.agreements(), basic)).toEqual([401, 'api-key-missing'])
  })

  it('refuses a key whose profile is not served', async () => {
    const { key } = await stage.access.createApiKey({ profileId: 'gone', name: 'gone', actor: 'cli' })
    const request = { headers: { authorization: `Bearer ${key}` } }
    expect(await refused(apiPath.agreements(), request)).toEqual([403, 'api-key-profile-closed'])
  })
})

describe('bodies', () => {
  it('are JSON in UTF-8 and nothing else', async () => {
    const path = apiPath.signings()
    const body = JSON.stringify({ email })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=gbk',
      'multipart/form-data',
    ]) {
      expect([type, ...(await refused(path, post(body, { 'content-type': type })))]).toEqual([
        type,
        415,
        'media-type-unsupported',
      ])
    }
    expect((await stage.call(path, post(body, { 'content-type': 'application/json; charset="UTF-8"' }))).status).toBe(
      201,
    )
    for (const broken of ['{', '', 'undefined', '{"email":"a@example.com"}}', Buffer.from([0x7b, 0xff, 0x7d])]) {
      const [status] = await refused(path, post(broken))
      expect([400, 422]).toContain(status)
    }
  })

  it('may not bring prototypes along', async () => {
    const body = '{"email":"agent@example.com","__proto__":{"scope":"auto-refund"}}'
    expect(await refused(apiPath.signings(), post(body))).toEqual([422, 'request-invalid'])
  })

  it('are refused from 16 KiB on', async () => {
    const body = JSON.stringify({ email: 'a'.repeat(16 * 1024) })
    expect(await refused(apiPath.signings(), post(body))).toEqual([413, 'body-too-large'])
  })
})

describe('addresses', () => {
  it('that do not exist are problems under /v1/ and pages elsewhere', async () => {
    expect(await refused('/v1/nothing', { headers: bearer() })).toEqual([404, 'route-unknown'])
    expect(await refused('/v1/%zz', { headers: bearer() })).toEqual([404, 'route-unknown'])
    expect(await refused(apiPath.agreement('a'.repeat(2000)), { headers: bearer() })).toEqual([404, 'route-unknown'])
    expect((await stage.call('/nothing')).headers['content-type']).toContain('text/html')
  })

  it('say which methods they answer to', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'GET']) {
      const answer = await stage.call(apiPath.signings(), { method, headers: bearer() })
      expect([problemIn(answer).code, answer.headers.allow]).toEqual(['method-not-allowed', 'POST'])
    }
  })
})

describe('problems', () => {
  it('speak the caller’s language, English where it names none of ours', async () => {
    const detail = async (language: string) =>
      problemIn(await stage.call(apiPath.agreements(), { headers: { 'accept-language': language } })).detail
    expect(await detail('zh-CN')).toContain('API 密钥')
    expect(await detail('fr')).toContain('API key')
  })

  it('tell nothing of our insides when we fail, and give a number to ask with', async () => {
    const broken = await setStage({
      storeAround: (store) =>
        new Proxy(store, {
          get: (target, name) => {
            if (name === 'agreements') return () => Promise.reject(new TypeError('secret insides'))
            const value: unknown = Reflect.get(target, name)
            return typeof value === 'function' ? (value.bind(target) as unknown) : value
          },
        }),
    })
    const answer = await broken.call(apiPath.agreements(), { headers: { authorization: `Bearer ${broken.apiKey}` } })
    const problem = problemIn(answer)
    expect([problem.status, problem.code]).toEqual([500, 'internal-error'])
    expect(problem.remedy).toContain(problem.requestId ?? 'missing')
    expect(answer.text).not.toMatch(/secret insides|TypeError|\.ts/)
    const page = await broken.call('/agreements')
    expect(page.status).toBe(500)
    expect(page.text).not.toMatch(/secret insides|TypeError|\.ts:/)
    await broken.close()
  })
})

describe('texts that no store could keep', () => {
  it.each(['\0', 'a\0b', '\ud800', '\udc00x'])('%j is refused wherever it stands, not tried', async (text) => {
    for (const body of [{ email: text }, { email, agentId: text }, { email, [text]: 1 }, [[{ deep: [text] }]]]) {
      const { status, json } = await stage.api(apiPath.signings(), body)
      expect([status, json.code]).toEqual([422, 'request-invalid'])
    }
  })

  it('a NUL in an address is refused as well', async () => {
    for (const path of [
      '/v1/agreements/%00',
      '/v1/agreements?agentId=%00',
      '/v1/agreements/a%00b@example.com/permission',
    ]) {
      expect((await stage.api(path)).status).toBe(422)
    }
  })

  it('what is nested as deep as it is long is refused and does no harm', async () => {
    const depth = 7000
    const body = `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(await refused(apiPath.signings(), post(body))).toEqual([422, 'request-invalid'])
  })
})
