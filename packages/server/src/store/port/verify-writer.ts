import {
  archiveFault,
  chainStart,
  isPseudonym,
  sealFault,
  verifyChain,
  type ChainFault,
  type ChainPoint,
  type LogValue,
  type OperationRecord,
  type SignatureFault,
  type TrustedKeys,
} from '../../ledger/index.js'
import type { ArchiveRow, SealRow } from './log-keeping.js'
import { maxPageRows } from './cursor.js'
import type { VerifiableLog } from './verify-log.js'

/** What can be wrong with the log. */
export type LogFault =
  | ChainFault
  | SignatureFault
  /** The seal says other than what stands at its place. */
  | 'seal'
  /** A seal that there was is gone. */
  | 'seal-missing'
  /** Records that were sealed are gone. */
  | 'truncated'
  /** Another seal was made than the one of which the anchor tells: the history was written anew. */
  | 'rewritten'
  /** The line holds no anchor, or none that a trusted key made. */
  | 'anchor'
  /** An account was replaced, and no record says that somebody did so. */
  | 'pseudonym'

export interface BadPlace {
  readonly writer: string
  readonly sequence: number
  readonly reason: LogFault
  /** Of the anchors' file, where an anchor shows the fault. */
  readonly line?: number
}

/** That a writer's chain went on from an earlier state. */
export interface EpochNote {
  readonly writer: string
  readonly epoch: number
  /** In the words of whoever ordered it. */
  readonly reason: string
  /** The last record that is known to be lost; undefined where none is. */
  readonly lost?: number
  readonly explained: boolean
  /** It stands before the archive; only that it was is known. */
  readonly archived?: true
  readonly place: BadPlace
}

/** Which pseudonyms stand in records, where first, and which of them a record accounts for. */
export interface PseudonymNotes {
  readonly seen: Map<string, { readonly writer: string; readonly sequence: number }>
  readonly accountedFor: Set<string>
}

export interface WriterVerdict {
  readonly rows: number
  readonly seals: number
  /** The last sequence number that was found. */
  readonly end: number
  readonly epochs: readonly EpochNote[]
  readonly firstBad?: BadPlace
}

const retries = 3

/** Verifies the chain of one writer. Where records are archived meanwhile it begins again after them. */
export async function verifyWriter(
  log: VerifiableLog,
  writer: string,
  trusted: TrustedKeys | undefined,
  pseudonyms: PseudonymNotes,
): Promise<WriterVerdict> {
  for (let attempt = 1; ; attempt++) {
    const archive = await log.lastArchive(writer)
    const verdict = await new WriterWalk(log, writer, trusted, pseudonyms, archive).verify()
    if (verdict.firstBad === undefined || attempt > retries) return verdict
    if ((await log.lastArchive(writer))?.sequence === archive?.sequence) return verdict
  }
}

class WriterWalk {
  #end: ChainPoint
  #epoch: number
  #rows = 0
  #sealCount = 0
  #seals: SealRow[] = []
  #lastSeal = { epoch: 0, number: 0, sequence: 0 }
  readonly #epochs: EpochNote[] = []

