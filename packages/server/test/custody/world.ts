import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ManualClock } from 'paycircle/internal/base'
import { onTestFinished } from 'vitest'
import { anchorFile, createCustody, type Custody, type CustodyRunOptions } from '../../src/custody/index.js'
import { sealKeysOf, type SealKey, type TrustedKeys } from '../../src/ledger/index.js'
import { verifyLog, type LogVerdict, type Store } from '../../src/store/port/index.js'
import { loadDriver } from '../../src/store/sqlite/driver.js'
import { openSqliteStore } from '../../src/store/sqlite/index.js'
import { optionsFor, temporaryFolder } from '../store/sqlite/sqlite-home.js'
import { noon, signingUnit } from '../store/suite/specimens.js'

/** A key as its file holds it, and as the program does. */
export function newKey(): { readonly pem: string; readonly key: SealKey; readonly trusted: TrustedKeys } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const keys = sealKeysOf(pem)
  if (keys?.key === undefined) throw new Error('a new key can be read')
  return { pem, key: keys.key, trusted: keys.trusted }
}

/** A store with its custody, whose files the test may take apart. */
export class World {
  readonly #folder = temporaryFolder()
  readonly clock = new ManualClock(noon)
  readonly keys = newKey()
  readonly storePath = join(this.#folder.path, 'store.sqlite')
  readonly anchorPath = join(this.#folder.path, 'anchors.jsonl')
  store!: Store
  custody!: Custody
  #next = 0

  constructor() {
    onTestFinished(async () => {
      await this.store.close()
      this.#folder.remove()
    })
  }

  folder(name: string): string {
    return join(this.#folder.path, name)
  }

  async open(options: Partial<CustodyRunOptions> = {}): Promise<this> {
    this.store = await openSqliteStore(optionsFor(this.storePath, { clock: this.clock }))
    this.custody = createCustody({ ...this.options(), ...options })
    return this
  }

  options(): CustodyRunOptions {
    const { store, clock, keys, anchorPath } = this
    const { key, trusted } = keys
    return { store, clock, random: randomBytes, nodeName: 'node-1', key, trusted, anchors: anchorFile(anchorPath) }
  }

  /** So many signings, two records each. */
  async write(signings: number): Promise<void> {
    for (let count = 0; count < signings; count++) await this.store.commit(signingUnit(this.#next++))
  }

  async verify(options: { readonly anchors?: false; readonly trusted?: TrustedKeys } = {}): Promise<LogVerdict> {
    const withAnchors = options.anchors !== false && existsSync(this.anchorPath)
    const anchors = withAnchors ? { anchors: anchorFile(this.anchorPath).lines() } : {}
    return verifyLog(this.store, { trusted: options.trusted ?? this.keys.trusted, ...anchors })
  }

  /** What somebody does who may write to the file. */
  tamper(sql: string): void {
    const connection = loadDriver().open(this.storePath, 'read-write')
    connection.execute(sql)
    connection.close()
  }

  anchorLines(): string[] {
    return readFileSync(this.anchorPath, 'utf8').split('\n').slice(0, -1)
  }

  writeAnchors(lines: readonly string[]): void {
    writeFileSync(this.anchorPath, lines.map((line) => `${line}\n`).join(''))
  }
}
