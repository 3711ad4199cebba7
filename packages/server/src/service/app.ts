import type { IncomingMessage } from 'node:http'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Clock } from 'paycircle/internal/base'
import type { Allowance, DeclaredRoute } from './allowance.js'
import { countsByAddress, takeCallOfAddress } from './caller-pace.js'
import { refuseUnstorable, takeForms, takeJson } from './bodies.js'
import { serviceError } from './errors.js'
import { createFailureAnswers } from './failure-answers.js'
import { bodyLimitBytes } from './failures.js'
import { createPageAnswers } from './page-answers.js'
import { accountRoutes } from './routes/account-routes.js'
import { agentRoutes } from './routes/agent-routes.js'
import { agreementPageRoutes } from './routes/agreement-page-routes.js'
import { agreementRoutes } from './routes/agreement-routes.js'
import { alarmPageRoutes } from './routes/alarm-page-routes.js'
import { alarmRoutes } from './routes/alarm-routes.js'
import { approvalPageRoutes } from './routes/approval-page-routes.js'
import { apiKeyRoutes } from './routes/api-key-routes.js'
import { assetRoutes } from './routes/asset-routes.js'
import { casePageRoutes, caseRoutes } from './routes/case-routes.js'
import { descriptionRoutes } from './routes/description-routes.js'
import { healthRoutes } from './routes/health-routes.js'
import { keyPageRoutes } from './routes/key-page-routes.js'
import { logInRoutes } from './routes/log-in-routes.js'
import { logRoutes } from './routes/log-routes.js'
import { operationPageRoutes } from './routes/operation-page-routes.js'
import { overviewRoutes } from './routes/overview-routes.js'
import { permissionRoutes } from './routes/permission-routes.js'
import { profilePageRoutes } from './routes/profile-page-routes.js'
import { profileRoutes } from './routes/profile-routes.js'
import { providerLogInRoutes } from './routes/provider-log-in-routes.js'
import { streamRoutes } from './routes/stream-routes.js'
import { webhookRoutes } from './routes/webhook-routes.js'
import { webhookFormRoutes } from './routes/webhook-form-routes.js'
import { webhookPageRoutes } from './routes/webhook-page-routes.js'
import { rosterRoutes } from './routes/roster-routes.js'
import { rosterStreamRoutes } from './routes/roster-stream-routes.js'
import { signingRoutes } from './routes/signing-routes.js'
import { terminationRoutes } from './routes/termination-routes.js'
import { userPageRoutes } from './routes/user-page-routes.js'
import { addRoutes } from './routing.js'
import { forwardedNotes } from './trusted-proxies.js'
import type { Place } from './place.js'
import type { Surroundings } from './surroundings.js'

