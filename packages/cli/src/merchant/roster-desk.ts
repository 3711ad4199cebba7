import type { OpenedRoster, RosterEnd, RosterProgress, RosterRecord } from 'paycircle-server/engine'
import type { RosterEntryRow } from 'paycircle-server/store/port'

/** How a roster stands; `end` once its run is over. */
export interface RosterStanding {
  readonly progress: RosterProgress
  readonly end: RosterEnd | null
}

/** Where rosters are checked: an engine of our own, or that of the service that owns the store. */
export interface RosterDesk {
  open(file: { readonly digest: string; readonly restart: boolean }): Promise<OpenedRoster>
  list(rosterId: string, records: readonly RosterRecord[]): Promise<void>
  listed(rosterId: string): Promise<void>
  /** Begins to ask, or lets go on what runs already. */
  start(rosterId: string): Promise<void>
  /** Asks nothing more; resolves when the queries under way have ended. */
  pause(rosterId: string): Promise<void>
  /** Rejects with the error that ended the run, for instance `profile-paused`. */
  standing(rosterId: string): Promise<RosterStanding>
  /** A page of what came of the lines. */
  entries(rosterId: string, afterLine: number): Promise<readonly RosterEntryRow[]>
}
