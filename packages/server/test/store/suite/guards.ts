import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accessGuardCases } from './access-keeping.js'
import { deliveryGuardCases } from './deliveries.js'
import type { Guard, ProfileStateRow, Store, Write } from '../../../src/store/port/index.js'
import { alarmRow } from './alarm-keeping.js'
import { rosterRow } from './rosters.js'
import { documentRow, secretRow } from './profile-keeping.js'
import { agreementRow, answerRow, logEntry, noon, profileStateRow, signingRow, unitOf } from './specimens.js'
import type { StoreHome, StoreKind } from './store-kind.js'

interface GuardCase {
  readonly title: string
  readonly given: readonly Write[]
  readonly guard: Guard
  readonly holds: boolean
}

const present: Write = { write: 'insert-agreement', row: agreementRow({ version: 3 }) }
const leased: Write = {
  write: 'insert-agreement',
  row: agreementRow({ leaseToken: 'ours', leaseUntil: noon + 1000 }),
}
const invited: readonly Write[] = [present, { write: 'insert-signing', row: signingRow({ expiresAt: noon + 1000 }) }]
const answered: Write = { write: 'insert-answer', row: answerRow() }

const absent = (profileId: string, account: string): Guard => ({ guard: 'agreement-absent', profileId, account })
const version = (agreementId: string, expected: number): Guard => ({
  guard: 'agreement-version',
  agreementId,
  version: expected,
})
const leaseFree = (agreementId: string, at: number): Guard => ({ guard: 'lease-free', agreementId, at })
const leaseHeld = (token: string, at: number): Guard => ({ guard: 'lease-held', agreementId: 'agr-1', token, at })
const open = (signingId: string, at: number): Guard => ({ guard: 'signing-open', signingId, at })
const troubled = (changes: Partial<ProfileStateRow> = {}): Write => ({
  write: 'put-profile-state',
  row: profileStateRow(changes),
})
const profileGuard = (guard: 'profile-open' | 'profile-untroubled', profileId = 'default'): Guard => ({
  guard,
  profileId,
})
const profileVersion = (expected: number): Guard => ({
  guard: 'profile-version',
  profileId: 'default',
  version: expected,
})
const rateTaken: Write = { write: 'take-rate', row: { key: 'profile:default', nextAt: noon } }
const rateAllows = (key: string, at: number): Guard => ({ guard: 'rate-allows', key, at })
const document: Write = { write: 'put-profile-document', row: documentRow({ version: 2 }) }
const documentVersion = (expected: number, kind: 'settings' | 'key' = 'settings'): Guard => ({
  guard: 'document-version',
  profileId: 'default',
  kind,
  version: expected,
})
const alarm: Write = { write: 'put-alarm', row: alarmRow() }
const alarmVersion = (version: number): Guard => ({ guard: 'alarm-version', key: alarmRow().key, version })
const secret: Write = { write: 'put-sealed-secret', row: secretRow() }
const secretUnchanged = (sealed: string, { place } = secretRow()): Guard => ({
  guard: 'secret-unchanged',
  place,
  sealed,
})
const roster = (changes: Parameters<typeof rosterRow>[0] = {}): Write => ({
  write: 'insert-roster',
  row: rosterRow(changes),
})
const noneOpen = (kind: 'file' | 'sweep', except = ''): Guard => ({
  guard: 'roster-none-open',
  profileId: 'default',
  kind,
  digest: rosterRow().digest,
  except,
})
const rosterFree = (at: number): Guard => ({ guard: 'roster-free', rosterId: 'rst-1', at })
const rosterHeld = (token: string): Guard => ({ guard: 'roster-held', rosterId: 'rst-1', token })
const heldRoster = roster({ leaseToken: 'ours', leaseUntil: noon })
const answerAbsent = (profileId: string, key: string): Guard => ({ guard: 'answer-absent', profileId, key })

const sealName = { writer: 'node-9', epoch: 1, number: 1 }
const seal: Write = {
  write: 'insert-seal',
  row: { ...sealName, sequence: 1, hash: 'h', at: noon, keyId: 'k', signature: 's', publishedAt: null },
}
const sealAbsent = (number: number): Guard => ({ guard: 'seal-absent', ...sealName, number })
const chainEnds = (sequence: number, writer = 'node-9'): Guard => ({ guard: 'chain-ends', writer, sequence, hash: 'h' })

