import type { Seal } from '../ledger/index.js'
import { takeOut, type TakenOut, type TakeOutInput } from './archive.js'
import { createContext, type CustodyOptions } from './context.js'
import { compareWithAnchors, orderEpoch, type OpenedEpoch } from './epochs.js'
import type { CustodyDetails } from './log-kinds.js'
import { pseudonymise, type PseudonymiseInput } from './pseudonymise.js'
import { createReadLog, type ReadLog } from './reads.js'
import { endPeriod, type Period } from './retention.js'
import { sealChains } from './sealer.js'

export interface CustodyRunOptions extends CustodyOptions {
  /** What has outlived it is deleted, once a day; nothing is where it is absent. */
  readonly retention?: Period
  /** Told what went wrong in the background; it is tried again. */
  readonly onTrouble?: (error: unknown) => void
}

export interface ExportNote {
  readonly actor: string
  /** Undefined where the records of all profiles leave. */
  readonly profileId: string | undefined
  readonly details: CustodyDetails['log.exported']
}

/** Keeps the operation log: seals it, writes anchors, archives, forgets accounts, notes who reads. S3-19, Q3-18 */
export interface Custody {
  /** Before anything is written: which chains were put back to an earlier state. See `compareWithAnchors`. */
  open(): Promise<readonly OpenedEpoch[]>
  /** Seals what is new from now on, at least every minute, and ends what has outlived its period. */
  start(): void
  seal(): Promise<readonly Seal[]>
  newEpoch(input: { readonly reason: string; readonly actor: string }): Promise<number>
  archive(input: TakeOutInput): Promise<readonly TakenOut[]>
  pseudonymise(input: PseudonymiseInput): Promise<string>
  readonly noteRead: ReadLog
  /** Before the records leave. */
  noteExport(note: ExportNote): Promise<void>
  /** Seals what is new and rests. The store stays open. */
  stop(): Promise<void>
}

/** So often is looked, that with the time a seal takes no minute passes without one. */
const sealEveryMs = 30_000
const endPeriodEveryMs = 24 * 60 * 60 * 1000

/** @throws nothing; what is asked of it may, with errors of its own and of the store */
export function createCustody(options: CustodyRunOptions): Custody {
  const context = createContext(options)
  const { clock, key, store, retention, onTrouble = () => undefined } = options
  let cancel: (() => void) | undefined
  let nextEndAt = -Infinity
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: a seal must know in which epoch its record stands. */
  function inTurn<Value>(action: () => Promise<Value>): Promise<Value> {
    const turn = last.then(action)
    last = turn.catch(() => undefined)
    return turn
  }

  async function look(): Promise<void> {
    if (key !== undefined) await inTurn(() => sealChains(context)).catch(onTrouble)
    if (retention !== undefined && clock.monotonic() >= nextEndAt) {
      nextEndAt = clock.monotonic() + endPeriodEveryMs
      await inTurn(() => endPeriod(context, retention)).catch(onTrouble)
    }
  }

  function lookLater(): void {
    cancel = clock.after(sealEveryMs, () => {
      void look().then(() => {
        if (cancel !== undefined) lookLater()
      })
    })
  }

  return {
    open: () => inTurn(() => compareWithAnchors(context)),
    start: lookLater,
    seal: () => inTurn(() => sealChains(context)),
    newEpoch: (input) => inTurn(() => orderEpoch(context, input)),
    archive: (input) => inTurn(() => takeOut(context, input)),
    pseudonymise: (input) => pseudonymise(context, input),
    noteRead: createReadLog(context),
    async noteExport({ actor, profileId, details }) {
      const about = { actor, ...(profileId === undefined ? {} : { profileId }) }
      await store.commit({ guards: [], writes: [], log: [context.record('log.exported', about, details)] })
    },
    async stop() {
      cancel?.()
      cancel = undefined
      if (key !== undefined) await inTurn(() => sealChains(context)).catch(onTrouble)
      await last
    },
  }
}
