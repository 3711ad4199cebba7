import type { LookupFunction } from 'node:net'
import { invariant, silentMeter, type Clock, type Meter } from 'paycircle/internal/base'
import type { Sealing } from '../sealing/index.js'
import type { Store, WebhookRow } from '../store/port/index.js'
import { createConnections, type Connections } from './connections.js'
import { defaultLimits, type DeliveryLimits } from './limits.js'
import { createDeliveryRecorder, type DeliveryRecorder, type Redaction } from './log-kinds.js'
import type { TargetRules } from './target.js'

export interface DeliveryOptions {
  readonly store: Store
  readonly clock: Clock
  /** So many random bytes; `randomBytes` of node:crypto outside tests. */
  readonly random: (bytes: number) => Uint8Array
  /** Whose clock it is, in the log. */
  readonly nodeName: string
  /** Seals the webhooks' secrets. */
  readonly sealing: Sealing
  /** Where deliveries of a profile may go. */
  readonly rulesOf: (profileId: string) => TargetRules
  readonly meter?: Meter
  /** Masks keys in records, wherever somebody typed one. S3-02 */
  readonly redact?: Redaction
  readonly limits?: Partial<DeliveryLimits>
  /** Told of what holds deliveries up on our side; at most every ten minutes of one kind. */
  readonly onTrouble?: (trouble: DeliveryTrouble) => void
  /** How names become addresses; as the system does it unless given. */
  readonly lookup?: LookupFunction
}

export interface DeliveryTrouble {
  /** Sealing errors name keys and places, never a secret. */
  readonly error: unknown
  /** Whose deliveries wait, where it is about one webhook. */
  readonly webhook?: WebhookRow
}

export interface DeliveryContext extends DeliveryOptions {
  readonly meter: Meter
  readonly limits: DeliveryLimits
  readonly connections: Connections
  readonly record: DeliveryRecorder
  /** `whk_…`, `op_…`, `evt_…`, `lease_…`: random, hexadecimal. */
  readonly newId: (prefix: 'whk' | 'op' | 'evt' | 'lease') => string
}

export function createContext(options: DeliveryOptions): DeliveryContext {
  const { random, nodeName, meter = silentMeter, redact } = options
  const limits = { ...defaultLimits, ...options.limits }
  invariant(limits.leaseMs > limits.attemptMs, 'a claim outlasts the attempt that it is for')
  const newId: DeliveryContext['newId'] = (prefix) => `${prefix}_${Buffer.from(random(13)).toString('hex')}`
  const record = createDeliveryRecorder(nodeName, () => newId('op'), redact)
  return { ...options, meter, limits, newId, record, connections: createConnections() }
}

/** A number in [0, 1). */
export function drawOf({ random }: DeliveryContext): number {
  return Buffer.from(random(4)).readUInt32BE() / 2 ** 32
}
