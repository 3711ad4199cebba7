import type { Guard } from '../port/index.js'
import { accessGuards } from './access-keeping.js'
import { alarmGuards } from './alarm-keeping.js'
import { deliveryGuards } from './delivery-keeping.js'
import { found, none, type GuardCheck, type GuardChecks } from './guard-check.js'
import { logGuards } from './log-keeping.js'
import { profileGuards } from './profile-keeping.js'
import { sqlBuilder } from './statement.js'
import { tables } from './tables.js'

const agreement = sqlBuilder.selectFrom('agreement').select('version')
const signing = sqlBuilder.selectFrom('signing').select('id')
const answer = sqlBuilder.selectFrom('idempotent_answer').select('status')
const roster = sqlBuilder.selectFrom('roster').select('id').where('finished_at', 'is', null)
const pace = sqlBuilder.selectFrom('pace').select('next_at')

const checks: GuardChecks<Guard> = {
  'agreement-absent': none(({ profileId, account }) =>
    agreement.where('profile_id', '=', profileId).where('account', '=', account),
  ),
  'agreement-version': found(
    ({ agreementId, version }) => agreement.where('id', '=', agreementId).where('version', '=', version),
    agreementRow,
  ),
  'lease-free': found(
    ({ agreementId, at }) =>
      agreement
        .where('id', '=', agreementId)
        .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', at)])),
    agreementRow,
  ),
  'lease-held': found(
    ({ agreementId, token, at }) =>
      agreement.where('id', '=', agreementId).where('lease_token', '=', token).where('lease_until', '>', at),
    agreementRow,
  ),
  'signing-open': found(
    ({ signingId, at }) => signing.where('id', '=', signingId).where('expires_at', '>', at),
    ({ signingId }) => ({ table: tables.signing, key: signingId }),
  ),
  'answer-absent': none(({ profileId, key }) => answer.where('profile_id', '=', profileId).where('key', '=', key)),
  'profile-open': none(({ profileId }) => profileState(profileId).where('paused_at', 'is not', null)),
  'profile-untroubled': none(({ profileId }) =>
    profileState(profileId).where((where) =>
      where.or([
        where('paused_at', 'is not', null),
        where('braked_at', 'is not', null),
        where('failure', 'is not', null),
      ]),
    ),
  ),
  'profile-version': none(({ profileId, version }) => profileState(profileId).where('version', '<>', version)),
  'rate-allows': none(({ key, at }) => pace.where('key', '=', key).where('next_at', '>', at)),
  'roster-none-open': none(({ profileId, kind, digest, except }) =>
    roster
      .where('profile_id', '=', profileId)
      .where('kind', '=', kind)
      .where('digest', '=', digest)
      .where('id', '<>', except),
  ),
  'roster-free': found(
    ({ rosterId, at }) =>
      roster
        .where('id', '=', rosterId)
        .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', at)])),
    rosterRow,
  ),
  'roster-held': found(
    ({ rosterId, token }) => roster.where('id', '=', rosterId).where('lease_token', '=', token),
    rosterRow,
  ),
  ...logGuards,
  ...profileGuards,
  ...accessGuards,
  ...deliveryGuards,
  ...alarmGuards,
}

/** How that guard is checked. */
export function checkOf(guard: Guard): GuardCheck<Guard> {
  return checks[guard.guard] as unknown as GuardCheck<Guard>
}

function agreementRow({ agreementId }: { readonly agreementId: string }) {
  return { table: tables.agreement, key: agreementId }
}

function rosterRow({ rosterId }: { readonly rosterId: string }) {
  return { table: tables.roster, key: rosterId }
}

function profileState(profileId: string) {
  return sqlBuilder.selectFrom('profile_state').select('version').where('profile_id', '=', profileId)
}
