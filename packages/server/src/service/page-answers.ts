import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import type { Mode } from 'paycircle/internal/vocabulary'
import type { MerchantProfile } from '../profiles/index.js'
import { pageHeaders, type PageHeaders } from './page-headers.js'
import type { AgentPageContext, PageContext, PageOperator } from './pages/layout.js'
import { localeOf } from './pages/locale.js'
import { platformOf } from './pages/platform.js'
import { refusalPage } from './pages/refusal-page.js'
import type { Desk } from './operator-desk.js'
import { demoOf, operatorAt, type Operator } from './operator.js'
import { defined } from './page-value.js'
import type { Answer } from './routing.js'
import { statusOf } from './statuses.js'
import type { Surroundings } from './surroundings.js'

/** Sends the browser on with a GET, keeping neither the answer nor our address. */
export function seeOther(reply: FastifyReply, location: string): string {
  reply.code(303).headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'same-origin' })
  return ''
}

/** How pages are made and sent: language, banner and headers in one place. */
export interface PageAnswers {
  agentContext(request: FastifyRequest, profile: MerchantProfile): AgentPageContext
  /** For whoever is not logged in, and no agent. */
  visitorContext(request: FastifyRequest, path?: string): PageContext
  /** `path` where the page is not to be opened again at the address asked for. */
  operatorContext(
    request: FastifyRequest,
    desk: Pick<Desk, 'profile' | 'operator'> & Partial<Desk>,
    path?: string,
  ): PageContext
  send(reply: FastifyReply, context: PageContext, text: string, options?: { status?: number; script?: boolean }): string
  /** A page made of bytes, each a character, as it goes out. */
  whole(context: PageContext, bytes: string): Answer
  /** The refusal as a page; `profile` where it is known who asks. */
  refuse(request: FastifyRequest, reply: FastifyReply, error: PaycircleError, profile?: MerchantProfile): string
}

/** Before any profile is served; an administrator may be made all the same. */
const nobodyYet = { mode: 'live', timeZone: 'Asia/Shanghai' } as const

export function createPageAnswers(surroundings: Surroundings): PageAnswers {
  const { engine, clock, sandbox } = surroundings
  const headers = new Map<string, { readonly byName: PageHeaders; readonly inTurn: readonly string[] }>()
  const headersFor = (mode: Mode, script: boolean) => {
    const name = `${mode} ${script}`
    let made = headers.get(name)
    if (made === undefined) {
      const https = surroundings.publicOrigin().startsWith('https:')
      const byName = pageHeaders({ mode, simulatorOrigins: sandbox?.simulatorOrigins ?? [], https, script })
      made = { byName, inTurn: Object.entries(byName).flat() }
      headers.set(name, made)
    }
    return made
  }

  const contextOf = (request: FastifyRequest, profile: Pick<MerchantProfile, 'mode' | 'timeZone'>, path?: string) => {
    // There is none where the address itself could not be read.
    const query = request.query as Readonly<Record<string, unknown>> | null
    return {
      locale: localeOf(query?.lang, request.headers['accept-language']),
      path: path ?? pathOf(request.url),
      now: clock.now(),
      mode: profile.mode,
      timeZone: profile.timeZone,
    }
  }

  const refusalContext = (request: FastifyRequest, profile: MerchantProfile | undefined): PageContext => {
    // Where nobody knows who asks, one profile is certain and several are none.
    const [first] = engine.profiles.values()
    const operator = operatorAt(request) ?? demoOf(surroundings)
    // A reload may have taken the last one away.
    if (first === undefined) {
      const context = answers.visitorContext(request)
      return operator === undefined ? context : { ...context, operator: viewOf(operator) }
    }
    const speaker = profile ?? (engine.profiles.size === 1 ? first : undefined)
    if (operator !== undefined && !/^\/[sr]\//.test(request.url)) {
      return answers.operatorContext(request, { profile: first, operator })
    }
    return speaker === undefined ? contextOf(request, first) : answers.agentContext(request, speaker)
  }

  const answers: PageAnswers = {
    agentContext: (request, profile) => ({ ...contextOf(request, profile), platform: platformOf(profile) }),
    visitorContext(request, path) {
      const [first = nobodyYet] = engine.profiles.values()
      return contextOf(request, first, path)
    },
    operatorContext: (request, { profile, operator, status }, path) => ({
      ...contextOf(request, profile, path),
      operator: viewOf(operator),
      ...defined({ status }),
    }),
    send(reply, context, text, { status = 200, script = false } = {}) {
      reply.code(status).headers(headersFor(context.mode, script).byName)
      return text
    },
    whole: ({ mode }, bytes) => ({ status: 200, headers: headersFor(mode, false).inTurn, bytes }),
    refuse(request, reply, error, profile) {
      const context = refusalContext(request, profile)
      const text = refusalPage(context, error.describe(context.locale.language))
      return answers.send(reply, context, text, { status: statusOf(error.code) })
    },
  }
  return answers
}

function viewOf({ name, session, may }: Operator): PageOperator {
  return { name, may, demo: session === null, ...defined({ formToken: session?.formToken }) }
}

const plainPath = /^\/[\w-][\w/-]*$/

/** The address asked for without `lang`, always on our own site: `//elsewhere` would lead away. */
function pathOf(url: string): string {
  if (plainPath.test(url)) return url
  const [path = '/', search = ''] = url.split('?', 2)
  const query = new URLSearchParams(search)
  query.delete('lang')
  const rest = query.toString()
  const own = `/${path.replace(/^[/\\]+/, '')}`
  return rest === '' ? own : `${own}?${rest}`
}
