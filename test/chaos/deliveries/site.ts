import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from 'paycircle/internal/base'
import { apiPath } from 'paycircle-server/api'
import type { StoreReader } from 'paycircle-server/store/port'
import { openPostgresReader } from 'paycircle-server/store/postgres'
import { openSqliteReader } from 'paycircle-server/store/sqlite'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { startService, type ServiceProcess } from '../service-process.js'
import { call } from './event-load.js'
import type { MoodyReceiver } from './moody-receiver.js'

const key = 'k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'
const partner = '2088000000000001'

export interface SiteOptions {
  /** The file that runs the command line. */
  readonly command: string
  /** A database of PostgreSQL for all nodes; without it the one node keeps a file of its own. */
  readonly databaseUrl?: string
  /** Those who have signed at Alipay. */
  readonly emails: readonly string[]
}

/** The nodes of one service, their store, and Alipay's side. */
export class Site {
  readonly nodes: ServiceProcess[] = []
  /** Whether a node is being started. */
  isStarting = false
  /** Whatever must not stand in a log. */
  readonly secrets: string[] = [key]
  /** Every process that ever was one of the nodes. */
  readonly #processes: ServiceProcess[] = []

  private constructor(
    private readonly folder: string,
    private readonly simulator: Simulator,
    private readonly options: SiteOptions,
  ) {}

  static async open(options: SiteOptions): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'paycircle-deliveries-'))
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(join(folder, 'key.txt'), key, { mode: 0o600 })
    writeFileSync(join(folder, 'seal.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    const simulator = await startSimulator({
      gatewayPort: 0,
      pagePort: 0,
      partners: [{ partner, md5Key: Secret.fromText(key) }],
      accounts: options.emails.map((email) => ({ email, autoDebit: true, autoRefund: true })),
    })
    return new Site(folder, simulator, options)
  }

  /** Starts a node at that place, again where one was killed. */
  async start(place: number): Promise<ServiceProcess> {
    const { databaseUrl, command } = this.options
    const settings = {
      PAYCIRCLE_PARTNER: partner,
      PAYCIRCLE_KEY_FILE: join(this.folder, 'key.txt'),
      PAYCIRCLE_SEAL_KEY_FILE: join(this.folder, 'seal.pem'),
      PAYCIRCLE_GATEWAY: this.simulator.gatewayUrl,
      PAYCIRCLE_DATA: this.#dataOf(place),
      PAYCIRCLE_CONTACT_NAME: '王芳',
      PAYCIRCLE_CONTACT_PHONE: '021-5555 0100',
      PAYCIRCLE_LOG_LEVEL: 'debug',
      ...(databaseUrl === undefined ? {} : { PAYCIRCLE_DATABASE_URL: databaseUrl }),
    }
    this.isStarting = true
    const node = await startService(settings, command).finally(() => (this.isStarting = false))
    this.nodes[place] = node
    this.#processes.push(node)
    this.secrets.push(node.authorization.replace('Bearer ', ''))
    return node
  }

  async killAndRestart(place: number): Promise<void> {
    await this.nodes[place]?.kill()
    await this.start(place)
  }

  /** Has everything that the receiver wants delivered to it; gives the webhook's id. */
  async tell(receiver: MoodyReceiver): Promise<string> {
    const [node] = this.nodes
    const { url, events } = receiver
    const answer = node && (await call(node, apiPath.webhooks(), { url, ...(events === undefined ? {} : { events }) }))
    if (answer?.status !== 201) throw new Error(`no webhook was made: ${JSON.stringify(answer)}`)
    receiver.secret = String(answer.json.secret)
    this.secrets.push(receiver.secret)
    return String(answer.json.id)
  }

  async withStore<Result>(look: (store: StoreReader) => Promise<Result>): Promise<Result> {
    const { databaseUrl: url } = this.options
    const store = await (url === undefined
      ? openSqliteReader({ path: join(this.#dataOf(0), 'paycircle.sqlite') })
      : openPostgresReader({ url }))
    try {
      return await look(store)
    } finally {
      await store.close()
    }
  }

  /** What all processes wrote, those among them that were killed. */
  output(): string {
    return this.#processes.map((one) => one.output()).join('')
  }

  async close(): Promise<void> {
    for (const one of this.#processes) {
      if (one.process.exitCode === null && one.process.signalCode === null) await one.kill()
    }
    await this.simulator.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  #dataOf(place: number): string {
    return join(this.folder, `node-${place}`)
  }
}
