import type { Guard } from '../port/index.js'
import { profileGuards } from './profile-keeping.js'
import { compile, sqlBuilder, type PreparedStatements, type Statement } from './statement.js'

type GuardOf<Name extends Guard['guard']> = Extract<Guard, { guard: Name }>

const agreement = sqlBuilder.selectFrom('agreement').select('version').$castTo<unknown>()

const stateOf = (profileId: string) =>
  sqlBuilder.selectFrom('profile_state').select('version').where('profile_id', '=', profileId)

/** For each guard the statement that finds a row, and whether it holds where one is found or where none is. */
const statements: { readonly [Name in Guard['guard']]: [Statement<GuardOf<Name>>, 'found' | 'none'] } = {
  'agreement-absent': [
    compile(({ profileId, account }) => agreement.where('profile_id', '=', profileId).where('account', '=', account)),
    'none',
  ],
  'agreement-version': [
    compile(({ agreementId, version }) => agreement.where('id', '=', agreementId).where('version', '=', version)),
    'found',
  ],
  'lease-free': [
    compile(({ agreementId, at }) =>
      agreement
        .where('id', '=', agreementId)
        .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', at)])),
    ),
    'found',
  ],
  'lease-held': [
    compile(({ agreementId, token, at }) =>
      agreement.where('id', '=', agreementId).where('lease_token', '=', token).where('lease_until', '>', at),
    ),
    'found',
  ],
  'signing-open': [
    compile(({ signingId, at }) =>
      sqlBuilder.selectFrom('signing').select('id').where('id', '=', signingId).where('expires_at', '>', at),
    ),
    'found',
  ],
  'answer-absent': [
    compile(({ profileId, key }) =>
      sqlBuilder
        .selectFrom('idempotent_answer')
        .select('status')
        .where('profile_id', '=', profileId)
        .where('key', '=', key),
    ),
    'none',
  ],
  'profile-open': [compile(({ profileId }) => stateOf(profileId).where('paused_at', 'is not', null)), 'none'],
  'profile-untroubled': [
    compile(({ profileId }) =>
      stateOf(profileId).where((where) =>
        where.or([
          where('paused_at', 'is not', null),
          where('braked_at', 'is not', null),
          where('failure', 'is not', null),
        ]),
      ),
    ),
    'none',
  ],
  'profile-version': [compile(({ profileId, version }) => stateOf(profileId).where('version', '<>', version)), 'none'],
  'rate-allows': [
    compile(({ key, at }) =>
      sqlBuilder.selectFrom('pace').select('next_at').where('key', '=', key).where('next_at', '>', at),
    ),
    'none',
  ],
  ...profileGuards,
}

/** The position of the first guard that does not hold; undefined where all hold. */
export function firstConflict(prepared: PreparedStatements, guards: readonly Guard[]): number | undefined {
  const index = guards.findIndex((guard) => !holds(prepared, guard))
  return index === -1 ? undefined : index
}

function holds(prepared: PreparedStatements, guard: Guard): boolean {
  const [statement, expected] = statements[guard.guard] as [Statement<Guard>, 'found' | 'none']
  return (prepared.get(statement, guard) !== undefined) === (expected === 'found')
}
