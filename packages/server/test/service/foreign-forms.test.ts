import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setStage, type Stage } from './stage.js'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const evil = 'https://evil.example'

/** What browsers send with a form, and whether it came from a page of ours. */
function origins(own: string): readonly (readonly [title: string, headers: Record<string, string>, verdict: string])[] {
  const port = new URL(own).port
  return [
    ['our own page', { origin: own, 'sec-fetch-site': 'same-origin' }, 'own'],
    ['our own page, older browser', { origin: own }, 'own'],
    ['our own page by its other name', { origin: `http://localhost:${port}` }, 'own'],
    ['our own page, browser that tells the referrer only', { referer: `${own}/agreements` }, 'own'],
    ['a reload by the person', { origin: own, 'sec-fetch-site': 'none' }, 'own'],
    ['another site', { origin: evil, 'sec-fetch-site': 'cross-site' }, 'foreign'],
    ['another site, older browser', { origin: evil }, 'foreign'],
    ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }, 'foreign'],
    ['another port of this machine, older browser', { origin: 'http://127.0.0.1:1' }, 'foreign'],
    ['another scheme', { origin: own.replace('http:', 'https:') }, 'foreign'],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 'foreign'],
    ['a page that hides its origin', { origin: 'null' }, 'foreign'],
    ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }, 'foreign'],
    ['another site, referrer only', { referer: `${evil}/${own}` }, 'foreign'],
    ['a site whose name begins like ours', { origin: `${own}.evil.example` }, 'foreign'],
    ['a referrer that is no address', { referer: own.slice(7) }, 'foreign'],
    ['nobody that tells', {}, 'untold'],
  ]
}

describe('a form', () => {
  it('changes something as operator only where it was certainly sent from a page of ours', async () => {
    await stage.startSigning('agent@example.com')
    const row = await stage.engine.agreement('demo', { by: 'email', email: 'agent@example.com' })
    const id = row?.id ?? ''
    for (const [title, headers, verdict] of origins(stage.origin)) {
      const request = { method: 'POST', headers: { ...form, ...headers }, body: 'email=agent%40example.com&reason=x' }
      for (const path of ['/signings', `/agreements/${id}/check`, `/agreements/${id}/release`]) {
        const { status } = await stage.call(path, request)
        expect([title, path, status === 403]).toEqual([title, path, verdict !== 'own'])
      }
    }
  })

  it('sends an agent away unless it was certainly sent from another site: the link itself is what he has', async () => {
    const token = await stage.startSigning('no-certificate@example.com')
    for (const [title, headers, verdict] of origins(stage.origin)) {
      const { status } = await stage.call(`/s/${token}`, { method: 'POST', headers: { ...form, ...headers }, body: '' })
      expect([title, status]).toEqual([title, verdict === 'foreign' ? 403 : 303])
    }
  })

  it('from another site leaves no trace of a departure', async () => {
    const token = await stage.startSigning('signed@example.com')
    await stage.call(`/s/${token}`, { method: 'POST', headers: { ...form, origin: evil }, body: '' })
    expect((await stage.engine.signingByToken(token)).signing.departedAt).toBeNull()
  })

  it('may not name a field twice, nor come in another charset', async () => {
    const own = { ...form, origin: stage.origin }
    const twice = await stage.call('/signings', { method: 'POST', headers: own, body: 'email=a&email=b' })
    expect(twice.status).toBe(400)
    const headers = { ...own, 'content-type': 'application/x-www-form-urlencoded; charset=gbk' }
    expect((await stage.call('/signings', { method: 'POST', headers, body: 'email=a' })).status).toBe(415)
    const huge = await stage.call('/signings', { method: 'POST', headers: own, body: `email=${'a'.repeat(20_000)}` })
    expect([huge.status, huge.headers['content-type']]).toEqual([413, 'text/html; charset=utf-8'])
  })
})
