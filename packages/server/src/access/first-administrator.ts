import type { UserRow } from '../store/port/index.js'
import type { AccessContext } from './context.js'
import { checkPassword } from './password-rules.js'
import { digestOf } from './tokens.js'
import { nameOf, type UserRecords } from './user-records.js'

const setUpLinkMs = 7 * 24 * 3_600_000

/** How somebody comes in before there is any user. */
export interface FirstAdministrator {
  /** The token of the link for the first administrator; undefined once there is any user. */
  beginSetUp(): Promise<string | undefined>
  /** The first administrator. `link-spent`, `user-name-malformed`, `password-weak`. */
  setUp(input: { readonly token: string; readonly name: string; readonly password: string }): Promise<UserRow>
}

export function createFirstAdministrator(
  { store, clock, passwords, record, newId }: AccessContext,
  { newUser, newLink, openLink, commit }: UserRecords,
): FirstAdministrator {
  return {
    async beginSetUp() {
      if (await store.hasUsers()) return undefined
      const { token, write } = newLink(null, 'set-up', setUpLinkMs)
      const result = await store.commit({ guards: [{ guard: 'no-user' }], writes: [write], log: [] })
      return result.result === 'done' ? token : undefined
    },

    async setUp({ token, name: given, password }) {
      await openLink(token, 'set-up')
      const name = nameOf(given)
      checkPassword(password, name)
      const row = newUser(name, 'administrator', null, await passwords.hash(password))
      const at = clock.now()
      const digest = digestOf(token)
      const about = { at, actor: `operator:${name}`, operationId: newId('op') }
      await commit({
        guards: [{ guard: 'no-user' }, { guard: 'token-open', digest, at }],
        writes: [
          { write: 'insert-user', row },
          { write: 'use-one-time-token', digest, at },
        ],
        log: [record('user.created', about, { user: name, role: row.role, profiles: null })],
      })
      return row
    },
  }
}
