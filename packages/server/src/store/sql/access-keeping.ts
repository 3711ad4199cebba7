import { sql } from 'kysely'
import { unreachable } from 'paycircle/internal/base'
import type {
  AccessKeepingGuard,
  AccessKeepingWrite,
  ApprovalRow,
  LogInPaceRow,
  OneTimeTokenRow,
  SessionRow,
  UserRow,
} from '../port/index.js'
import { insert, put, run, update, type Change } from './changes.js'
import { found, none, type GuardChecks } from './guard-check.js'
import { sqlBuilder, statement } from './statement.js'
import { Table } from './table.js'
import { tables } from './tables.js'

export const accessTables = {
  user: new Table<UserRow>(
    'service_user',
    ['id'],
    {
      id: 'plain',
      name: 'plain',
      role: 'plain',
      profileIds: 'json',
      passwordHash: 'plain',
      subject: 'plain',
      createdAt: 'plain',
      updatedAt: 'plain',
      disabledAt: 'plain',
      version: 'plain',
    },
    true,
  ),
  session: new Table<SessionRow>('session', ['digest'], {
    digest: 'plain',
    id: 'plain',
    userId: 'plain',
    userAgent: 'plain',
    createdAt: 'plain',
    lastSeenAt: 'plain',
    expiresAt: 'plain',
    endedAt: 'plain',
  }),
  oneTimeToken: new Table<OneTimeTokenRow>('one_time_token', ['digest'], {
    digest: 'plain',
    purpose: 'plain',
    userId: 'plain',
    createdAt: 'plain',
    expiresAt: 'plain',
    usedAt: 'plain',
  }),
  logInPace: new Table<LogInPaceRow>('log_in_pace', ['key'], {
    key: 'plain',
    failures: 'plain',
    nextAt: 'plain',
    updatedAt: 'plain',
  }),
  approval: new Table<ApprovalRow>('approval', ['id'], {
    id: 'plain',
    profileId: 'plain',
    action: 'plain',
    subject: 'plain',
    reason: 'plain',
    askedBy: 'plain',
    askedAt: 'plain',
    expiresAt: 'plain',
    decision: 'plain',
    decidedBy: 'plain',
    decidedAt: 'plain',
    decisionReason: 'plain',
  }),
}

const users = sqlBuilder.selectFrom('service_user')
const sessions = sqlBuilder.selectFrom('session')
const tokens = sqlBuilder.selectFrom('one_time_token')
const paces = sqlBuilder.selectFrom('log_in_pace')
const approvals = sqlBuilder.selectFrom('approval')

export const accessLookUps = {
  anyUser: statement<object>(() => users.select('id').limit(1)),
  user: statement<{ id: string }>(({ id }) => users.select(accessTables.user.columns).where('id', '=', id)),
  userByName: statement<{ name: string }>(({ name }) =>
    users.select(accessTables.user.columns).where('name', '=', name),
  ),
  userBySubject: statement<{ subject: string }>(({ subject }) =>
    users.select(accessTables.user.columns).where('subject', '=', subject),
  ),
  users: statement<{ afterName: string; limit: number }>(({ afterName, limit }) =>
    users.select(accessTables.user.columns).where('name', '>', afterName).orderBy('name').limit(limit),
  ),
  session: statement<{ digest: string }>(({ digest }) =>
    sessions.select(accessTables.session.columns).where('digest', '=', digest),
  ),
  sessionsOf: statement<{ userId: string; at: number; limit: number }>(({ userId, at, limit }) =>
    sessions
      .select(accessTables.session.columns)
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', at)
      .orderBy('created_at', 'desc')
      .limit(limit),
  ),
  oneTimeToken: statement<{ digest: string }>(({ digest }) =>
    tokens.select(accessTables.oneTimeToken.columns).where('digest', '=', digest),
  ),
  logInPace: statement<{ key: string }>(({ key }) =>
    paces.select(accessTables.logInPace.columns).where('key', '=', key),
  ),
  approval: statement<{ id: string }>(({ id }) => approvals.select(accessTables.approval.columns).where('id', '=', id)),
  approvals: statement<{ profileId: string; limit: number }>(({ profileId, limit }) =>
    approvals
      .select(accessTables.approval.columns)
      .where('profile_id', '=', profileId)
      .orderBy('asked_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  ),
}

export const accessGuards: GuardChecks<AccessKeepingGuard> = {
  'no-user': none(() => users.select('id').limit(1)),
  'user-version': found(
    ({ userId, version }) => users.select('id').where('id', '=', userId).where('version', '=', version),
    ({ userId }) => ({ table: accessTables.user, key: userId }),
  ),
  'token-open': found(
    ({ digest, at }) =>
      tokens.select('digest').where('digest', '=', digest).where('used_at', 'is', null).where('expires_at', '>', at),
    ({ digest }) => ({ table: accessTables.oneTimeToken, key: digest }),
  ),
  'log-in-pace-unchanged': none(({ key, failures }) =>
    paces.select('key').where('key', '=', key).where('failures', '<>', failures),
  ),
  'approval-open': found(
    ({ approvalId, at }) =>
      approvals.select('id').where('id', '=', approvalId).where('decision', 'is', null).where('expires_at', '>', at),
    ({ approvalId }) => ({ table: accessTables.approval, key: approvalId }),
  ),
}

/** What a write about users, sessions, keys and approvals does to the tables. */
export function accessKeepingChanges(write: AccessKeepingWrite): readonly Change[] {
  switch (write.write) {
    case 'insert-user':
      return [insert(accessTables.user, write.row)]
    case 'update-user':
      return update(accessTables.user, { id: write.userId }, write.changes)
    case 'insert-session':
      return [insert(accessTables.session, write.row)]
    case 'update-session':
      return update(accessTables.session, { digest: write.digest }, write.changes)
    case 'end-sessions':
      return [run(endSessions, { userId: write.userId, exceptDigest: write.exceptDigest, at: write.at })]
    case 'remove-spent':
      return removals.map((removal) => run(removal, { before: write.before }))
    case 'insert-one-time-token':
      return [insert(accessTables.oneTimeToken, write.row)]
    case 'use-one-time-token':
      return update(accessTables.oneTimeToken, { digest: write.digest }, { usedAt: write.at })
    case 'put-log-in-pace':
      return [put(accessTables.logInPace, write.row)]
    case 'insert-approval':
      return [insert(accessTables.approval, write.row)]
    case 'decide-approval':
      return update(accessTables.approval, { id: write.approvalId }, write.decision)
    case 'use-api-key':
      return update(tables.apiKey, { id: write.apiKeyId }, { lastUsedAt: write.at })
    default:
      return unreachable(write)
  }
}

const endSessions = statement<{ userId: string; exceptDigest: string; at: number }>(({ userId, exceptDigest, at }) =>
  sqlBuilder
    .updateTable('session')
    .set({ ended_at: sql`${at}` })
    .where('user_id', '=', userId)
    .where('digest', '<>', exceptDigest)
    .where('ended_at', 'is', null),
)

const removals = [
  statement<{ before: number }>(({ before }) => sqlBuilder.deleteFrom('session').where('expires_at', '<', before)),
  statement<{ before: number }>(({ before }) =>
    sqlBuilder.deleteFrom('one_time_token').where('expires_at', '<', before),
  ),
  statement<{ before: number }>(({ before }) => sqlBuilder.deleteFrom('log_in_pace').where('updated_at', '<', before)),
]
