import { get, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { apiPath } from 'paycircle-server/api'
import { ManualClock } from 'paycircle/internal/base'
import { setStage, type Stage } from './stage.js'

interface Told {
  readonly id: string
  readonly type: string
  readonly data: { readonly id: string }
}

interface Reader {
  readonly events: readonly Told[]
  readonly text: () => string
  readonly status: number
  until(count: number): Promise<void>
  readonly ended: Promise<void>
  leave(): void
}

/** Reads as a browser's EventSource does. */
async function read(stage: Stage, query: Record<string, string> = {}, lastEventId?: string): Promise<Reader> {
  const headers = {
    authorization: `Bearer ${stage.apiKey}`,
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  }
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${stage.origin}${apiPath.stream(query)}`, { headers, agent: false }, resolve).on('error', reject)
  })
  let text = ''
  const events: Told[] = []
  const waiting = new Set<() => void>()
  response.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    const found = [...text.matchAll(/^id: (.+)\nevent: (.+)\ndata: (.+)\n\n/gm)]
    events.splice(0, events.length)
    for (const [, id = '', type = '', data = ''] of found) {
      events.push({ id, type, data: JSON.parse(data) as Told['data'] })
    }
    for (const look of waiting) look()
  })
  const ended = new Promise<void>((resolve) => {
    response.on('error', () => undefined).on('close', resolve)
  })
  return {
    events,
    text: () => text,
    status: response.statusCode ?? 0,
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (events.length >= count) resolve()
        }
        waiting.add(look)
        look()
      }),
    ended,
    leave() {
      response.destroy()
    },
  }
}

describe('the event stream', () => {
  const clock = new ManualClock(Date.UTC(2026, 10, 26, 6))
  let stage: Stage

  beforeEach(async () => {
    stage = await setStage({ clock, service: { streamLimits: { perProfile: 2 } } })
  })

  afterEach(() => stage.close())

  const happen = async (...ids: string[]) => {
    for (const id of ids) {
      const row = { id, profileId: 'demo', agreementId: null, type: 'profile.paused', payload: '{}', createdAt: 1 }
      await stage.store.commit({ guards: [], writes: [{ write: 'insert-event', row }], log: [] })
    }
  }
  const idsOf = ({ events }: Reader) => events.map(({ data }) => data.id)

  it('tells what was before, and what comes as soon as it is written', async () => {
    await happen('evt_1', 'evt_2')
    const reader = await read(stage)
    await reader.until(2)
    await happen('evt_3')
    // The clock stands still: nothing is found by looking again later.
    await reader.until(3)
    expect(idsOf(reader)).toEqual(['evt_1', 'evt_2', 'evt_3'])
    reader.leave()
  })

  it('goes on after any id that it gave, by header or by cursor, as the feed does', async () => {
    await happen('evt_1', 'evt_2', 'evt_3')
    const reader = await read(stage)
    await reader.until(3)
    reader.leave()
    const id = reader.events[0]?.id ?? ''
    const resumed = await read(stage, {}, id)
    await resumed.until(2)
    expect(idsOf(resumed)).toEqual(['evt_2', 'evt_3'])
    resumed.leave()
    const second = await read(stage, { cursor: reader.events[1]?.id ?? '' })
    await second.until(1)
    expect(idsOf(second)).toEqual(['evt_3'])
    second.leave()
    const feed = await stage.api(apiPath.events({ cursor: id }))
    expect(feed.json.items.map((one) => (one as unknown as { id: string }).id)).toEqual(['evt_2', 'evt_3'])
  })

  it('tells nothing of another profile, and nobody without a key', async () => {
    const row = { id: 'evt_x', profileId: 'other', agreementId: null, type: 'a.b', payload: '{}', createdAt: 1 }
    await stage.store.commit({ guards: [], writes: [{ write: 'insert-event', row }], log: [] })
    await happen('evt_1')
    const reader = await read(stage)
    await reader.until(1)
    expect(idsOf(reader)).toEqual(['evt_1'])
    reader.leave()
    expect((await stage.call(apiPath.stream())).status).toBe(401)
    expect((await stage.api(apiPath.stream({ cursor: 'none' }))).json.code).toBe('cursor-invalid')
  })

  it('sends a comment after a silence, so that nothing takes it for dead', async () => {
    const reader = await read(stage)
    for (let second = 0; second < 200 && !reader.text().includes(': still here'); second++) {
      clock.advance(1000)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(reader.text()).toContain(': still here\n\n')
    reader.leave()
  })

  it('is refused beyond so many of a profile, ends with the service, and makes room when a reader leaves', async () => {
    const [one, two] = [await read(stage), await read(stage)]
    const refused = await stage.api(apiPath.stream())
    expect(refused.json.code).toBe('streams-exhausted')
    expect(refused.headers['retry-after']).toBe('20')
    one.leave()
    await expect
      .poll(
        async () =>
          (await stage.call(apiPath.stream(), { method: 'HEAD', headers: { authorization: `Bearer ${stage.apiKey}` } }))
            .status,
      )
      .toBe(200)
    await stage.service.close()
    await two.ended
  })
})
