import { request as httpRequest } from 'node:http'
import { createHash } from 'node:crypto'
import { Secret } from 'paycircle/internal/base'
import { decodeText, encodeText } from 'paycircle/internal/wire'
import { startSimulator, type RequestRecord, type Simulator, type SimulatorOptions } from 'paycircle-simulator'

export const partner = '2088000000000000'
export const key = 'k'.repeat(32)

export type Charset = 'utf-8' | 'gbk' | 'gb2312'
export type Values = Readonly<Record<string, string>>

/** A simulator that knows the one merchant. */
export function startedSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator({ partners: [{ partner, md5Key: Secret.fromText(key) }], ...options })
}

/** The MD5 signature, made by hand so that a mistake of the wire room would show. */
export function signature(values: Values, charset: Charset = 'utf-8', withKey = key): string {
  const joined = Object.keys(values)
    .filter((name) => values[name] !== '' && name !== 'sign' && name !== 'sign_type')
    .sort()
    .map((name) => `${name}=${values[name] ?? ''}`)
    .join('&')
  return createHash('md5').update(encodeText(joined, charset)).update(withKey).digest('hex')
}

export function signed(values: Values, charset: Charset = 'utf-8'): Record<string, string> {
  const all = { _input_charset: charset, partner, ...values }
  return { ...all, sign: signature(all, charset), sign_type: 'MD5' }
}

export function queryOf(email: string, more: Values = {}): Record<string, string> {
  return { service: 'query_customer_protocol', biz_type: '10004', user_email: email, ...more }
}

export function signingOf(email: string | undefined, more: Values = {}): Record<string, string> {
  return { service: 'sign_protocol_with_partner', ...(email === undefined ? {} : { email }), ...more }
}

export function urlencoded(values: Values, charset: Charset = 'utf-8'): string {
  const percent = (text: string) =>
    [...encodeText(text, charset)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return Object.entries(values)
    .map(([name, value]) => `${percent(name)}=${percent(value)}`)
    .join('&')
}

export interface Told {
  readonly status: number
  readonly contentType: string
  readonly text: string
  readonly headers: Headers
}

/** Fetches without following redirects and decodes by the declared charset. */
export async function told(url: string, init: RequestInit = {}): Promise<Told> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const contentType = response.headers.get('content-type') ?? ''
  const text = decodeText(bytes, /gbk/i.test(contentType) ? 'gbk' : 'utf-8')
  return { status: response.status, contentType, text, headers: response.headers }
}

/** Sends signed values by GET. */
export function send(simulator: Simulator, values: Values, charset: Charset = 'utf-8'): Promise<Told> {
  return told(`${simulator.gatewayUrl}?${urlencoded(signed(values, charset), charset)}`)
}

export async function control(simulator: Simulator, method: string, path: string, body?: unknown): Promise<Told> {
  return told(
    `${simulator.controlUrl}${path}`,
    body === undefined ? { method } : { method, body: JSON.stringify(body) },
  )
}

/** How far an answer came. */
export interface Broken {
  readonly head: boolean
  readonly received: Buffer
  readonly error: string
}

/** Makes a request that is expected to break off, and tells how far it came. `onWait` runs while nothing comes. */
export function breaksOff(
  url: string,
  init: { method?: string; body?: string } = {},
  onWait?: () => unknown,
): Promise<Broken> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let head = false
    const finish = (error: NodeJS.ErrnoException) => {
      resolve({ head, received: Buffer.concat(chunks), error: error.code ?? error.message })
    }
    const headers = init.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
    const outgoing = httpRequest(url, { method: init.method ?? 'GET', headers, agent: false }, (response) => {
      head = true
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        onWait?.()
      })
      response.on('error', finish)
      response.on('end', () => {
        reject(new Error('the answer came whole'))
      })
    })
    outgoing.on('error', finish)
    outgoing.end(init.body)
  })
}

/** The code in an XML answer or on an error page. */
export function codeIn(text: string): string | undefined {
  return /(?:<error>|错误代码 )(\w+)</.exec(text)?.[1]
}

export function lastRequest(simulator: Simulator): RequestRecord {
  const record = simulator.requests().at(-1)
  if (record === undefined) throw new Error('no request was recorded')
  return record
}

/** A browser at the sign page: follows the two hops, posts forms as they stand. */
export class Signer {
  private constructor(
    readonly url: string,
    readonly page: Told,
  ) {}

  static async arrives(simulator: Simulator, values: Values, charset: Charset = 'utf-8'): Promise<Signer> {
    const first = await send(simulator, values, charset)
    return Signer.follows(simulator, first)
  }

  static async follows(simulator: Simulator, first: Told): Promise<Signer> {
    const second = await told(first.headers.get('location') ?? '')
    const url = new URL(second.headers.get('location') ?? '', simulator.pageOrigin).href
    return new Signer(url, await told(url, { headers: { 'accept-language': 'en' } }))
  }

  async posts(form: Values): Promise<Signer> {
    const headers = { 'accept-language': 'en' }
    return new Signer(this.url, await told(this.url, { method: 'POST', body: new URLSearchParams(form), headers }))
  }

  logsIn(email: string, password = 'demo'): Promise<Signer> {
    return this.posts({ email, password, action: 'log-in' })
  }

  signs(form: Values): Promise<Signer> {
    return this.posts({ ...form, action: 'sign' })
  }
}

export const bothHalves = { autoDebit: 'on', autoRefund: 'on', payMethod: 'balance' }
