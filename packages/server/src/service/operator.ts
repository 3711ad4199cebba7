import type { FastifyReply, FastifyRequest } from 'fastify'
import { mayDo, type Permission } from '../access/index.js'
import type { Surroundings } from './surroundings.js'

/** Whoever sits at the sandbox's machine. */
export const demoOperator = 'demo'

/** Who is logged in at a browser. */
export interface Operator {
  readonly name: string
  /** As the log keeps him. */
  readonly actor: `operator:${string}`
  readonly role: string
  /** The profiles that he may act for; null where all. */
  readonly profileIds: readonly string[] | null
  /** Null for the demo operator, who is nobody in the store. */
  readonly session: {
    readonly id: string
    readonly digest: string
    readonly userId: string
    /** Stands in every form, and must come back with it. */
    readonly formToken: string
  } | null
  readonly may: (permission: Permission) => boolean
}

const demo: Operator = {
  name: demoOperator,
  actor: `operator:${demoOperator}`,
  // Nothing is real there, and everything is to be tried.
  role: 'administrator',
  profileIds: null,
  session: null,
  may: (permission) => mayDo('administrator', permission),
}

const known = new WeakMap<FastifyRequest, Operator>()

/** Who was found to be logged in when the request's route let him in. */
export function operatorAt(request: FastifyRequest): Operator | undefined {
  return known.get(request)
}

/** Who is logged in at the browser: by its cookie, else in the sandbox on this machine the demo operator. */
export async function operatorOf(surroundings: Surroundings, request: FastifyRequest): Promise<Operator | undefined> {
  const token = sessionToken(surroundings, request)
  const standing = token === undefined ? undefined : await surroundings.access.session(token)
  const operator = standing === undefined ? demoOf(surroundings) : operatorIn(standing)
  if (operator !== undefined) known.set(request, operator)
  return operator
}

export function demoOf(surroundings: Surroundings): Operator | undefined {
  return surroundings.demoSignedIn() ? demo : undefined
}

function operatorIn({
  user,
  session,
  formToken,
}: NonNullable<Awaited<ReturnType<Surroundings['access']['session']>>>): Operator {
  const { name, role, profileIds, id: userId } = user
  return {
    name,
    actor: `operator:${name}`,
    role,
    profileIds,
    session: { id: session.id, digest: session.digest, userId, formToken },
    may: (permission) => mayDo(role, permission),
  }
}

/** What the browser holds; undefined where it holds none. */
export function sessionToken(surroundings: Surroundings, request: FastifyRequest): string | undefined {
  return cookieOf(request, cookieName(surroundings))
}

/** Has the browser hold the token until it is closed; for this host alone, out of reach of scripts. */
export function setSessionToken(surroundings: Surroundings, reply: FastifyReply, token: string): void {
  setCookie(surroundings, reply, cookieName(surroundings), token)
}

export function clearSessionToken(surroundings: Surroundings, reply: FastifyReply): void {
  setCookie(surroundings, reply, cookieName(surroundings), '', 0)
}

/** A log-in by another service that the browser began, and where it wanted to go. */
export interface BegunLogIn {
  readonly token: string
  /** A path of ours, to be checked as one. */
  readonly to: string
}

export function begunLogIn(surroundings: Surroundings, request: FastifyRequest): BegunLogIn | undefined {
  const [token = '', to = ''] = cookieOf(request, begunName(surroundings))?.split('.') ?? []
  return token === '' ? undefined : { token, to: Buffer.from(to, 'base64url').toString('utf8') }
}

/** Has the browser hold it while the other service asks who somebody is; undefined: no more. */
export function setBegunLogIn(surroundings: Surroundings, reply: FastifyReply, begun: BegunLogIn | undefined): void {
  const value = begun === undefined ? '' : `${begun.token}.${Buffer.from(begun.to).toString('base64url')}`
  setCookie(surroundings, reply, begunName(surroundings), value, begun === undefined ? 0 : begunSeconds)
}

const begunSeconds = 600

function begunName(surroundings: Surroundings): string {
  return isHttps(surroundings) ? '__Host-paycircle-log-in' : 'paycircle-log-in'
}

const profileCookie = 'paycircle-profile'

/** Which profile's pages the browser shows; a wish, not a right. */
export function chosenProfile(request: FastifyRequest): string | undefined {
  return cookieOf(request, profileCookie)
}

export function chooseProfile(surroundings: Surroundings, reply: FastifyReply, profileId: string): void {
  setCookie(surroundings, reply, profileCookie, profileId)
}

function isHttps(surroundings: Surroundings): boolean {
  return surroundings.publicOrigin().startsWith('https:')
}

/** Browsers take `__Host-` from an encrypted connection only, and for no other host. */
function cookieName(surroundings: Surroundings): string {
  return isHttps(surroundings) ? '__Host-paycircle' : 'paycircle-session'
}

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const pair = (request.headers.cookie ?? '').split(';', maxCookies).find((one) => one.trim().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1)
}

const maxCookies = 50

/** `value` is of letters, digits, `-`, `_` and `.`: tokens, a profile's id. */
function setCookie(
  surroundings: Surroundings,
  reply: FastifyReply,
  name: string,
  value: string,
  maxAge?: number,
): void {
  const age = maxAge === undefined ? [] : [`Max-Age=${maxAge}`]
  const secure = isHttps(surroundings) ? ['Secure'] : []
  const text = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', ...secure, ...age].join('; ')
  const before = reply.getHeader('set-cookie')
  reply.header('set-cookie', before === undefined ? [text] : [...[before].flat().map(String), text])
}
