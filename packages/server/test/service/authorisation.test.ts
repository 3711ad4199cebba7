import { readFileSync } from 'node:fs'
import { request as send } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayDo, permissions, roles } from 'paycircle-server/access'
import { scopes } from 'paycircle-server/api'
import type { DeclaredRoute } from 'paycircle-server/service'
import { password } from '../access/world.js'
import { authorisationTable, type Expected } from './authorisation-table.js'
import { setStage, type Stage } from './stage.js'

/** Somebody who calls: what he sends along, and what the table has to say about him. */
interface Caller {
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  readonly formToken?: string
  readonly may: (expected: Expected) => boolean
}

let stage: Stage

beforeAll(async () => {
  stage = await setStage({ sandbox: false })
})
afterAll(() => stage.close())

const isOpen = ({ by }: Expected) => by !== 'key' && by !== 'role'
const letters = { viewer: 'v', operator: 'o', auditor: 'a', administrator: 'x' } as const

async function callerOf(role: keyof typeof letters): Promise<Caller> {
  const name = `a-${role}`
  if ((await stage.store.userByName(name)) === undefined) {
    const { token } = await stage.access.createUser({ name, role, actor: 'cli' })
    await stage.access.setPassword({ token, password })
  }
  const origin = { address: 'test', userAgent: undefined, previousToken: undefined }
  const { token } = await stage.access.logIn({ name, password, ...origin })
  const { formToken = '' } = (await stage.access.session(token)) ?? {}
  return {
    title: role,
    headers: { cookie: `paycircle-session=${token}` },
    formToken,
    may: (expected) => isOpen(expected) || (expected.by === 'role' && expected.roles.includes(letters[role])),
  }
}

async function keyWith(title: string, allowed?: readonly string[]): Promise<Caller> {
  const input = { profileId: 'demo', name: title, actor: 'cli' }
  const { key } = await stage.access.createApiKey(allowed === undefined ? input : { ...input, scopes: allowed })
  return {
    title,
    headers: { authorization: `Bearer ${key}` },
    may: (expected) => isOpen(expected) || (expected.by === 'key' && (allowed?.includes(expected.scope) ?? true)),
  }
}

/** Whether the route let the caller in, whatever it made of the request then. */
async function letsIn({ method, path }: DeclaredRoute, { headers, formToken }: Caller): Promise<boolean> {
  const isApi = path.startsWith('/v1/')
  const url = path.replace('/v1/profiles/:id', '/v1/profiles/demo').replace(/:\w+/g, 'none')
  const type = isApi ? 'application/json' : 'application/x-www-form-urlencoded'
  const body = isApi ? '{}' : new URLSearchParams(formToken === undefined ? {} : { formToken }).toString()
  const own = { origin: stage.origin, 'sec-fetch-site': 'same-origin' }
  const { status, location } = await new Promise<{ status: number; location: string }>((resolve, reject) => {
    const options = {
      method,
      headers: {
        ...own,
        ...headers,
        ...(method === 'GET' ? {} : { 'content-type': type, 'content-length': String(body.length) }),
      },
    }
    const request = send(`${stage.origin}${url}`, { ...options, agent: false }, (response) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '' })
      // A stream would not end of itself.
      response.destroy()
    })
    request.on('error', reject)
    request.end(method === 'GET' ? undefined : body)
  })
  expect(status).not.toBe(500)
  return status !== 401 && status !== 403 && !location.startsWith('/login?to=')
}

const nameOf = ({ method, path }: DeclaredRoute) => `${method} ${path}`
const isAsset = ({ path }: DeclaredRoute) => path.startsWith('/assets/')

describe('every route', () => {
  it('has its line in the table, and every line its route', () => {
    const declared = stage.service.routes().filter((route) => !isAsset(route))
    expect(declared.map(nameOf).sort()).toEqual(Object.keys(authorisationTable).sort())
  })

  it('lets in whom the table names, and nobody else', async () => {
    const callers = [
      { title: 'nobody', headers: {}, may: isOpen },
      { title: 'a wrong key', headers: { authorization: `Bearer pck_${'x'.repeat(43)}` }, may: isOpen },
      { title: 'a wrong session', headers: { cookie: `paycircle-session=${'x'.repeat(43)}` }, may: isOpen },
      await keyWith('a key for everything'),
      await keyWith('a key for nothing', []),
      ...(await Promise.all(scopes.map((scope) => keyWith(scope, [scope])))),
    ]
    const wrong: string[] = []
    let cells = 0
    for (const route of stage.service.routes()) {
      const expected = isAsset(route) ? ({ by: 'anyone' } as const) : authorisationTable[nameOf(route)]
      if (expected === undefined) continue
      // Fresh sessions for each: logging out is one of the routes.
      const operators = await Promise.all((Object.keys(letters) as (keyof typeof letters)[]).map(callerOf))
      for (const caller of [...callers, ...operators]) {
        const letIn = await letsIn(route, caller)
        cells++
        if (letIn !== caller.may(expected))
          wrong.push(`${nameOf(route)}: ${caller.title} ${letIn ? 'let in' : 'kept out'}`)
      }
    }
    expect(wrong).toEqual([])
    expect(cells).toBe(stage.service.routes().length * (callers.length + roles.length))
  }, 60_000)
})

describe('docs/access.md', () => {
  const text = readFileSync(new URL('../../../../docs/access.md', import.meta.url), 'utf8')
  const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))

  it('tells of every permission which roles have it', () => {
    for (const permission of permissions) {
      const row = cells.find((one) => one[1] === `\`${permission}\``) ?? []
      const told = roles.filter((_role, index) => row[index + 2] === 'yes')
      expect([permission, told]).toEqual([permission, roles.filter((role) => mayDo(role, permission))])
    }
  })

  it('tells of every scope what it is for', () => {
    const told = cells
      .map((one) => one[1]?.replaceAll('`', ''))
      .filter((name) => scopes.some((scope) => scope === name))
    expect(told.sort()).toEqual([...scopes].sort())
  })
})
