export { rosterError } from './errors.js'
export type { RosterProgress } from './progress.js'
export {
  examineRoster,
  readRoster,
  rosterRowLimit,
  type RosterCharset,
  type RosterFile,
  type RosterRecord,
} from './read-roster.js'
export { rosterResultsCsv } from './results-csv.js'
export { accountOfRecord } from './roster-line.js'
export { createRequestedRosters, type RequestedRosters } from './requested-rosters.js'
export {
  createRosters,
  type OpenedRoster,
  type OpenRosterInput,
  type Rosters,
  type RunRosterOptions,
} from './rosters.js'
export type { RosterEnd } from './run-roster.js'
export { createSweeps, type Sweeps } from './sweeps.js'
