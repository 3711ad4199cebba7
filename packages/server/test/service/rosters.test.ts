import { systemClock } from 'paycircle/internal/base'
import { apiPath, rosterEndpoints } from 'paycircle-server/api'
import type { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { setStage, type Stage } from './stage.js'

type Roster = z.infer<typeof rosterEndpoints.startRoster.answer.schema>
type Results = z.infer<typeof rosterEndpoints.getRosterResults.answer.schema>

let stage: Stage
beforeAll(async () => {
  stage = await setStage({ clock: systemClock, moreProfiles: [{ id: 'other' }] })
  for (const email of ['one@example.com', 'two@example.com']) {
    const body = JSON.stringify({ autoDebit: true, autoRefund: email.startsWith('one') })
    await fetch(`${stage.simulator.gatewayOrigin}/_simulator/accounts/${email}`, { method: 'PUT', body })
  }
})
afterAll(() => stage.close())

const list = (...emails: readonly string[]) => ({ accounts: emails.map((email) => ({ email })) })
const start = async (body: object) => {
  const { status, json } = await stage.api(apiPath.rosters(), body)
  return { status, roster: json as unknown as Roster }
}
const standing = async (id: string) => (await stage.api(apiPath.roster(id))).json as unknown as Roster

describe('a roster that a request brings', () => {
  it('is under way while the service does not run it, and known again when it is sent again', async () => {
    const { status, roster } = await start(list('one@example.com', 'two@example.com', '13800138000', 'one@example.com'))
    expect(status).toBe(202)
    expect(roster).toMatchObject({ state: 'asking', entries: 3, pending: 2, outcomes: { invalid: 1 } })
    const again = await start(list('one@example.com', 'two@example.com', '13800138000', 'one@example.com'))
    expect(again.roster.id).toBe(roster.id)
  })

  it('is asked about by the running service, tells how far it is, and what came of each entry', async () => {
    const { roster } = await start(list('one@example.com', 'two@example.com', '13800138000', 'one@example.com'))
    stage.engine.start()
    await vi.waitFor(async () => expect((await standing(roster.id)).state).toBe('finished'), 10_000)
    expect(await standing(roster.id)).toMatchObject({ entries: 3, pending: 0, outcomes: { signed: 2, invalid: 1 } })
    const first = (await stage.api(apiPath.rosterResults(roster.id, { limit: 2 }))).json as unknown as Results
    expect(first).toMatchObject({
      items: [
        { number: 1, given: 'one@example.com', outcome: 'signed', autoRefund: true },
        { number: 2, given: 'two@example.com', outcome: 'signed', autoRefund: false },
      ],
      next: 2,
    })
    const rest = (await stage.api(apiPath.rosterResults(roster.id, { after: 2 }))).json as unknown as Results
    expect(rest).toMatchObject({ items: [{ number: 3, outcome: 'invalid', reason: 'signer-email-is-mobile' }] })
    expect(rest.next).toBeUndefined()
  })

  it('is nobody’s but the profile’s', async () => {
    const { roster } = await start(list('mine@example.com'))
    const { key } = await stage.access.createApiKey({ profileId: 'other', name: 'theirs', actor: 'cli' })
    const headers = { authorization: `Bearer ${key}` }
    expect((await stage.call(apiPath.roster(roster.id), { headers })).status).toBe(404)
    expect((await stage.call(apiPath.rosterResults(roster.id), { headers })).status).toBe(404)
    expect((await stage.api(apiPath.roster('rst_absent'))).status).toBe(404)
  })

  it('may be long, up to a limit that is told', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => `agent-${index}@example.com`)
    const { status, roster } = await start(list(...many))
    expect([status, roster.entries]).toEqual([202, 2000])
    const { status: tooMany } = await stage.api(apiPath.rosters(), list(...Array<string>(10_001).fill('a@example.com')))
    expect(tooMany).toBe(422)
    expect((await stage.api(apiPath.rosters(), { accounts: [] })).status).toBe(422)
    const { status: tooLarge, json } = await stage.api(
      apiPath.rosters(),
      list(...Array<string>(9000).fill(`${'a'.repeat(120)}@example.com`)),
    )
    expect([tooLarge, json.code]).toEqual([413, 'body-too-large'])
  })
})
