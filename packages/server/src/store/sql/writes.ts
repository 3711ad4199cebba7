import { unreachable } from 'paycircle/internal/base'
import type { Write } from '../port/index.js'
import { accessKeepingChanges } from './access-keeping.js'
import { insert, insertMissing, put, run, update, type Change } from './changes.js'
import { deliveryKeepingChanges } from './delivery-keeping.js'
import { logKeepingChanges } from './log-keeping.js'
import { alarmKeepingChanges } from './alarm-keeping.js'
import { profileKeepingChanges } from './profile-keeping.js'
import { sqlBuilder, statement } from './statement.js'
import { tables } from './tables.js'

/**
 * What a write does to the tables, in order.
 *
 * @throws WriteRefused where it names what cannot be changed
 */
export function changesOf(write: Write): readonly Change[] {
  switch (write.write) {
    case 'insert-agreement':
      return [insert(tables.agreement, write.row)]
    case 'update-agreement':
      return update(tables.agreement, { id: write.agreementId }, write.changes)
    case 'insert-signing':
      return [insert(tables.signing, write.row)]
    case 'update-signing':
      return update(tables.signing, { id: write.signingId }, write.changes)
    case 'insert-answer':
      return [insert(tables.idempotentAnswer, write.row)]
    case 'complete-answer':
      return update(tables.idempotentAnswer, { profileId: write.profileId, key: write.key }, write.answer)
    case 'remove-answer':
      return [run(removeAnswer, { profileId: write.profileId, key: write.key })]
    case 'insert-event':
      return [insert(tables.event, write.row)]
    case 'put-profile-state':
      return [put(tables.profileState, write.row)]
    case 'take-rate':
      return [put(tables.pace, write.row)]
    case 'insert-api-key':
      return [insert(tables.apiKey, write.row)]
    case 'revoke-api-key':
      return update(tables.apiKey, { id: write.apiKeyId }, { revokedAt: write.at })
    case 'insert-roster':
      return [insert(tables.roster, write.row)]
    case 'update-roster':
      return update(tables.roster, { id: write.rosterId }, write.changes)
    case 'insert-roster-entries':
      return write.rows.map((row) => insertMissing(tables.rosterEntry, row))
    case 'delete-roster-entries':
      return [run(deleteRosterEntries, { rosterId: write.rosterId, upToLine: write.upToLine })]
    case 'settle-roster-entry':
      return update(tables.rosterEntry, { rosterId: write.rosterId, line: write.line }, write.result)
    case 'insert-seal':
    case 'publish-seal':
    case 'insert-archive':
    case 'remove-records':
    case 'forget-account':
    case 'remove-answers':
      return logKeepingChanges(write)
    case 'put-profile-document':
    case 'put-sealed-secret':
    case 'delete-sealed-secret':
      return profileKeepingChanges(write)
    case 'insert-user':
    case 'update-user':
    case 'insert-session':
    case 'update-session':
    case 'end-sessions':
    case 'remove-spent':
    case 'insert-one-time-token':
    case 'use-one-time-token':
    case 'put-log-in-pace':
    case 'insert-approval':
    case 'decide-approval':
    case 'use-api-key':
      return accessKeepingChanges(write)
    case 'put-alarm':
      return alarmKeepingChanges(write)
    case 'insert-webhook':
    case 'update-webhook':
    case 'update-delivery':
    case 'insert-deliveries':
    case 'give-up-deliveries':
    case 'remove-deliveries':
      return deliveryKeepingChanges(write)
    default:
      return unreachable(write)
  }
}

const removeAnswer = statement<{ profileId: string; key: string }>(({ profileId, key }) =>
  sqlBuilder.deleteFrom('idempotent_answer').where('profile_id', '=', profileId).where('key', '=', key),
)

const deleteRosterEntries = statement<{ rosterId: string; upToLine: number }>(({ rosterId, upToLine }) =>
  sqlBuilder.deleteFrom('roster_entry').where('roster_id', '=', rosterId).where('line', '<=', upToLine),
)
