import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from 'paycircle/internal/base'
import type { Access } from '../access/index.js'
import type { ReadLog } from '../custody/index.js'
import type { Delivery, EventBell } from '../delivery/index.js'
import type { Engine } from '../engine/index.js'
import type { Directory } from '../profiles/index.js'
import type { Store } from '../store/port/index.js'
import type { DeclaredRoute } from './allowance.js'
import { createEventStreams, type StreamLimits } from './event-streams.js'
import type { Metrics } from './metrics.js'
import { createUploads } from './uploads.js'
import { createRateLimits, defaultRateLimits, type RateLimitSettings } from './rate-limits.js'
import { createPlace } from './place.js'
import type { SandboxOptions, Surroundings } from './surroundings.js'

export interface ServiceOptions {
  readonly engine: Engine
  readonly store: Store
  readonly access: Access
  /** The profiles that the engine serves, and their keys. */
  readonly directory: Directory
  readonly delivery: Delivery
  /** Wakes event streams when this node writes an event; they look for those of others by themselves. */
  readonly bell?: EventBell
  readonly streamLimits?: Partial<StreamLimits>
  readonly clock: Clock
  /** Whose clock it is, in the log. */
  readonly nodeName: string
  readonly metrics: Metrics
  /** Scheme, host and port under which browsers reach the service; its own address where none is given. */
  readonly publicUrl?: string
  /** Addresses and networks of proxies in front, whose X-Forwarded-… headers are believed; nobody's unless given. */
  readonly trustedProxies?: readonly string[]
  readonly sandbox?: SandboxOptions
  /** Takes down who looks at an account; nothing is taken down unless given. */
  readonly reads?: ReadLog
  /** Where failures of ours are reported; nowhere unless given. Addresses are not, they hold tokens. */
  readonly log?: FastifyBaseLogger
  readonly limits?: Partial<ServiceLimits>
  /** How fast one caller may go on calling this node; `defaultRateLimits` where nothing is given. */
  readonly rateLimits?: Partial<RateLimitSettings>
}

/** Lengths of time in milliseconds. */
export interface ServiceLimits {
  /** How long the head of a request may take to arrive, and all of it: a long roster over a slow line is large. */
  readonly headMs: number
  readonly requestMs: number
  /** How long `close` stays reachable as unready, so that load balancers turn away first. */
  readonly drainMs: number
  /** How long `close` waits for requests under way before it breaks them off. */
  readonly closeMs: number
}

const defaultLimits: ServiceLimits = { headMs: 30_000, requestMs: 300_000, drainMs: 0, closeMs: 10_000 }

export interface Service {
  /** Takes connections; resolves with the port, which matters where `port` was 0. */
  listen(where: {
    readonly host: string
    readonly port: number
  }): Promise<{ readonly url: string; readonly port: number }>
  /** Every route that is up, with who may call it. */
  routes(): readonly DeclaredRoute[]
  /** Becomes unready, then takes no more connections, ends the requests under way and resolves. Engine and store stay open. */
  close(): Promise<void>
}

/**
 * The merchant service over HTTP: the interface for platforms, the pages for agents, and in the sandbox the operator's.
 *
 * It owns neither engine nor store: whoever made them starts and stops them. Routes, pages and the library under them
 * are loaded here: commands take other things from this room.
 *
 * @throws `public-url-invalid`
 */
export async function createService(options: ServiceOptions): Promise<Service> {
  const { buildApp } = await import('./app.js')
  const limits = { ...defaultLimits, ...options.limits }
  const { clock } = options
  const place = createPlace(options.publicUrl, options.sandbox !== undefined)
  let closing: Promise<void> | undefined
  const streams = createEventStreams(options)
  const rateLimits = createRateLimits({ ...defaultRateLimits, ...options.rateLimits }, clock)
  const surroundings: Surroundings = {
    ...options,
    streams,
    uploads: createUploads(),
    rateLimits,
    ...place,
    isAccepting: () => closing === undefined,
  }
  const routes: DeclaredRoute[] = []
  const app = buildApp(surroundings, place, options.log, {
    headTimeoutMs: limits.headMs,
    requestTimeoutMs: limits.requestMs,
    trustedProxies: options.trustedProxies ?? [],
    onRoute: (route) => routes.push(route),
  })

  return {
    // They are put up while the service begins to listen.
    routes: () => routes,
    async listen({ host, port }) {
      // Before the first request can come in, so that none meets a service that does not know its own name.
      app.server.once('listening', () => {
        place.settle(app.server.address() as AddressInfo)
      })
      await app.listen({ host, port })
      return { url: place.publicOrigin(), port: (app.server.address() as AddressInfo).port }
    },
    close: () => (closing ??= shutDown()),
  }

  async function shutDown(): Promise<void> {
    if (limits.drainMs > 0) await new Promise<void>((resolve) => clock.after(limits.drainMs, resolve))
    // They would go on as long as their readers.
    streams.close()
    const cancel = clock.after(limits.closeMs, () => {
      app.server.closeAllConnections()
    })
    await app.close()
    cancel()
  }
}