  constructor(
    private readonly log: VerifiableLog,
    private readonly writer: string,
    private readonly trusted: TrustedKeys | undefined,
    private readonly pseudonyms: PseudonymNotes,
    private readonly archive: ArchiveRow | undefined,
  ) {
    this.#end = archive ?? chainStart(writer)
    this.#epoch = archive?.epoch ?? 1
    if (this.#epoch > 1) {
      const place = { writer, sequence: this.#end.sequence, reason: 'truncated' } as const
      this.#epochs.push({ writer, epoch: this.#epoch, reason: '', explained: true, archived: true, place })
    }
  }

  async verify(): Promise<WriterVerdict> {
    const firstBad = await this.#walk()
    const { sequence: end } = this.#end
    const found = { rows: this.#rows, seals: this.#sealCount, end, epochs: this.#epochs }
    return firstBad === undefined ? found : { ...found, firstBad }
  }

  async #walk(): Promise<BadPlace | undefined> {
    const head = await this.#head()
    const fault = this.archive && this.trusted && archiveFault(this.archive, this.trusted)
    if (fault !== undefined) return this.#bad(this.#end.sequence, fault)
    const early = await this.#sealsUpTo(this.#end)
    if (early !== undefined) return early
    for (;;) {
      // Before the records: what is sealed by now must be found among them.
      const nextSeal = await this.#peekSeal()
      const records = await this.log.chain(this.writer, this.#end.sequence, maxPageRows)
      const bad = await this.#page(records, head)
      if (bad !== undefined) return bad
      if (records.length > 0) continue
      if (this.#end.sequence < head.sequence) return this.#bad(this.#end.sequence + 1, 'missing')
      if (nextSeal !== undefined) return this.#bad(this.#end.sequence + 1, 'truncated')
      // Heads move with the records, so whatever was added meanwhile stands below the head as it is now.
      const latest = await this.#head()
      if (this.#end.sequence <= latest.sequence) return undefined
      this.#rows -= this.#end.sequence - latest.sequence
      return this.#bad(latest.sequence + 1, 'unexpected')
    }
  }

  async #page(records: readonly OperationRecord[], head: ChainPoint): Promise<BadPlace | undefined> {
    const { rows, firstBad } = verifyChain(records, this.#end)
    for (const record of records.slice(0, rows)) {
      this.#end = record
      this.#note(record)
      if (record.sequence === head.sequence && record.hash !== head.hash) return this.#bad(record.sequence, 'content')
      this.#rows++
      const bad = await this.#sealsUpTo(record)
      if (bad !== undefined) return bad
    }
    return firstBad
  }

  /** Compares the seals up to a place of the chain; before the archive only their order and signatures show. */
  async #sealsUpTo(point: ChainPoint): Promise<BadPlace | undefined> {
    for (let seal = await this.#peekSeal(); seal !== undefined; seal = await this.#peekSeal()) {
      if (seal.sequence > point.sequence) return undefined
      this.#seals.shift()
      const reason = this.#sealFault(seal, point)
      if (reason !== undefined) return this.#bad(seal.sequence, reason)
      this.#lastSeal = seal
      this.#sealCount++
    }
    return undefined
  }

  #sealFault(seal: SealRow, point: ChainPoint): LogFault | undefined {
    const { epoch, number, sequence } = this.#lastSeal
    const follows = seal.epoch === epoch ? seal.number === number + 1 : seal.number === 1
    if (!follows) return 'seal-missing'
    if (seal.sequence <= sequence) return 'seal'
    const fault = this.trusted && sealFault(seal, this.trusted)
    if (fault !== undefined) return fault
    if (seal.sequence < point.sequence) return point.sequence === this.archive?.sequence ? undefined : 'seal'
    return seal.hash === point.hash && seal.epoch === this.#epoch ? undefined : 'seal'
  }

  async #peekSeal(): Promise<SealRow | undefined> {
    if (this.#seals.length === 0) {
      this.#seals = [...(await this.log.seals({ writer: this.writer, ...this.#lastSeal }, maxPageRows))]
    }
    return this.#seals[0]
  }

  #note(record: OperationRecord): void {
    const { writer, sequence, kind, account, accountSalt, details } = record
    if (accountSalt === null && account !== null && isPseudonym(account) && !this.pseudonyms.seen.has(account)) {
      this.pseudonyms.seen.set(account, { writer, sequence })
    }
    if (kind === 'log.pseudonymised') this.pseudonyms.accountedFor.add(textOf(details.pseudonym))
    if (kind === 'epoch.opened') {
      this.#epoch = Number(details.epoch)
      this.#epochs.push(epochOf(record))
    }
    if (kind === 'epoch.explained') {
      const index = this.#epochs.findIndex(({ epoch }) => epoch === details.epoch)
      const note = this.#epochs[index]
      if (note !== undefined) this.#epochs[index] = { ...note, reason: textOf(details.reason), explained: true }
    }
  }

  async #head(): Promise<ChainPoint> {
    const heads = await this.log.chainHeads()
    return heads.find(({ writer }) => writer === this.writer) ?? { writer: this.writer, sequence: 0, hash: '' }
  }

  #bad(sequence: number, reason: LogFault): BadPlace {
    return { writer: this.writer, sequence, reason }
  }
}

/** What was tampered with may hold anything. */
function textOf(value: LogValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function epochOf({ writer, sequence, details }: OperationRecord): EpochNote {
  return {
    writer,
    epoch: Number(details.epoch),
    reason: textOf(details.reason),
    explained: details.explained === true,
    ...(typeof details.lost === 'number' ? { lost: details.lost } : {}),
    place: { writer, sequence, reason: 'truncated' },
  }
}
