import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReadNote } from 'paycircle-server/custody'
import { storeError } from 'paycircle-server/store/port'
import { setStage, type Stage } from './stage.js'

describe('who looks at an account', () => {
  let stage: Stage
  let notes: ReadNote[]
  let trouble: Error | undefined
  beforeEach(async () => {
    notes = []
    trouble = undefined
    const reads = (note: ReadNote) => {
      notes.push(note)
      return trouble === undefined ? Promise.resolve() : Promise.reject(trouble)
    }
    stage = await setStage({ service: { reads } })
  })
  afterEach(() => stage.close())

  async function agreement(): Promise<{ readonly id: string; readonly operationId: string }> {
    await stage.startSigning('agent@example.com')
    const row = await stage.store.agreementByAccount('demo', 'agent@example.com')
    const { rows } = await stage.store.operations({ kind: 'signing.started', limit: 1 })
    return { id: row?.id ?? '', operationId: rows[0]?.operationId ?? '' }
  }

  it('is noted on the operator’s pages of an agreement, its log and its operations, and on no list of all', async () => {
    const { id, operationId } = await agreement()
    for (const path of ['/', '/agreements', '/operations']) expect((await stage.call(path)).status).toBe(200)
    expect(notes).toEqual([])
    const paths = [`/agreements/${id}`, `/operations?agreement=${id}`, `/operations/${operationId}`]
    for (const path of paths) expect((await stage.call(path)).status).toBe(200)
    const about = { actor: 'operator:demo', profileId: 'demo', agreementId: id, account: 'agent@example.com' }
    expect(notes).toEqual(['agreement', 'log', 'operation'].map((what) => ({ ...about, what })))
  })

  it('is noted where a program lists an account’s records, not where it lists all', async () => {
    const { id } = await agreement()
    expect((await stage.api('/v1/operations')).status).toBe(200)
    expect((await stage.api(`/v1/agreements/${id}`)).status).toBe(200)
    expect(notes).toEqual([])
    expect((await stage.api('/v1/operations?agreement=agent@example.com')).status).toBe(200)
    expect(notes).toMatchObject([{ agreementId: id, what: 'log' }])
    expect(notes[0]?.actor).toMatch(/^api-key:/)
  })

  it('may look also while nothing can be written, which is counted', async () => {
    const { id } = await agreement()
    trouble = storeError('store-full', {})
    expect((await stage.call(`/agreements/${id}`)).status).toBe(200)
    expect((await stage.call('/metrics')).text).toContain('paycircle_service_reads_not_noted_total 1')
  })
})
