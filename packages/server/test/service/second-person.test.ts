import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideApproval } from 'paycircle-server/service'
import { password } from '../access/world.js'
import { setStage, type Stage } from './stage.js'

let stage: Stage
let id: string
const email = 'agent+system-error@example.com'

beforeAll(async () => {
  stage = await setStage({ sandbox: false, profile: { secondPerson: ['release', 'force-query'] } })
  await stage.engine.depart(await stage.startSigning(email), { actor: 'agent' })
  await stage.engine.check({ profileId: 'demo', agreement: { by: 'email', email }, actor: 'engine' })
  const held = await stage.engine.agreement('demo', { by: 'email', email })
  expect(held?.holdCode).not.toBeNull()
  id = held?.id ?? ''
})
afterAll(() => stage.close())

async function operator(name: string) {
  const { token } = await stage.access.createUser({ name, role: 'operator', actor: 'cli' })
  await stage.access.setPassword({ token, password })
  const answer = await stage.post('/login', { name, password })
  const cookie = (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
  const { text } = await stage.call('/account', { headers: { cookie } })
  const formToken = /name="formToken" value="([^"]+)"/.exec(text)?.[1] ?? ''
  return (path: string, fields: Record<string, string>) => stage.post(path, { ...fields, formToken }, { cookie })
}

const isHeld = async () => (await stage.engine.agreement('demo', { by: 'id', id }))?.holdCode !== null
const kinds = async () => {
  const { rows } = await stage.store.operations({ agreementId: id, limit: 50, oldestFirst: true })
  return rows.map(({ kind, actor }) => `${kind} ${actor}`)
}

describe('opening a hold that takes two people', () => {
  it('is asked for by one, approved by another and done once, all of it in the log', async () => {
    const [li, wang, zhao] = [await operator('li'), await operator('wang'), await operator('zhao')]
    const asked = await li(`/agreements/${id}/release?lang=en`, { reason: 'spoke to Alipay' })
    expect([asked.status, /taken down as (apr_\w+)/.test(asked.text)]).toEqual([409, true])
    // Asked again by the same person it stays one question.
    await li(`/agreements/${id}/release`, { reason: 'once more' })
    const [approval, ...others] = await stage.access.approvals('demo')
    expect([others.length, approval?.reason, await isHeld()]).toEqual([0, 'spoke to Alipay', true])
    const decide = { id: approval?.id ?? '', decision: 'approved', reason: 'checked' }
    expect((await li('/approvals', decide)).status).toBe(403)
    expect((await wang('/approvals', { ...decide, reason: ' ' })).status).toBe(422)
    expect(await isHeld()).toBe(true)
    const both = await Promise.all([wang('/approvals', decide), zhao('/approvals', decide)])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await isHeld()).toBe(false)
    const approver = both[0].status === 303 ? 'wang' : 'zhao'
    const log = await kinds()
    expect(log).toContain('approval.asked operator:li')
    expect(log.filter((line) => line.startsWith('hold.released'))).toEqual([`hold.released operator:${approver}`])
  })
})

describe('over the HTTP interface', () => {
  it('forcing a query is taken down in place of done, and refused it stays undone', async () => {
    const check = await stage.api(`/v1/agreements/${id}/check`, { force: true, reason: 'agent on the telephone' })
    expect([check.status, check.json.code]).toEqual([409, 'second-person-asked'])
    const asked = (await stage.access.approvals('demo')).find(({ askedBy }) => askedBy.startsWith('api-key:key_'))
    expect(asked?.action).toBe('force-query')
    const before = (await kinds()).filter((line) => line.startsWith('query.intended')).length
    const sun = await operator('sun')
    expect((await sun('/approvals', { id: asked?.id ?? '', decision: 'refused', reason: 'wait' })).status).toBe(303)
    expect((await kinds()).filter((line) => line.startsWith('query.intended'))).toHaveLength(before)
  })

  it('a profile without such a setting asks nobody', async () => {
    const plain = await setStage()
    const { status } = await plain.api('/v1/agreements/agent@example.com/check', { force: true, reason: 'why not' })
    expect([status, (await plain.access.approvals('demo')).length]).toEqual([200, 0])
    await plain.close()
  })
})

describe('going live', () => {
  it('is asked for by one and approved by an administrator, nobody less', async () => {
    const two = await setStage({ profile: { accountClass: 'contracted', secondPerson: ['go-live'] } })
    const override = { overrideReason: 'tested at the old service' }
    const asked = await two.api('/v1/profiles/demo/go-live', override)
    expect([asked.status, asked.json.code]).toEqual([409, 'second-person-asked'])
    const [approval] = await two.access.approvals('demo')
    expect(approval).toMatchObject({ action: 'go-live', reason: 'tested at the old service', decision: null })
    const decision = {
      id: approval?.id ?? '',
      profileId: 'demo',
      decision: 'approved',
      reason: 'seen',
      actor: 'operator:wang',
    } as const
    await expect(decideApproval(two, { ...decision, mayGoLive: false })).rejects.toMatchObject({
      code: 'role-not-enough',
    })
    expect(two.directory.gate(two.profile).readyForLive).toBe(false)
    const decided = await decideApproval(two, { ...decision, mayGoLive: true })
    expect(decided.decidedBy).toBe('operator:wang')
    expect(two.directory.gate(two.profile)).toMatchObject({ readyForLive: true, override: { by: 'operator:wang' } })
    await two.close()
  })
})
