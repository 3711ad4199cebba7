import { randomBytes } from 'node:crypto'
import { systemRandom, type Clock } from 'paycircle/internal/base'
import { createAccess, type Access } from 'paycircle-server/access'
import { createWatch, type AlarmChannel } from 'paycircle-server/alarms'
import {
  createDelivery,
  noPrivateNetworks,
  withEventBell,
  type Delivery,
  type PrivateNetworks,
} from 'paycircle-server/delivery'
import { createEngine, redactionOf, type Engine } from 'paycircle-server/engine'
import {
  reloadConfigured,
  watchProfiles,
  type Directory,
  type MerchantProfile,
  type Reloaded,
  type SecondPersonAction,
} from 'paycircle-server/profiles'
import { createMetrics, createService, type RateLimitSettings, type SandboxOptions } from 'paycircle-server/service'
import { verifyLog, type Store } from 'paycircle-server/store/port'
import type { StorePlace } from '../configuration/index.js'
import { listeningError } from '../errors.js'
import { custodyOf, sealingOf, type CustodySettings } from '../custody/index.js'
import { socketPathOf } from '../local-socket/index.js'
import { listenLocally } from '../local-socket/listen.js'
import { nodeName, openStore } from '../open-store.js'
import { openDirectory } from '../profiles/index.js'
import { closeAll } from './close-all.js'
import type { LogInProvider } from './log-in-provider.js'
import { observersOf } from './observers.js'
import { serviceLog, type LogLevel } from './service-log.js'

export interface ServiceRunOptions {
  readonly place: StorePlace
  /** How the store of that place is opened; as everywhere unless given. */
  readonly openStore?: typeof openStore
  /** Those of the configuration; the store may keep more. */
  readonly profiles: readonly MerchantProfile[]
  readonly clock: Clock
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
  /** Whose X-Forwarded-… headers are believed. */
  readonly trustedProxies?: readonly string[]
  /** Where webhooks may lead beside public addresses. */
  readonly privateNetworks?: PrivateNetworks
  /** Calls a second of one API key and of one address. */
  readonly rateLimits?: Partial<RateLimitSettings>
  readonly custody: CustodySettings
  /** How much the service's own log tells. */
  readonly logLevel?: LogLevel
  /** What takes two people for the profiles of the store. */
  readonly secondPerson?: readonly SecondPersonAction[]
  /** Ways by which people are told of alarms. */
  readonly alarmChannels?: readonly AlarmChannel[]
  /** Another service by which operators log in. */
  readonly logInBy?: LogInProvider
  readonly sandbox?: SandboxOptions
}

/** A running service with everything that it stands on. */
export interface ServiceRun {
  /** Where browsers reach it. */
  readonly url: string
  readonly engine: Engine
  readonly access: Access
  readonly delivery: Delivery
  readonly store: Store
  readonly directory: Directory
  /** Serves what the configuration says now; where that cannot be, rejects and goes on as before. */
  reload(configured: readonly MerchantProfile[]): Promise<readonly Reloaded[]>
  /** Ends requests and calls under way, then writes what is queued. */
  close(): Promise<void>
}

/** Signed agreements are asked about again once a day: one that was terminated at Alipay's says nothing. Q4-04 */
const sweepEveryMs = 24 * 3_600_000

/** Told to whoever reads the service's own log; the operation log holds it as `epoch.opened`. */
const restored =
  'the store is behind its anchors: it was restored or cut off; say why with `paycircle log new-epoch --reason R`'

const undelivered = 'deliveries to webhooks could not be read or written; it is tried again'
const unopened =
  'the secret of a webhook cannot be opened, so nothing is posted there and its events wait; there may be more of them'