/** Puts hooks, error answers and routes together: JSON for `/v1/`, forms for the pages. */
export function buildApp(
  surroundings: Surroundings,
  place: Place,
  log: FastifyBaseLogger | undefined,
  {
    headTimeoutMs,
    requestTimeoutMs,
    trustedProxies,
    onRoute,
  }: {
    readonly headTimeoutMs: number
    readonly requestTimeoutMs: number
    readonly trustedProxies: readonly string[]
    /** Told of every route that is put up. */
    readonly onRoute: (route: DeclaredRoute) => void
  },
): FastifyInstance {
  const pages = createPageAnswers(surroundings)
  const fail = createFailureAnswers(surroundings, pages)
  const app = fastify({
    ...(log === undefined ? {} : { loggerInstance: log }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    // X-Forwarded-… is believed from these alone; from anybody else it is what a caller says of himself.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: headTimeoutMs },
    routerOptions: { maxParamLength: 1000 },
    forceCloseConnections: 'idle',
    genReqId: requestNames(surroundings.clock),
    frameworkErrors: (error, request, reply) => {
      const answer = reply as FastifyReply
      answer.send(fail.any(request, answer, error))
    },
  })
  const noteForwarded = forwardedNotes(trustedProxies, log)
  app.addHook('onRoute', ({ method, url, config }) => {
    const { allow } = (config ?? {}) as { readonly allow?: Allowance }
    if (allow !== undefined && method !== 'HEAD') onRoute({ method: String(method), path: url, allow })
  })
  app.addHook('onRequest', (request, _reply, done) => {
    noteForwarded(request)
    done(place.isOurHost(request.headers.host) ? undefined : serviceError('host-unknown', {}))
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    const { allow } = request.routeOptions.config as { readonly allow?: Allowance }
    if (allow !== undefined && countsByAddress(request.method, allow)) takeCallOfAddress(request, surroundings)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const labels = {
      route: request.routeOptions.url ?? 'none',
      method: request.method,
      status: String(reply.statusCode),
    }
    surroundings.metrics.meter.observe('http.request_seconds', reply.elapsedTime / 1000, labels)
    // The route and not the address, which may hold a token.
    request.log.debug({ ...labels, ms: Math.round(reply.elapsedTime) }, 'answered')
    done()
  })
  app.setNotFoundHandler((request, reply) => fail.any(request, reply, serviceError('route-unknown', {})))
  app.setErrorHandler((error, request, reply) => fail.any(request, reply, error))
  app.register((scope, _options, done) => {
    takeJson(scope)
    scope.setErrorHandler((error, request, reply) => fail.problem(request, reply, error))
    scope.addHook('preHandler', (request, _reply, done) => {
      refuseUnstorable([request.params, request.query])
      done()
    })
    addRoutes(scope, [
      ...signingRoutes(surroundings),
      ...agreementRoutes(surroundings),
      ...terminationRoutes(surroundings),
      ...caseRoutes(surroundings),
      ...alarmRoutes(surroundings),
      ...permissionRoutes(surroundings),
      ...profileRoutes(surroundings),
      ...apiKeyRoutes(surroundings),
      ...rosterRoutes(surroundings),
      ...rosterStreamRoutes(surroundings),
      ...logRoutes(surroundings),
      ...streamRoutes(surroundings),
      ...webhookRoutes(surroundings),
    ])
    done()
  })
  app.register((scope, _options, done) => {
    takeForms(scope)
    scope.addHook('preHandler', (request, _reply, done) => {
      refuseUnstorable(request.query)
      done()
    })
    addRoutes(scope, [
      ...agentRoutes(surroundings, pages),
      ...logInRoutes(surroundings, pages),
      ...providerLogInRoutes(surroundings, pages),
      ...accountRoutes(surroundings, pages),
      ...userPageRoutes(surroundings, pages),
      ...approvalPageRoutes(surroundings, pages),
      ...alarmPageRoutes(surroundings, pages),
      ...webhookFormRoutes(surroundings, pages),
      ...webhookPageRoutes(surroundings, pages),
      ...keyPageRoutes(surroundings, pages),
      ...overviewRoutes(surroundings, pages),
      ...agreementPageRoutes(surroundings, pages),
      ...operationPageRoutes(surroundings, pages),
      ...casePageRoutes(surroundings, pages),
      ...profilePageRoutes(surroundings, pages),
      ...assetRoutes(),
      ...descriptionRoutes(),
      ...healthRoutes(surroundings),
    ])
    done()
  })
  return app
}

/** What a caller may call his request, so that its name can go into a log line and a header as it is. */
const callersName = /^[\w.:-]{8,64}$/

/**
 * Names for requests, by which a failure that somebody reports is found in the log: the caller's own `X-Request-Id`
 * where he gives a usable one, else one of ours, of which none comes again after a restart.
 */
function requestNames(clock: Clock): (request: IncomingMessage) => string {
  const start = clock.now().toString(36)
  let count = 0
  return ({ headers }) => {
    const given = headers['x-request-id']
    return typeof given === 'string' && callersName.test(given) ? given : `${start}-${(++count).toString(36)}`
  }
}
