import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { ManualClock, type Meter } from 'paycircle/internal/base'
import { storeError, type Store, type Unit } from 'paycircle-server/store/port'
import { openSqliteStore } from 'paycircle-server/store/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coverAnswer, uncoverAnswer } from '../../src/idempotency/covered-answer.js'
import { doOnce, nameRequest, type NamedRequest } from '../../src/idempotency/index.js'

const clock = new ManualClock(Date.UTC(2026, 10, 22, 6, 0, 0))
const profileId = 'default'
let folder: string
let store: Store

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paycircle-once-'))
  store = await openSqliteStore({
    path: join(folder, 'store.db'),
    writerName: 'test',
    clock,
    random: randomBytes,
    writer: 'in-thread',
  })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

class Refused extends Error {}

function requestOf(given: string, content: unknown = 'content'): NamedRequest {
  const named = nameRequest(given, ['request', content])
  if (named === undefined) throw new Error('it has a name')
  return named
}

function begin(commit: (unit: Unit) => ReturnType<Store['commit']> = (unit) => store.commit(unit)) {
  const counted: string[] = []
  const meter: Meter = { count: (name) => counted.push(name), observe: () => undefined }
  const context = {
    store: { commit, idempotentAnswer: store.idempotentAnswer.bind(store) },
    clock,
    meter,
  }
  const once = (named: NamedRequest, doIt: () => Promise<string>) =>
    doOnce(context, { profileId, named, status: 201 }, doIt, (error) => error instanceof Refused)
  return { once, counted }
}

const code = (value: string) => expect.objectContaining({ code: value }) as unknown
const never = () => Promise.reject(new Error('done a second time'))

describe('what is done once', () => {
  it('is answered by its first answer from then on, and refused for another request under its name', async () => {
    const { once } = begin()
    const given = randomUUID()
    expect(await once(requestOf(given), () => Promise.resolve('{"链接":"…"}'))).toEqual({
      body: '{"链接":"…"}',
      replayed: false,
    })
    expect(await once(requestOf(given), never)).toEqual({ body: '{"链接":"…"}', replayed: true })
    await expect(once(requestOf(given, 'other'), never)).rejects.toEqual(code('idempotency-key-reused'))
  })

  it('is in use while it is under way, and of many at once one does it', async () => {
    const { once } = begin()
    const named = requestOf(randomUUID())
    let end: (body: string) => void = () => undefined
    let begun = 0
    const doIt = () => {
      begun++
      return new Promise<string>((resolve) => {
        end = resolve
      })
    }
    const all = [once(named, doIt), once(named, doIt), once(named, doIt)]
    const refusals = await Promise.all(
      all.map((one, index) => Promise.race([one.catch((error: unknown) => ({ index, error })), untilTwoRefused(all)])),
    )
    expect(refusals.filter((one) => one !== 'under way')).toHaveLength(2)
    for (const one of refusals)
      if (one !== 'under way') expect(one).toMatchObject({ error: code('idempotency-key-in-use') })
    end('done')
    await Promise.allSettled(all)
    expect(begun).toBe(1)
    expect(await once(named, never)).toEqual({ body: 'done', replayed: true })
  })

  it('may be asked for again where it was refused', async () => {
    const { once } = begin()
    const named = requestOf(randomUUID())
    await expect(once(named, () => Promise.reject(new Refused()))).rejects.toThrow(Refused)
    expect(await once(named, () => Promise.resolve('now'))).toEqual({ body: 'now', replayed: false })
  })

  for (const [title, doIt] of [
    ['it was cut off', () => new Promise<string>(() => undefined)],
    ['it failed in its midst', () => Promise.reject(new Error('a fault'))],
  ] as const) {
    it(`stays unknown where ${title}, and is not done again`, async () => {
      const { once } = begin()
      const named = requestOf(randomUUID())
      const begunAt = clock.now()
      const first = once(named, doIt)
      first.catch(() => undefined)
      await expect.poll(() => store.idempotentAnswer(profileId, named.key)).toMatchObject({ status: 0, body: '' })
      clock.advance(5 * 60_000 - 1)
      await expect(once(named, never)).rejects.toEqual(code('idempotency-key-in-use'))
      clock.advance(1)
      await expect(once(named, never)).rejects.toMatchObject({
        code: 'idempotency-outcome-unknown',
        fields: { begunAt },
      })
    })
  }

  it('is answered also where the answer cannot be kept, which is counted, and unknown from then on', async () => {
    const { once, counted } = begin((unit) =>
      unit.writes.some(({ write }) => write === 'complete-answer')
        ? Promise.reject(storeError('store-full', {}))
        : store.commit(unit),
    )
    const named = requestOf(randomUUID())
    expect(await once(named, () => Promise.resolve('done'))).toEqual({ body: 'done', replayed: false })
    expect(counted).toEqual(['service.answers_not_kept_total'])
    clock.advance(5 * 60_000)
    await expect(once(named, never)).rejects.toEqual(code('idempotency-outcome-unknown'))
  })
})

/** Resolves once all but one of them have been refused. */
async function untilTwoRefused(all: readonly Promise<unknown>[]): Promise<'under way'> {
  let refused = 0
  await new Promise<void>((resolve) => {
    for (const one of all) one.catch(() => ++refused === all.length - 1 && resolve())
  })
  return 'under way'
}

describe('the cover of a kept answer', () => {
  const given = fc.string({
    minLength: 1,
    maxLength: 255,
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((one) => String.fromCharCode(one)),
  })

  it('gives back any text to the same request, and to no other', () => {
    fc.assert(
      fc.property(given, given, fc.string({ unit: 'grapheme' }), (one, other, body) => {
        const covered = coverAnswer(body, requestOf(one))
        expect(uncoverAnswer(covered, requestOf(one))).toBe(body)
        if (other !== one) expect(() => uncoverAnswer(covered, requestOf(other))).toThrow()
      }),
    )
  })

  it('is broken by any change', () => {
    const named = requestOf('a-key')
    const bytes = Buffer.from(coverAnswer('{"a":1}', named), 'base64')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => uncoverAnswer(changed.toString('base64'), named), String(index)).toThrow()
    }
  })
})