/** The compiler asks for cases of every guard. */
const cases: Readonly<Record<Guard['guard'], readonly GuardCase[]>> = {
  'seal-absent': [
    { title: 'no seal', given: [], guard: sealAbsent(1), holds: true },
    { title: 'the seal of another number', given: [seal], guard: sealAbsent(2), holds: true },
    { title: 'that seal', given: [seal], guard: sealAbsent(1), holds: false },
  ],
  'chain-ends': [
    { title: 'a chain without records', given: [], guard: chainEnds(0), holds: true },
    { title: 'a chain that nobody keeps', given: [], guard: chainEnds(7, 'somebody'), holds: true },
  ],
  'alarm-version': [
    { title: 'no alarm, none expected', given: [], guard: alarmVersion(0), holds: true },
    { title: 'the version that was read', given: [alarm], guard: alarmVersion(1), holds: true },
    { title: 'an alarm where none was', given: [alarm], guard: alarmVersion(0), holds: false },
  ],
  'document-version': [
    { title: 'no document, none expected', given: [], guard: documentVersion(0), holds: true },
    { title: 'the version that was read', given: [document], guard: documentVersion(2), holds: true },
    { title: 'a later version', given: [document], guard: documentVersion(1), holds: false },
    { title: 'a document where none was', given: [document], guard: documentVersion(0), holds: false },
    { title: 'a document of another kind', given: [document], guard: documentVersion(0, 'key'), holds: true },
  ],
  'secret-unchanged': [
    { title: 'the secret that was read', given: [secret], guard: secretUnchanged(secretRow().sealed), holds: true },
    { title: 'a secret sealed anew', given: [secret], guard: secretUnchanged('ps1.other'), holds: false },
    { title: 'no secret', given: [], guard: secretUnchanged(secretRow().sealed), holds: false },
  ],
  'agreement-absent': [
    { title: 'no agreement', given: [], guard: absent('default', 'agent@example.com'), holds: true },
    {
      title: 'the same account of another profile',
      given: [present],
      guard: absent('other', 'agent@example.com'),
      holds: true,
    },
    {
      title: 'the same profile and account',
      given: [present],
      guard: absent('default', 'agent@example.com'),
      holds: false,
    },
  ],
  'agreement-version': [
    { title: 'that version', given: [present], guard: version('agr-1', 3), holds: true },
    { title: 'a later version', given: [present], guard: version('agr-1', 2), holds: false },
    { title: 'an earlier version', given: [present], guard: version('agr-1', 4), holds: false },
    { title: 'no agreement', given: [], guard: version('agr-1', 1), holds: false },
    { title: 'a name of every object’s prototype', given: [present], guard: version('__proto__', 3), holds: false },
  ],
  'lease-free': [
    { title: 'no lease', given: [present], guard: leaseFree('agr-1', noon), holds: true },
    { title: 'a lease that runs', given: [leased], guard: leaseFree('agr-1', noon + 999), holds: false },
    { title: 'a lease that has just run out', given: [leased], guard: leaseFree('agr-1', noon + 1000), holds: true },
    { title: 'no agreement', given: [], guard: leaseFree('agr-1', noon), holds: false },
  ],
  'lease-held': [
    { title: 'our lease', given: [leased], guard: leaseHeld('ours', noon + 999), holds: true },
    { title: 'our lease that has just run out', given: [leased], guard: leaseHeld('ours', noon + 1000), holds: false },
    { title: 'another’s lease', given: [leased], guard: leaseHeld('theirs', noon), holds: false },
    { title: 'no lease', given: [present], guard: leaseHeld('ours', noon), holds: false },
    { title: 'no agreement', given: [], guard: leaseHeld('ours', noon), holds: false },
  ],
  'signing-open': [
    { title: 'a link that runs', given: invited, guard: open('sgn-1', noon + 999), holds: true },
    { title: 'a link that has just run out', given: invited, guard: open('sgn-1', noon + 1000), holds: false },
    { title: 'no such link', given: invited, guard: open('sgn-2', noon), holds: false },
  ],
  'answer-absent': [
    { title: 'no answer', given: [], guard: answerAbsent('default', 'key-1'), holds: true },
    { title: 'an answer under that key', given: [answered], guard: answerAbsent('default', 'key-1'), holds: false },
    { title: 'an answer under another key', given: [answered], guard: answerAbsent('default', 'KEY-1'), holds: true },
    { title: 'an answer of another profile', given: [answered], guard: answerAbsent('other', 'key-1'), holds: true },
  ],
  'profile-open': [
    { title: 'no state of the profile', given: [], guard: profileGuard('profile-open'), holds: true },
    {
      title: 'a braked profile',
      given: [troubled({ brakedAt: noon })],
      guard: profileGuard('profile-open'),
      holds: true,
    },
    {
      title: 'a paused profile',
      given: [troubled({ pausedAt: noon })],
      guard: profileGuard('profile-open'),
      holds: false,
    },
    {
      title: 'another profile paused',
      given: [troubled({ pausedAt: noon })],
      guard: profileGuard('profile-open', 'other'),
      holds: true,
    },
    {
      title: 'a profile that was paused and resumed',
      given: [troubled({ pausedAt: noon }), troubled({ version: 2 })],
      guard: profileGuard('profile-open'),
      holds: true,
    },
  ],
  'profile-untroubled': [
    { title: 'no state of the profile', given: [], guard: profileGuard('profile-untroubled'), holds: true },
    { title: 'troubles that are over', given: [troubled()], guard: profileGuard('profile-untroubled'), holds: true },
    ...[{ pausedAt: noon }, { brakedAt: noon }, { failure: 'indeterminate: timeout' }].map((trouble) => ({
      title: `a profile with ${Object.keys(trouble)[0]}`,
      given: [troubled(trouble)],
      guard: profileGuard('profile-untroubled'),
      holds: false,
    })),
  ],
  'profile-version': [
    { title: 'no state, as when it was read', given: [], guard: profileVersion(0), holds: true },
    { title: 'a state where there was none', given: [troubled()], guard: profileVersion(0), holds: false },
    { title: 'that version of the state', given: [troubled({ version: 4 })], guard: profileVersion(4), holds: true },
    { title: 'a later version of it', given: [troubled({ version: 5 })], guard: profileVersion(4), holds: false },
  ],
  ...accessGuardCases,
  ...deliveryGuardCases,
  'rate-allows': [
    { title: 'no call of that rate', given: [], guard: rateAllows('profile:default', 0), holds: true },
    { title: 'a call long ago', given: [rateTaken], guard: rateAllows('profile:default', noon), holds: true },
    { title: 'a call just now', given: [rateTaken], guard: rateAllows('profile:default', noon - 1), holds: false },
    { title: 'a call of another rate', given: [rateTaken], guard: rateAllows('gateway', 0), holds: true },
  ],
  'roster-none-open': [
    { title: 'no roster', given: [], guard: noneOpen('file'), holds: true },
    { title: 'one under way', given: [roster()], guard: noneOpen('file'), holds: false },
    { title: 'one under way that is excepted', given: [roster()], guard: noneOpen('file', 'rst-1'), holds: true },
    { title: 'one of another kind', given: [roster()], guard: noneOpen('sweep'), holds: true },
    { title: 'a finished one', given: [roster({ finishedAt: noon })], guard: noneOpen('file'), holds: true },
  ],
  'roster-free': [
    { title: 'no such roster', given: [], guard: rosterFree(noon), holds: false },
    { title: 'nobody asks', given: [roster()], guard: rosterFree(noon), holds: true },
    { title: 'somebody asks', given: [heldRoster], guard: rosterFree(noon - 1), holds: false },
    { title: 'somebody’s time is over', given: [heldRoster], guard: rosterFree(noon), holds: true },
    { title: 'a finished one', given: [roster({ finishedAt: noon })], guard: rosterFree(noon), holds: false },
  ],
  'roster-held': [
    { title: 'ours', given: [heldRoster], guard: rosterHeld('ours'), holds: true },
    { title: 'somebody else’s', given: [heldRoster], guard: rosterHeld('theirs'), holds: false },
    { title: 'nobody’s', given: [roster()], guard: rosterHeld('ours'), holds: false },
    {
      title: 'ours, and finished',
      given: [roster({ finishedAt: noon, leaseToken: 'ours', leaseUntil: noon })],
      guard: rosterHeld('ours'),
      holds: false,
    },
  ],
}

