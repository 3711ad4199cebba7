import type { AddressInfo } from 'node:net'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Clock } from 'paycircle/internal/base'
import type { Access } from '../access/index.js'
import type { Engine } from '../engine/index.js'
import type { Store } from '../store/port/index.js'
import { takeForms, takeJson } from './bodies.js'
import { serviceError } from './errors.js'
import { createFailureAnswers } from './failure-answers.js'
import { bodyLimitBytes } from './failures.js'
import type { Metrics } from './metrics.js'
import { createPageAnswers } from './page-answers.js'
import { createPlace, type Place } from './place.js'
import { agentRoutes } from './routes/agent-routes.js'
import { agreementPageRoutes } from './routes/agreement-page-routes.js'
import { agreementRoutes } from './routes/agreement-routes.js'
import { assetRoutes } from './routes/asset-routes.js'
import { healthRoutes } from './routes/health-routes.js'
import { logRoutes } from './routes/log-routes.js'
import { operationPageRoutes } from './routes/operation-page-routes.js'
import { overviewRoutes } from './routes/overview-routes.js'
import { signingRoutes } from './routes/signing-routes.js'
import { addRoutes } from './routing.js'
import type { SandboxOptions, Surroundings } from './surroundings.js'

export interface ServiceOptions {
  readonly engine: Engine
  readonly store: Store
  readonly access: Access
  readonly clock: Clock
  readonly metrics: Metrics
  /** Scheme, host and port under which browsers reach the service; its own address where none is given. */
  readonly publicUrl?: string
  readonly sandbox?: SandboxOptions
  /** Where failures of ours are reported; nowhere unless given. Addresses are not, they hold tokens. */
  readonly log?: FastifyBaseLogger
  readonly limits?: Partial<ServiceLimits>
}

/** Lengths of time in milliseconds. */
export interface ServiceLimits {
  /** How long a request may take to arrive whole. */
  readonly requestMs: number
  /** How long `close` stays reachable as unready, so that load balancers turn away first. */
  readonly drainMs: number
  /** How long `close` waits for requests under way before it breaks them off. */
  readonly closeMs: number
}

const defaultLimits: ServiceLimits = { requestMs: 30_000, drainMs: 0, closeMs: 10_000 }

export interface Service {
  /** Takes connections; resolves with the port, which matters where `port` was 0. */
  listen(where: {
    readonly host: string
    readonly port: number
  }): Promise<{ readonly url: string; readonly port: number }>
  /** Becomes unready, then takes no more connections, ends the requests under way and resolves. Engine and store stay open. */
  close(): Promise<void>
}

/**
 * The merchant service over HTTP: the interface for platforms, the pages for agents, and in the sandbox the operator's.
 *
 * It owns neither engine nor store: whoever made them starts and stops them.
 *
 * @throws `public-url-invalid`
 */
export function createService(options: ServiceOptions): Service {
  const limits = { ...defaultLimits, ...options.limits }
  const { clock } = options
  const place = createPlace(options.publicUrl, options.sandbox !== undefined)
  let closing: Promise<void> | undefined
  const surroundings: Surroundings = { ...options, ...place, isAccepting: () => closing === undefined }
  const app = buildApp(surroundings, place, options.log, limits)

  return {
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
    const cancel = clock.after(limits.closeMs, () => {
      app.server.closeAllConnections()
    })
    await app.close()
    cancel()
  }
}

function buildApp(
  surroundings: Surroundings,
  place: Place,
  log: FastifyBaseLogger | undefined,
  limits: ServiceLimits,
): FastifyInstance {
  const pages = createPageAnswers(surroundings)
  const fail = createFailureAnswers(surroundings, pages)
  const app = fastify({
    ...(log === undefined ? {} : { loggerInstance: log }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: limits.requestMs,
    routerOptions: { maxParamLength: 1000 },
    forceCloseConnections: 'idle',
    genReqId: requestNumbers(surroundings.clock),
    frameworkErrors: (error, request, reply) => {
      const answer = reply as FastifyReply
      answer.send(fail.any(request, answer, error))
    },
  })
  app.addHook('onRequest', (request, _reply, done) => {
    done(place.isOurHost(request.headers.host) ? undefined : serviceError('host-unknown', {}))
  })
  app.addHook('onResponse', (request, reply, done) => {
    const labels = {
      route: request.routeOptions.url ?? 'none',
      method: request.method,
      status: String(reply.statusCode),
    }
    surroundings.metrics.meter.observe('http.request_seconds', reply.elapsedTime / 1000, labels)
    done()
  })
  app.setNotFoundHandler((request, reply) => fail.any(request, reply, serviceError('route-unknown', {})))
  app.setErrorHandler((error, request, reply) => fail.any(request, reply, error))
  app.register((scope, _options, done) => {
    takeJson(scope)
    scope.setErrorHandler((error, request, reply) => fail.problem(request, reply, error))
    addRoutes(scope, [...signingRoutes(surroundings), ...agreementRoutes(surroundings), ...logRoutes(surroundings)])
    done()
  })
  app.register((scope, _options, done) => {
    takeForms(scope)
    addRoutes(scope, [
      ...agentRoutes(surroundings, pages),
      ...overviewRoutes(surroundings, pages),
      ...agreementPageRoutes(surroundings, pages),
      ...operationPageRoutes(surroundings, pages),
      ...assetRoutes(),
      ...healthRoutes(surroundings),
    ])
    done()
  })
  return app
}

/** Names for requests, by which a failure that somebody reports is found in the log; none comes again after a restart. */
function requestNumbers(clock: Clock): () => string {
  const start = clock.now().toString(36)
  let count = 0
  return () => `${start}-${(++count).toString(36)}`
}
