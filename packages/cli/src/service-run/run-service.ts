import { randomBytes } from 'node:crypto'
import type { Clock } from 'paycircle/internal/base'
import { createAccess, type Access } from 'paycircle-server/access'
import { createEngine, type Engine } from 'paycircle-server/engine'
import type { MerchantProfile } from 'paycircle-server/profiles'
import { createMetrics, createService, type SandboxOptions } from 'paycircle-server/service'
import type { Store } from 'paycircle-server/store/port'
import { pino } from 'pino'
import { listeningError } from '../errors.js'
import { custodyOf, type CustodySettings } from '../custody/index.js'
import { listenLocally, socketPathOf } from '../local-socket/index.js'
import { nodeName, openStore } from '../open-store.js'
import { closeAll } from './close-all.js'

export interface ServiceRunOptions {
  readonly storePath: string
  readonly profiles: readonly MerchantProfile[]
  readonly clock: Clock
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
  readonly custody: CustodySettings
  readonly sandbox?: SandboxOptions
}

/** A running service with everything that it stands on. */
export interface ServiceRun {
  /** Where browsers reach it. */
  readonly url: string
  readonly engine: Engine
  readonly access: Access
  readonly store: Store
  /** Ends requests and calls under way, then writes what is queued. */
  close(): Promise<void>
}

/** Signed agreements are asked about again once a day: one that was terminated at Alipay's says nothing. Q4-04 */
const sweepEveryMs = 24 * 3_600_000

/** Told to whoever reads the service's own log; the operation log holds it as `epoch.opened`. */
const restored =
  'the store is behind its anchors: it was restored or cut off; say why with `paycircle log new-epoch --reason R`'

/** Opens the store, starts engine and service; where one step fails, the steps before it are undone. */
export async function runService(options: ServiceRunOptions): Promise<ServiceRun> {
  const { clock, host, port, profiles, publicUrl, sandbox } = options
  const undo: (() => unknown)[] = []
  const close = () => closeAll(undo)
  try {
    const log = pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
    const store = await openStore(options.storePath, clock)
    undo.push(() => store.close())
    const custody = custodyOf(store, clock, options.custody, (error) => {
      log.warn({ error }, 'the operation log could not be sealed; it is tried again')
    })
    const opened = await custody.open()
    if (opened !== undefined) log.warn(opened, restored)
    undo.push(() => custody.stop())
    const metrics = createMetrics()
    const { meter } = metrics
    const limits = { sweepEveryMs }
    const engine = createEngine({ store, clock, random: randomBytes, nodeName, profiles, meter, limits })
    undo.push(() => engine.stop())
    const access = createAccess({ store, clock, random: randomBytes, nodeName })
    const service = createService({
      engine,
      store,
      access,
      clock,
      metrics,
      log,
      reads: custody.noteRead,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(sandbox === undefined ? {} : { sandbox }),
    })
    undo.push(() => service.close())
    const { url } = await service.listen({ host, port }).catch((error: unknown) => {
      throw listeningError(error, '--port')
    })
    const socketPath = socketPathOf(options.storePath)
    const socket = await listenLocally(socketPath, engine, custody)
    if (socket === undefined) log.warn(`${socketPath} is too long for a socket: commands cannot reach this service`)
    else undo.push(() => socket.close())
    engine.start()
    custody.start()
    return { url, engine, access, store, close }
  } catch (error) {
    await close()
    throw error
  }
}
