import type { Unit } from '../port/index.js'

/** A unit on its way to the writer, with salts for the accounts that its log entries name. */
export interface PreparedUnit {
  readonly unit: Unit
  readonly salts: readonly string[]
}

/** What became of one unit of a batch that is on the disk. */
export type UnitOutcome =
  | { readonly unit: 'done' }
  /** `guard` is the position of the guard that did not hold. */
  | { readonly unit: 'conflict'; readonly guard: number }
  | { readonly unit: 'invalid'; readonly reason: string }

/** What became of a batch; only `written` answers for its units one by one. */
export type BatchOutcome =
  | { readonly batch: 'written'; readonly units: readonly UnitOutcome[] }
  /** Another program is writing; nothing was done. */
  | { readonly batch: 'locked' }
  | { readonly batch: 'full' }
  | { readonly batch: 'failed'; readonly written: 'no' | 'unknown'; readonly reason: string }

/** Carries out batches one after the other, on this thread or on another. */
export interface BatchWriter {
  /** How many batches may be handed over before the first is answered. */
  readonly depth: number
  write(batch: readonly PreparedUnit[]): Promise<BatchOutcome>
  close(): Promise<void>
}
