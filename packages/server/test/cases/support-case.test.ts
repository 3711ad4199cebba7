import { describe, expect, test } from 'vitest'
import { buildCase, caseDocument, caseText, type CaseMerchant } from 'paycircle-server/cases'
import { createWorld, keyText, profileId, second } from '../engine/world.js'

const email = 'agent@example.com'
const agreement = { by: 'email', email } as const
const merchant: CaseMerchant = {
  profileId,
  partner: '2088000000000000',
  mode: 'sandbox',
  charset: 'utf-8',
  signType: 'MD5',
}

async function caseAfter(answer: Parameters<Awaited<ReturnType<typeof createWorld>>['gateway']['will']>[1]) {
  const world = await createWorld()
  const { engine } = world.engine()
  world.gateway.will(email, answer)
  await engine.check({ profileId, agreement, actor: 'cli' })
  const { id } = await world.agreement(email)
  const found = await buildCase({ store: world.store, merchant, id, now: world.clock.now() })
  return { world, found, text: [caseText(found, 'zh'), caseText(found, 'en'), JSON.stringify(caseDocument(found))] }
}

describe('a support case', () => {
  test('of an agreement is about its last trouble: times, partner, service, code, request and answer', async () => {
    const { found, text } = await caseAfter({ code: 'SYSTEM_ERROR' })
    expect(found).toMatchObject({ code: 'SYSTEM_ERROR', outcome: 'indeterminate', question: 'what-happened' })
    expect(found.request.map(({ name, value }) => `${name}=${value}`)).toEqual(
      expect.arrayContaining(['service=query_customer_protocol', 'biz_type=10004', `user_email=${email}`, 'sign=***']),
    )
    expect(found.answer.text).toContain('<error>SYSTEM_ERROR</error>')
    const utc = new Date(found.askedAt ?? 0).toISOString()
    for (const one of text) {
      expect(one).toContain(utc)
      expect(one).toContain('2088000000000000')
    }
    expect(text[0]).toContain('北京时间')
  })

  test('holds no key and no signature, wherever they stood', async () => {
    const { world, text } = await caseAfter({ body: `<alipay><x>${keyText}</x><sign>0123456789abcdef</sign></alipay>` })
    for (const one of [...text, JSON.stringify(await world.log())]) {
      expect(one).not.toContain(keyText)
      expect(one).not.toContain('0123456789abcdef')
    }
  })

  test('keeps the account out of the details of the log, where it could not be forgotten', async () => {
    const { world } = await caseAfter({ body: `<alipay><user_email>${email.toUpperCase()}</user_email></alipay>` })
    const details = (await world.log()).map((record) => JSON.stringify(record.details)).join()
    expect(details.toLowerCase()).not.toContain(email)
    expect(details).toContain('a***t@example.com')
  })

  test('keeps no more of an answer than shows whose it is', async () => {
    const { found } = await caseAfter({ body: `<html>${'x'.repeat(50_000)}` })
    expect(found.answer.text).toHaveLength(2000)
  })

  test('of a question about the merchant himself asks about the contract', async () => {
    const { found } = await caseAfter({ code: 'NOT_AIR_PLANE_PARTNER' })
    expect(found.question).toBe('is-our-contract-valid')
  })

  test('of an answer that settled puts the request together, and says so', async () => {
    const { found } = await caseAfter({ signed: ['T', 'F'] })
    expect(found).toMatchObject({ outcome: 'signed', reconstructed: true, answer: { text: null } })
    expect(found.request).toContainEqual({ name: 'user_email', value: email })
  })

  test('is not made of another profile’s records', async () => {
    const { world, found } = await caseAfter({ code: 'SYSTEM_ERROR' })
    const other = { ...merchant, profileId: 'other' }
    for (const id of [found.operationId, found.agreement?.id ?? '']) {
      await expect(buildCase({ store: world.store, merchant: other, id, now: second })).rejects.toMatchObject({
        code: 'case-unknown',
      })
    }
  })
})
