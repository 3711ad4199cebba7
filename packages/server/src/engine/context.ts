import { invariant, silentMeter, type Clock, type Meter } from 'paycircle/internal/base'
import { createClient } from 'paycircle/internal/gateway'
import { gateOf, refuseClosedGate, type GateVerdict, type MerchantProfile } from '../profiles/index.js'
import type { Store } from '../store/port/index.js'
import { engineError } from './errors.js'
import { Exchanges } from './exchange.js'
import { createIds, type IdPrefix } from './ids.js'
import { defaultLimits, type EngineLimits } from './limits.js'
import { createRecorder } from './log-kinds.js'
import { createMerchants, type Merchant, type Merchants } from './merchants.js'
import { redactionOf } from './redaction.js'
import type { EngineOptions, GatewayClient } from './types.js'

/** What every part of the engine works with. */
export interface EngineContext {
  readonly store: Store
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
  readonly meter: Meter
  readonly limits: EngineLimits
  readonly merchants: Merchants
  /** How a profile stands to the go-live gate now. */
  readonly gate: (profile: MerchantProfile) => GateVerdict
  /** Aborted when the engine stops: no new claim is made after that. */
  readonly stopped: AbortSignal
  readonly record: ReturnType<typeof createRecorder>
  newId(prefix: IdPrefix): string
  /** Tells a profile's follow-up that something is due then, UTC milliseconds; maybe earlier than it knows. */
  wake(profileId: string, at: number): void
}

/** What a gate that nobody told anything knows. */
const nothingRecorded = { procedure: { standing: 'not-recorded' }, override: null } as const

/** @throws PaycircleError where a profile cannot make a client; it names the option. */
export function createContext(
  options: EngineOptions,
  stopped: AbortSignal,
  wake: EngineContext['wake'],
): EngineContext {
  const { store, clock, random, nodeName, profiles, meter = silentMeter } = options
  const limits = { ...defaultLimits, ...options.limits }
  invariant(limits.leaseMs > limits.callMs, 'a claim outlasts the call that it is for')
  const clientOf = options.clientOf ?? ((profile) => clientFor(profile, clock, meter, limits))
  const merchants = createMerchants(clientOf, profiles)
  return {
    store,
    clock,
    random,
    meter,
    limits,
    merchants,
    gate: options.gate ?? ((profile) => gateOf(profile, nothingRecorded)),
    stopped,
    record: createRecorder(nodeName, redactionOf(merchants.keysEverUsed)),
    newId: createIds(clock, random),
    wake,
  }
}

/** Asked through a function, because it changes while one waits. */
export function isStopped({ stopped }: Pick<EngineContext, 'stopped'>): boolean {
  return stopped.aborted
}

/** What refuses new work once the engine stops. */
export function refuseStopped(context: Pick<EngineContext, 'stopped'>): void {
  if (isStopped(context)) throw engineError('engine-stopped', {})
}

/**
 * Refuses whatever would reach Alipay for a live profile whose gate is closed. S3-03, Q3-03
 *
 * @throws go-live-gate-closed
 */
export function refuseGated({ gate }: EngineContext, profile: MerchantProfile): void {
  refuseClosedGate(profile.id, gate(profile))
}

export function merchantOf(context: EngineContext, profileId: string): Merchant {
  const merchant = context.merchants.get(profileId)
  if (merchant === undefined) throw engineError('profile-unknown', { profileId })
  return merchant
}

function clientFor(profile: MerchantProfile, clock: Clock, meter: Meter, limits: EngineLimits): GatewayClient {
  const { partner, key, signType, charset, mode, accountClass } = profile
  const { gateway, accountParameter, dnsExemption, proxy } = profile
  const exchanges = new Exchanges()
  const client = createClient({
    partner,
    key,
    signType,
    charset,
    mode,
    accountClass,
    ...(gateway === undefined ? {} : { gateway }),
    ...(accountParameter === undefined ? {} : { accountParameter }),
    ...(dnsExemption === undefined ? {} : { dnsExemption }),
    ...(proxy === undefined ? {} : { proxy }),
    timeouts: { totalMs: limits.callMs },
    meter,
    clock,
    hooks: exchanges.hooks,
  })
  return { ...client, exchangeOf: (outcome) => exchanges.of(outcome) }
}