/** Opens the store, starts engine and service; where one step fails, the steps before it are undone. */
export async function runService(options: ServiceRunOptions): Promise<ServiceRun> {
  const { clock, host, port, publicUrl, sandbox, logInBy } = options
  const undo: (() => unknown)[] = []
  const close = () => closeAll(undo)
  try {
    // Also those that another has taken the place of since.
    const keys = new Set(options.profiles.map(({ key }) => key))
    if (logInBy !== undefined) keys.add(logInBy.secret)
    const redact = redactionOf(keys)
    const log = serviceLog(() => keys, undefined, options.logLevel)
    const { store, bell } = withEventBell(await (options.openStore ?? openStore)(options.place, clock, 'worker'))
    undo.push(() => store.close())
    const custody = custodyOf(store, clock, options.custody, {
      redact,
      onTrouble: (error) => {
        log.warn({ err: error }, 'the operation log could not be sealed; it is tried again')
      },
    })
    const opened = await custody.open()
    if (opened.length > 0) log.warn({ opened }, restored)
    undo.push(() => custody.stop())
    const sealing = sealingOf(options.custody)
    const directory = await openDirectory(store, clock, sealing, options.profiles, options.secondPerson)
    const { profiles } = directory
    for (const { key } of profiles) keys.add(key)
    const gate = directory.gate.bind(directory)
    const metrics = await createMetrics({ ofProcess: true })
    const { meter } = metrics
    const limits = { sweepEveryMs }
    const delivery = createDelivery({
      store,
      clock,
      random: systemRandom,
      nodeName,
      sealing,
      meter,
      redact,
      onTrouble: ({ error, webhook }) => {
        if (webhook === undefined) log.warn({ err: error }, undelivered)
        else log.warn({ err: error, webhook: webhook.id, profile: webhook.profileId }, unopened)
      },
      rulesOf: (id) => ({
        sandbox: engine.profiles.get(id)?.mode === 'sandbox',
        privateNetworks: options.privateNetworks ?? noPrivateNetworks,
      }),
    })
    undo.push(() => delivery.stop())
    bell.listen(delivery.wake)
    const engine: Engine = createEngine({ store, clock, random: systemRandom, nodeName, profiles, gate, meter, limits })
    undo.push(() => engine.stop())
    directory.listen((next) => {
      for (const { key } of next) keys.add(key)
      const { removed } = engine.replaceProfiles(next)
      for (const id of removed) log.warn(`profile ${id} is served no more: nothing is asked or signed for it`)
    })
    const access = createAccess({ store, clock, random: randomBytes, nodeName, redact, ...providedBy(logInBy) })
    const service = await createService({
      engine,
      store,
      access,
      directory,
      delivery,
      bell,
      clock,
      nodeName,
      metrics,
      log,
      reads: custody.noteRead,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
      ...(options.rateLimits === undefined ? {} : { rateLimits: options.rateLimits }),
      ...(sandbox === undefined ? {} : { sandbox }),
    })
    undo.push(() => service.close())
    const { url } = await service.listen({ host, port }).catch((error: unknown) => {
      throw listeningError(error, '--port')
    })
    const names = { nodeName }
    const socketPath = socketPathOf(options.place.path)
    const watch = createWatch({
      store,
      clock,
      nodeName,
      channels: options.alarmChannels ?? [],
      profileIds: () => engine.profiles.keys(),
      observers: observersOf({ store, clock, delivery, isSealing: options.custody.keys?.key !== undefined }),
      isLogWhole: async () => (await verifyLog(store)).ok,
      onFailure: (error) => {
        log.warn({ err: error }, 'alarms could not be looked for or told of; it is tried again')
      },
    })
    const socket = await listenLocally(socketPath, {
      custody,
      profiles: { directory, engine, access, sealing, custody: names },
      access: { access, store },
      delivery,
      alarms: { store, clock, nodeName, test: () => watch.test() },
    })
    if (socket === undefined) log.warn(`${socketPath} is too long for a socket: commands cannot reach this service`)
    else undo.push(() => socket.close())
    engine.start()
    delivery.start()
    undo.push(
      watchProfiles(directory, (error) => {
        log.warn({ err: error }, 'the profiles of the store could not be read; those of before are served')
      }),
    )
    custody.start()
    watch.start()
    undo.push(() => watch.stop())
    log.info({ url, profiles: [...engine.profiles.keys()] }, 'the service takes requests')
    const reload = (configured: readonly MerchantProfile[]) => reloadConfigured(directory, configured, 'cli')
    return { url, engine, access, delivery, store, directory, reload, close }
  } catch (error) {
    await close()
    throw error
  }
}

function providedBy(logInBy: LogInProvider | undefined) {
  if (logInBy === undefined) return {}
  const { provider, roleRules, sessionMs } = logInBy
  return {
    provider,
    ...(roleRules === undefined ? {} : { roleRules }),
    ...(sessionMs === undefined ? {} : { providerSessionMs: sessionMs }),
  }
}
