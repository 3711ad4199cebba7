import { expect, it } from 'vitest'
import { accessWorld } from './world.js'

const ask = {
  profileId: 'demo',
  action: 'release',
  subject: { agreementId: 'agr-1' },
  agreementId: 'agr-1',
  account: 'agent@example.com',
  reason: 'spoke to Alipay',
  actor: 'operator:li',
} as const

it('what one asks for, another approves, once and not himself', async () => {
  const { access, kinds } = await accessWorld()
  const { id } = await access.ask(ask)
  const decision = { id, profileId: 'demo', decision: 'approved', reason: 'checked', actor: 'operator:wang' } as const
  await expect(access.decide({ ...decision, actor: 'operator:li' })).rejects.toMatchObject({
    code: 'approval-by-same-person',
  })
  await expect(access.decide({ ...decision, profileId: 'other' })).rejects.toMatchObject({ code: 'approval-unknown' })
  const both = await Promise.allSettled([
    access.decide(decision),
    access.decide({ ...decision, actor: 'operator:zhao' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await access.approvals('demo')).toMatchObject([{ id, decision: 'approved', askedBy: 'operator:li' }])
  expect(await kinds()).toEqual(['approval.asked', 'approval.approved'])
})

it('nothing is asked or decided without a reason, nor approved after a day', async () => {
  const { access, clock } = await accessWorld()
  await expect(access.ask({ ...ask, reason: ' ' })).rejects.toMatchObject({ code: 'approval-reason-missing' })
  const { id } = await access.ask(ask)
  const decision = { id, profileId: 'demo', decision: 'refused', reason: '', actor: 'operator:li' } as const
  await expect(access.decide(decision)).rejects.toMatchObject({ code: 'approval-reason-missing' })
  clock.advance(24 * 3_600_000)
  await expect(access.decide({ ...decision, reason: 'late' })).rejects.toMatchObject({ code: 'approval-not-open' })
})
