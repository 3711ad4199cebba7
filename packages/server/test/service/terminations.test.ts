import { apiPath, caseSchema, problemSchema, terminationResultSchema } from 'paycircle-server/api'
import { ManualClock } from 'paycircle/internal/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Stage } from './stage.js'

let stage: Stage
const clock = new ManualClock()

beforeAll(async () => {
  stage = await setStage({ clock })
})
afterAll(() => stage.close())

const email = 'signed@example.com'
const order = { confirm: email, reason: 'the agent left us' }

const operationIn = (json: object) => ('operationId' in json ? String(json.operationId) : '')

async function problem(path: string, body: unknown) {
  const { status, json } = await stage.api(path, body)
  return [status, problemSchema.parse(json).code]
}

describe('POST /v1/agreements/:agreement/termination', () => {
  const path = apiPath.agreementTermination(email)

  it('says 404 of an agreement that nobody knows, 409 where it is open how it stands, 422 without confirmation', async () => {
    expect(await problem(path, order)).toEqual([404, 'agreement-unknown'])
    await stage.api(apiPath.agreementCheck(email), {})
    expect(await problem(path, { ...order, confirm: 'other@example.com' })).toEqual([
      422,
      'termination-confirmation-differs',
    ])
    expect(await problem(path, { confirm: email })).toEqual([422, 'request-invalid'])
    await stage.api(apiPath.agreementReportedCodes(email), { code: 'ILLEGAL_EMAIL', source: 'operation' })
    expect(await problem(path, order)).toEqual([409, 'agreement-doubted'])
  })

  it('answers a hint that names what it rests on, and the query after it settles the termination', async () => {
    clock.advance(60_000)
    await stage.api(apiPath.agreementCheck(email), {})
    clock.advance(1000)
    const { status, json } = await stage.api(path, order)
    expect([status, terminationResultSchema.strict().parse(json)]).toMatchObject([
      200,
      { outcome: 'accepted', evidence: 'public-demos' },
    ])
    expect((await stage.api(apiPath.agreement(email))).json).toMatchObject({ state: 'signed' })
    clock.advance(1000)
    await stage.api(apiPath.agreementCheck(email), { force: true, reason: 'settle it' })
    expect((await stage.api(apiPath.agreement(email))).json).toMatchObject({
      state: 'terminated',
      terminationAskedAt: null,
    })
    const found = await stage.api(apiPath.operationCase(operationIn(json)))
    expect(caseSchema.strict().parse(found.json)).toMatchObject({
      service: 'customer_unsign',
      evidence: 'public-demos',
      question: 'has-it-ended',
      account: email,
    })
  })

  it('says 409 where nothing is left to be terminated', async () => {
    expect(await problem(path, order)).toEqual([409, 'agreement-not-signed'])
  })
})

describe('POST /v1/agreements/:agreement/user', () => {
  it('says 409 where no other user is in question', async () => {
    const body = { userId: '2088000000000001', reason: 'asked the agent' }
    expect(await problem(apiPath.agreementUser(email), body)).toEqual([409, 'user-not-in-question'])
  })
})

describe('GET /v1/operations/:id/case', () => {
  it('holds request and answer of a query that was refused, and no signature', async () => {
    const asked = await stage.api(apiPath.agreementCheck('agent+code.ILLEGAL_SIGN@example.com'), {})
    const found = await stage.api(apiPath.operationCase(operationIn(asked.json)))
    const value = caseSchema.strict().parse(found.json)
    expect(value).toMatchObject({ code: 'ILLEGAL_SIGN', request: { reconstructed: false }, question: 'why-refused' })
    expect(value.request.parameters).toContainEqual({
      name: 'user_email',
      value: 'agent+code.ILLEGAL_SIGN@example.com',
    })
    expect(value.request.parameters).toContainEqual({ name: 'sign', value: '***' })
    expect(value.answer.text).toContain('<error>ILLEGAL_SIGN</error>')
  })

  it('says 404 of an operation that nobody made', async () => {
    const { status, json } = await stage.api(apiPath.operationCase('op_nobody'))
    expect([status, problemSchema.parse(json).code]).toEqual([404, 'case-unknown'])
  })
})
