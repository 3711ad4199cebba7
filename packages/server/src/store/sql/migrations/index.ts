import type { Migration } from 'kysely'
import { firstTables } from './0001-first-tables.js'
import { logKeeping } from './0004-log-keeping.js'
import { confirmationsAndRosters } from './0002-confirmations-and-rosters.js'
import { governor } from './0003-governor.js'
import { deliveries } from './0007-deliveries.js'
import { access } from './0008-access.js'
import { profileKeeping } from './0009-profile-keeping.js'
import { operationCounts } from './0005-operation-counts.js'
import { coolDownsAndRosterLeases } from './0012-cool-downs-and-roster-leases.js'
import { deliveryStanding } from './0014-delivery-standing.js'
import { profileStanding } from './0013-profile-standing.js'
import { terminationsAndUsers } from './0011-terminations-and-users.js'
import { watchedAlarms } from './0011-watched-alarms.js'

/**
 * Every change of the tables since the first version, in order, for every store. A released one is never edited.
 *
 * They are written in SQLite's words, and PostgreSQL's are made of them: `text`, `integer`, `strict`, `without rowid`,
 * `integer primary key` for a number that the store gives; beside these only what both understand.
 *
 * Nodes of the release before go on working while a new one starts, so a migration only adds: tables, indexes, columns
 * that may be null or have a default. What takes away comes a release later, and is named in `contractions`.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-confirmations-and-rosters': confirmationsAndRosters,
  '0003-governor': governor,
  '0004-log-keeping': logKeeping,
  '0005-operation-counts': operationCounts,
  '0007-deliveries': deliveries,
  '0008-access': access,
  '0009-profile-keeping': profileKeeping,
  '0011-terminations-and-users': terminationsAndUsers,
  '0011-watched-alarms': watchedAlarms,
  '0012-cool-downs-and-roster-leases': coolDownsAndRosterLeases,
  '0013-profile-standing': profileStanding,
  '0014-delivery-standing': deliveryStanding,
}

/** Migrations after which a program that does not know them cannot work any more. */
export const contractions: ReadonlySet<string> = new Set<string>()