export function guardBehaviour(kind: StoreKind): void {
  describe(`guards, ${kind.title}`, () => {
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

    for (const [name, guardCases] of Object.entries(cases)) {
      for (const { title, given, guard, holds } of guardCases) {
        it(`${name} ${holds ? 'holds' : 'does not hold'} where the store has ${title}`, async () => {
          await store.commit(unitOf({ writes: given }))
          const result = await store.commit(unitOf({ guards: [guard], log: [logEntry()] }))
          expect(result).toEqual(holds ? { result: 'done' } : { result: 'conflict', guard })
          expect((await store.operations({ limit: 10 })).rows).toHaveLength(holds ? 1 : 0)
        })
      }
    }

    it('names the first of several guards that do not hold', async () => {
      const guards = [absent('default', 'agent@example.com'), version('agr-1', 7), version('agr-1', 8)]
      expect(await store.commit(unitOf({ guards }))).toEqual({ result: 'conflict', guard: guards[1] })
    })

    it('sees what the units before it in the same batch have written', async () => {
      const unit = unitOf({
        guards: [absent('default', 'agent@example.com')],
        writes: [{ write: 'insert-agreement', row: agreementRow() }],
      })
      const results = await Promise.all([store.commit(unit), store.commit(unit), store.commit(unit)])
      expect(results.map(({ result }) => result)).toEqual(['done', 'conflict', 'conflict'])
    })
  })
}
