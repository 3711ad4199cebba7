import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  AccessKeepingGuard,
  ApprovalRow,
  Guard,
  LogInPaceRow,
  OneTimeTokenRow,
  SessionRow,
  Store,
  UserRow,
  Write,
} from '../../../src/store/port/index.js'
import { apiKeyRow, noon, unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

export const userRow = (changes: Partial<UserRow> = {}): UserRow => ({
  id: 'usr-1',
  name: 'li',
  role: 'administrator',
  profileIds: null,
  passwordHash: 'scrypt$1',
  subject: null,
  createdAt: noon,
  updatedAt: noon,
  disabledAt: null,
  version: 1,
  ...changes,
})

export const sessionRow = (changes: Partial<SessionRow> = {}): SessionRow => ({
  digest: 'd'.repeat(64),
  id: 'ses-1',
  userId: 'usr-1',
  userAgent: 'Firefox 火狐',
  createdAt: noon,
  lastSeenAt: noon,
  expiresAt: noon + 1000,
  endedAt: null,
  ...changes,
})

export const oneTimeTokenRow = (changes: Partial<OneTimeTokenRow> = {}): OneTimeTokenRow => ({
  digest: 'e'.repeat(64),
  purpose: 'password',
  userId: 'usr-1',
  createdAt: noon,
  expiresAt: noon + 1000,
  usedAt: null,
  ...changes,
})

export const approvalRow = (changes: Partial<ApprovalRow> = {}): ApprovalRow => ({
  id: 'apr-1',
  profileId: 'default',
  action: 'release',
  subject: '{"agreementId":"agr-1"}',
  reason: '已与支付宝核实',
  askedBy: 'operator:li',
  askedAt: noon,
  expiresAt: noon + 1000,
  decision: null,
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  ...changes,
})

const paceRow = (changes: Partial<LogInPaceRow> = {}): LogInPaceRow => ({
  key: 'f'.repeat(64),
  failures: 2,
  nextAt: noon + 10,
  updatedAt: noon,
  ...changes,
})

const user = (changes?: Partial<UserRow>): Write => ({ write: 'insert-user', row: userRow(changes) })
const session = (changes?: Partial<SessionRow>): Write => ({ write: 'insert-session', row: sessionRow(changes) })
const token = (changes?: Partial<OneTimeTokenRow>): Write => ({
  write: 'insert-one-time-token',
  row: oneTimeTokenRow(changes),
})
const approval = (changes?: Partial<ApprovalRow>): Write => ({ write: 'insert-approval', row: approvalRow(changes) })
const pace = (changes?: Partial<LogInPaceRow>): Write => ({ write: 'put-log-in-pace', row: paceRow(changes) })

const userVersion: Guard = { guard: 'user-version', userId: 'usr-1', version: 1 }
const tokenOpen = (at: number): Guard => ({ guard: 'token-open', digest: 'e'.repeat(64), at })
const paceUnchanged = (failures: number): Guard => ({ guard: 'log-in-pace-unchanged', key: 'f'.repeat(64), failures })
const approvalOpen = (at: number): Guard => ({ guard: 'approval-open', approvalId: 'apr-1', at })
const decided = { decision: 'refused', decidedBy: 'operator:wang', decidedAt: noon, decisionReason: 'no' } as const
const decide: Write = { write: 'decide-approval', approvalId: 'apr-1', decision: decided }
const rename: Write = { write: 'update-user', userId: 'usr-1', changes: { role: 'viewer', updatedAt: noon + 1 } }

interface GuardCase {
  readonly title: string
  readonly given: readonly Write[]
  readonly guard: Guard
  readonly holds: boolean
}

export const accessGuardCases: Readonly<Record<AccessKeepingGuard['guard'], readonly GuardCase[]>> = {
  'no-user': [
    { title: 'no user', given: [], guard: { guard: 'no-user' }, holds: true },
    { title: 'a user, though disabled', given: [user({ disabledAt: 1 })], guard: { guard: 'no-user' }, holds: false },
  ],
  'user-version': [
    { title: 'that version of the user', given: [user()], guard: userVersion, holds: true },
    { title: 'a later version of the user', given: [user(), rename], guard: userVersion, holds: false },
    { title: 'no such user', given: [], guard: userVersion, holds: false },
  ],
  'token-open': [
    { title: 'a fresh token', given: [token()], guard: tokenOpen(noon + 999), holds: true },
    { title: 'a token that ran out', given: [token()], guard: tokenOpen(noon + 1000), holds: false },
    { title: 'a used token', given: [token({ usedAt: noon })], guard: tokenOpen(noon), holds: false },
    { title: 'no token', given: [], guard: tokenOpen(noon), holds: false },
  ],
  'log-in-pace-unchanged': [
    { title: 'no failure, as was read', given: [], guard: paceUnchanged(0), holds: true },
    { title: 'the failures that were read', given: [pace()], guard: paceUnchanged(2), holds: true },
    { title: 'a failure more', given: [pace({ failures: 3 })], guard: paceUnchanged(2), holds: false },
  ],
  'approval-open': [
    { title: 'an open question', given: [approval()], guard: approvalOpen(noon + 999), holds: true },
    { title: 'a question that ran out', given: [approval()], guard: approvalOpen(noon + 1000), holds: false },
    { title: 'a decided question', given: [approval(), decide], guard: approvalOpen(noon), holds: false },
    { title: 'no question', given: [], guard: approvalOpen(noon), holds: false },
  ],
}

/** What a store keeps of users, sessions, one-time tokens, log-in paces and approvals. */
export function accessKeepingBehaviour(kind: StoreKind): void {
  describe(`access, ${kind.title}`, () => {
    let home: StoreHome
    let store: Store
    beforeEach(async () => {
      home = await kind.makeHome()
      store = await home.open()
    })
    afterEach(async () => {
      await store.close()
      await home.dispose()
    })

    const write = (...writes: Write[]) => store.commit(unitOf({ writes }))

    it('finds a user by id, name and subject, lists users by name, and raises the version with a change', async () => {
      expect(await store.hasUsers()).toBe(false)
      const wang = userRow({ id: 'usr-2', name: 'wang', profileIds: ['east', 'west'], subject: 'https://id 7' })
      await write(user(), { write: 'insert-user', row: wang })
      expect(await store.hasUsers()).toBe(true)
      expect(await store.user('usr-1')).toEqual(userRow())
      expect(await store.userByName('wang')).toEqual(wang)
      expect(await store.userBySubject('https://id 7')).toEqual(wang)
      expect(await store.users('', 10)).toEqual([userRow(), wang])
      expect(await store.users('li', 10)).toEqual([wang])
      await write(rename)
      expect(await store.user('usr-1')).toEqual(userRow({ role: 'viewer', updatedAt: noon + 1, version: 2 }))
      for (const name of ['constructor', '', 'LI']) expect(await store.userByName(name)).toBeUndefined()
    })

    it('takes no second user of a name', async () => {
      await write(user())
      await expect(write(user({ id: 'usr-2' }))).rejects.toMatchObject({ code: 'unit-invalid' })
    })

    it('ends a user’s sessions but the one that is named, and lists those that stand, newest first', async () => {
      const digests = ['1', '2', '3'].map((digit) => digit.repeat(64))
      await write(
        ...digests.map((digest, index) => session({ digest, id: `ses-${index}`, createdAt: noon + index })),
        session({ digest: '4'.repeat(64), id: 'ses-4', userId: 'usr-2' }),
      )
      const standing = async (at: number) => (await store.sessionsOf('usr-1', at, 10)).map(({ id }) => id)
      expect(await standing(noon)).toEqual(['ses-2', 'ses-1', 'ses-0'])
      expect(await standing(noon + 1000)).toEqual([])
      await write({ write: 'end-sessions', userId: 'usr-1', exceptDigest: digests[1] ?? '', at: noon + 5 })
      expect(await standing(noon)).toEqual(['ses-1'])
      expect((await store.session(digests[0] ?? ''))?.endedAt).toBe(noon + 5)
      expect((await store.session('4'.repeat(64)))?.endedAt).toBeNull()
      await write({ write: 'update-session', digest: '4'.repeat(64), changes: { lastSeenAt: noon + 7 } })
      expect((await store.session('4'.repeat(64)))?.lastSeenAt).toBe(noon + 7)
    })

    it('removes what is spent and nothing else', async () => {
      await write(session(), token(), pace(), session({ digest: '9', id: 'ses-9', expiresAt: noon + 9000 }))
      await write({ write: 'remove-spent', before: noon })
      expect(await store.session(sessionRow().digest)).toEqual(sessionRow())
      await write({ write: 'remove-spent', before: noon + 1001 })
      expect(await store.session(sessionRow().digest)).toBeUndefined()
      expect(await store.oneTimeToken(oneTimeTokenRow().digest)).toBeUndefined()
      expect(await store.logInPace(paceRow().key)).toBeUndefined()
      expect(await store.session('9')).toBeDefined()
    })

    it('marks a one-time token as used, and puts a pace in the place of the one before', async () => {
      await write(token(), pace(), pace({ failures: 3, nextAt: noon + 40 }))
      await write({ write: 'use-one-time-token', digest: oneTimeTokenRow().digest, at: noon + 3 })
      expect(await store.oneTimeToken(oneTimeTokenRow().digest)).toEqual(oneTimeTokenRow({ usedAt: noon + 3 }))
      expect(await store.logInPace(paceRow().key)).toEqual(paceRow({ failures: 3, nextAt: noon + 40 }))
    })

    it('keeps what was asked and what was decided, a profile’s newest first', async () => {
      await write(
        approval(),
        approval({ id: 'apr-2', askedAt: noon + 1 }),
        approval({ id: 'apr-3', profileId: 'west' }),
      )
      await write(decide)
      expect(await store.approval('apr-1')).toEqual(approvalRow(decided))
      expect((await store.approvals('default', 10)).map(({ id }) => id)).toEqual(['apr-2', 'apr-1'])
      expect(await store.approvals('default', 1)).toHaveLength(1)
    })

    it('keeps an API key’s scopes, end and last use', async () => {
      const row = apiKeyRow({ scopes: ['events:read'], expiresAt: noon + 5 })
      await write({ write: 'insert-api-key', row }, { write: 'use-api-key', apiKeyId: row.id, at: noon + 2 })
      expect(await store.apiKeys('default')).toEqual([{ ...row, lastUsedAt: noon + 2 }])
    })
  })
}
