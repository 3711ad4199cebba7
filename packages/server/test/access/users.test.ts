import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accessWorld, browser, password } from './world.js'

describe('the first administrator', () => {
  it('is made once, with the token of the set-up link and by nobody without it', async () => {
    const { access, kinds } = await accessWorld()
    const token = (await access.beginSetUp()) ?? ''
    const other = (await access.beginSetUp()) ?? ''
    await expect(access.setUp({ token: 'x'.repeat(43), name: 'li', password })).rejects.toMatchObject({
      code: 'link-spent',
    })
    const tries = [
      access.setUp({ token, name: ' Li ', password }),
      access.setUp({ token: other, name: 'eve', password }),
    ]
    const done = await Promise.allSettled(tries)
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await access.users('', 10)).map(({ role }) => role)).toEqual(['administrator'])
    await expect(access.setUp({ token, name: 'mallory', password })).rejects.toMatchObject({ code: 'link-spent' })
    expect(await access.beginSetUp()).toBeUndefined()
    expect(await kinds()).toEqual(['user.created'])
  })

  it('is not made with a link that ran out', async () => {
    const { access, clock } = await accessWorld()
    const token = (await access.beginSetUp()) ?? ''
    clock.advance(7 * 24 * 3_600_000)
    await expect(access.setUp({ token, name: 'li', password })).rejects.toMatchObject({ code: 'link-spent' })
  })
})

describe('passwords', () => {
  it('stand in the store as hashes with their parameters, never twice the same, and in no file as they are', async () => {
    const { access, path, store, userOf } = await accessWorld()
    await userOf('li')
    await userOf('wang')
    const hashes = (await access.users('', 10)).map(({ passwordHash }) => passwordHash)
    for (const hash of hashes) expect(hash).toMatch(/^scrypt\$16\$1\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(new Set(hashes).size).toBe(2)
    await store.close()
    for (const file of [path, `${path}-wal`]) {
      expect(readIfThere(file).includes(password)).toBe(false)
    }
  })

  it.each([
    ['short', 'x9!kq-72'],
    ['long', 'ab3 def7'.repeat(17)],
    ['repeats', 'abababababab'],
    ['name', 'wangfangwangfang12'],
    ['sequence', 'abcdefghijkl'],
    ['sequence', '123456789012'],
  ])('that are %s are refused, saying why', async (reason, weak) => {
    const { access } = await accessWorld()
    const { token } = await access.createUser({ name: 'wangfang', role: 'viewer', actor: 'cli' })
    await expect(access.setPassword({ token, password: weak })).rejects.toMatchObject({
      code: 'password-weak',
      fields: { reason },
    })
    // The link was not used up by it.
    await access.setPassword({ token, password })
  })

  it('are set by a link that works once, and end the sessions of before', async () => {
    const { access, userOf } = await accessWorld()
    await userOf('li')
    const { token: session } = await access.logIn({ name: 'li', password, ...browser })
    const { token } = await access.passwordLink({ name: 'li', actor: 'cli' })
    const next = 'quite another sentence'
    await access.setPassword({ token, password: next })
    await expect(access.setPassword({ token, password: next })).rejects.toMatchObject({ code: 'link-spent' })
    expect(await access.session(session)).toBeUndefined()
    expect((await access.logIn({ name: 'li', password: next, ...browser })).user.name).toBe('li')
  })

  it('are changed by whoever knows the old one, and leave him the session in which he does it', async () => {
    const { access, userOf } = await accessWorld()
    await userOf('li')
    const here = await access.logIn({ name: 'li', password, ...browser })
    const elsewhere = await access.logIn({ name: 'li', password, ...browser })
    const { session, user } = (await access.session(here.token)) ?? {}
    const change = { userId: user?.id ?? '', sessionDigest: session?.digest ?? '', next: 'quite another sentence' }
    await expect(access.changePassword({ ...change, current: 'wrong' })).rejects.toMatchObject({
      code: 'password-wrong',
    })
    await access.changePassword({ ...change, current: password })
    expect(await access.session(here.token)).toBeDefined()
    expect(await access.session(elsewhere.token)).toBeUndefined()
  })
})

describe('users', () => {
  it('have one of the roles and a name of their own', async () => {
    const { access } = await accessWorld()
    const user = { name: 'li', role: 'viewer', actor: 'cli' }
    await access.createUser(user)
    await expect(access.createUser({ ...user, name: 'LI' })).rejects.toMatchObject({ code: 'user-exists' })
    await expect(access.createUser({ ...user, name: 'b', role: 'root' })).rejects.toMatchObject({
      code: 'role-unknown',
    })
    for (const name of ['', ' ', 'a b', '<b>', '-a', 'x'.repeat(65)]) {
      await expect(access.createUser({ ...user, name })).rejects.toMatchObject({ code: 'user-name-malformed' })
    }
    await expect(access.createUser({ ...user, name: 'c', profileIds: ['*'] })).rejects.toMatchObject({
      code: 'user-profiles-malformed',
    })
  })

  it('cannot all lose the role by which users are managed', async () => {
    const { access, userOf } = await accessWorld()
    await userOf('li', 'administrator')
    const last = { code: 'last-administrator' }
    await expect(access.changeUser({ name: 'li', role: 'viewer', actor: 'cli' })).rejects.toMatchObject(last)
    await expect(access.setDisabled({ name: 'li', disabled: true, actor: 'cli' })).rejects.toMatchObject(last)
    await userOf('wang', 'administrator')
    const both = ['li', 'wang'].map((name) => access.setDisabled({ name, disabled: true, actor: 'cli' }))
    expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('lose their sessions with a change of role, and are kept out while disabled', async () => {
    const { access, kinds, userOf } = await accessWorld()
    await userOf('li')
    const first = await access.logIn({ name: 'li', password, ...browser })
    await access.changeUser({ name: 'li', role: 'auditor', profileIds: ['east'], actor: 'operator:wang' })
    expect(await access.session(first.token)).toBeUndefined()
    const second = await access.logIn({ name: 'li', password, ...browser })
    await access.setDisabled({ name: 'li', disabled: true, actor: 'operator:wang' })
    expect(await access.session(second.token)).toBeUndefined()
    await expect(access.logIn({ name: 'li', password, ...browser })).rejects.toMatchObject({ code: 'log-in-refused' })
    await access.setDisabled({ name: 'li', disabled: false, actor: 'operator:wang' })
    await access.logIn({ name: 'li', password, ...browser })
    expect(await kinds()).toEqual([
      'user.created',
      'user.password-set',
      'session.started',
      'user.role-changed',
      'user.profiles-changed',
      'session.started',
      'user.disabled',
      'session.refused',
      'user.enabled',
      'session.started',
    ])
  })
})

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}
