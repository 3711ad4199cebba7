import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accessWorld, browser, password } from './world.js'

const wrong = { name: 'li', password: 'not the password', ...browser }

describe('a session', () => {
  it('is known to the store by its digest alone, and renewed at log-in', async () => {
    const { access, path, userOf } = await accessWorld()
    await userOf('li')
    const first = await access.logIn({ name: ' LI ', password, ...browser })
    const second = await access.logIn({ name: 'li', password, ...browser, previousToken: first.token })
    expect(second.token).not.toBe(first.token)
    expect(await access.session(first.token)).toBeUndefined()
    expect((await access.session(second.token))?.user.name).toBe('li')
    for (const file of [path, `${path}-wal`]) expect(readFileSync(file).includes(second.token)).toBe(false)
    for (const token of ['', 'x'.repeat(43), `${second.token}=`, second.token.slice(1)]) {
      expect(await access.session(token)).toBeUndefined()
    }
  })

  it('ends after an hour without a request, and after twelve however busy', async () => {
    const { access, clock, userOf } = await accessWorld()
    await userOf('li')
    const { token } = await access.logIn({ name: 'li', password, ...browser })
    for (let minutes = 0; minutes < 12 * 60 - 59; minutes += 59) {
      expect(await access.session(token)).toBeDefined()
      clock.advance(59 * 60_000)
    }
    clock.advance(59 * 60_000)
    expect(await access.session(token)).toBeUndefined()
    const idle = await access.logIn({ name: 'li', password, ...browser })
    clock.advance(3_600_000)
    expect(await access.session(idle.token)).toBeUndefined()
  })

  it('ends by its user, by an administrator and by log-out', async () => {
    const { access, kinds, userOf } = await accessWorld()
    await userOf('li')
    const tokens = []
    for (let count = 0; count < 3; count++)
      tokens.push((await access.logIn({ name: 'li', password, ...browser })).token)
    const [own, other, third] = tokens as [string, string, string]
    const { user, session } = (await access.session(other)) ?? {}
    if (user === undefined || session === undefined) throw new Error('no session')
    await access.endSession({ user, id: session.id, actor: 'operator:li' })
    await access.logOut(own)
    expect(await access.session(other)).toBeUndefined()
    expect(await access.session(own)).toBeUndefined()
    expect(await access.sessionsOf(user.id)).toHaveLength(1)
    await access.endSessions({ user, actor: 'operator:wang' })
    expect(await access.session(third)).toBeUndefined()
    expect((await kinds()).slice(-3)).toEqual(['session.ended', 'session.ended', 'sessions.ended'])
  })

  it('has a form token of its own, which does not tell the token', async () => {
    const { access, userOf } = await accessWorld()
    await userOf('li')
    const tokens = [
      await access.logIn({ name: 'li', password, ...browser }),
      await access.logIn({ name: 'li', password, ...browser }),
    ]
    const forms = await Promise.all(tokens.map(async ({ token }) => (await access.session(token))?.formToken))
    expect(new Set([...forms, ...tokens.map(({ token }) => token)]).size).toBe(4)
  })
})

describe('a log-in', () => {
  it('is refused in the same words whether name, password or standing is at fault, and logged without what was typed', async () => {
    const { access, store, userOf } = await accessWorld()
    await userOf('li')
    await userOf('gone')
    await access.createUser({ name: 'new', role: 'viewer', actor: 'cli' })
    await access.setDisabled({ name: 'gone', disabled: true, actor: 'cli' })
    const texts = []
    for (const attempt of [
      wrong,
      { ...wrong, name: 'nobody-of-that-name' },
      { ...wrong, name: 'gone', password },
      { ...wrong, name: 'new', password: '' },
    ]) {
      texts.push(await access.logIn(attempt).catch((error: unknown) => JSON.stringify(error) + String(error)))
    }
    expect(new Set(texts).size).toBe(1)
    const { rows } = await store.operations({ kind: 'session.refused', limit: 10 })
    expect(rows.map(({ details }) => details.reason).sort()).toEqual(['disabled', 'password', 'password', 'unknown'])
    expect(JSON.stringify(rows)).not.toContain('nobody-of-that-name')
    expect(JSON.stringify(rows)).not.toContain(wrong.password)
  })

  it('waits longer and longer after failures on an account, up to a minute, and never for ever', async () => {
    const { access, clock, userOf } = await accessWorld()
    await userOf('li')
    const waits = []
    for (let count = 0; count < 14; count++) {
      const attempt = { ...wrong, address: `192.0.2.${count}` }
      await expect(access.logIn(attempt)).rejects.toMatchObject({ code: 'log-in-refused' })
      const held = await access.logIn({ ...attempt, password }).catch((error: unknown) => error)
      if (count < 3) {
        // Nothing is held back yet: people mistype.
        expect(held).toMatchObject({ user: { name: 'li' } })
        for (let again = 0; again <= count; again++) await access.logIn(attempt).catch(() => undefined)
      } else {
        const { retryAfterMs } = (held as { fields: { retryAfterMs: number } }).fields
        waits.push(retryAfterMs)
        clock.advance(retryAfterMs)
      }
    }
    expect(waits[0]).toBe(1000)
    expect(waits.at(-1)).toBe(60_000)
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
    expect((await access.logIn({ ...wrong, password })).user.name).toBe('li')
  })

  it('waits by address as well, whatever names are tried, and lets none of many at once escape the count', async () => {
    const { access } = await accessWorld()
    const names = Array.from({ length: 30 }, (_, index) => `user-${index}`)
    const codes: string[] = []
    for (let start = 0; start < 30; start += 5) {
      const batch = names.slice(start, start + 5).map((name) => access.logIn({ ...wrong, name }))
      for (const { reason } of (await Promise.allSettled(batch)) as PromiseRejectedResult[]) {
        codes.push((reason as { code: string }).code)
      }
    }
    expect(codes.filter((code) => code === 'log-in-refused').length).toBeLessThanOrEqual(11)
    expect(codes).toContain('log-in-too-often')
    await expect(access.logIn({ ...wrong, name: 'other', address: '192.0.2.9' })).rejects.toMatchObject({
      code: 'log-in-refused',
    })
  })

  it('that succeeds leaves nothing of itself in the count, however many come from one address at once', async () => {
    const { access, userOf } = await accessWorld()
    const names = Array.from({ length: 4 }, (_, index) => `user-${index}`)
    for (const name of names) await userOf(name)
    for (let round = 0; round < 10; round++) {
      const all = await Promise.allSettled(names.map((name) => access.logIn({ name, password, ...browser })))
      expect(all.map(({ status }) => status)).toEqual(names.map(() => 'fulfilled'))
    }
  })
})
