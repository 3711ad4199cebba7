import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { serviceError } from './errors.js'

const json = 'application/json'
const csv = 'text/csv'
const form = 'application/x-www-form-urlencoded'

/** Routes of this instance take JSON in UTF-8; those that say so take a file in its place, which their handler reads. */
export function takeJson(app: FastifyInstance): void {
  takeOnly(app, json, (text) => {
    const value = parsed(text)
    refuseUnstorable(value)
    return value
  })
  app.addContentTypeParser(csv, (request, stream, done) => {
    const { fileType } = request.routeOptions.config as { readonly fileType?: string }
    if (fileType === csv) done(null, stream)
    else done(serviceError('media-type-unsupported', { expected: json }))
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw serviceError('request-unreadable', { contentType: json }, { cause })
  }
}

/** NUL, and half a surrogate pair: no store keeps a text with them as it is. */
const unstorable = /[\0\p{Surrogate}]/u

const unstorableText = {
  en: 'A text may not contain NUL or half a surrogate pair.',
  zh: '文本中不得含有 NUL 或不成对的代理字符。',
}

/**
 * Refuses what no store could keep, wherever it stands, before anything is looked up or written by it.
 *
 * @throws `request-invalid`
 */
export function refuseUnstorable(value: unknown): void {
  // Not by recursion: what comes from outside may be nested as deep as it is long.
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const one = waiting.pop()
    if (typeof one === 'string' && unstorable.test(one)) {
      throw serviceError('request-invalid', { fields: [{ path: '', message: unstorableText }] })
    }
    if (typeof one === 'object' && one !== null) for (const part of Object.entries(one)) waiting.push(...part)
  }
}

/** Routes of this instance take what a browser's form sends, in UTF-8, and nothing else. */
export function takeForms(app: FastifyInstance): void {
  takeOnly(app, form, (text) => {
    const fields = new Map<string, string>()
    for (const [name, value] of new URLSearchParams(text)) {
      if (fields.has(name)) throw serviceError('request-unreadable', { contentType: form })
      refuseUnstorable([name, value])
      fields.set(name, value)
    }
    return Object.fromEntries(fields)
  })
}

function takeOnly(app: FastifyInstance, contentType: string, parse: (text: string) => unknown): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(contentType, { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      done(null, bytes.length === 0 ? undefined : parse(utf8(request, bytes as Buffer, contentType)))
    } catch (error) {
      done(error as Error)
    }
  })
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

function utf8(request: FastifyRequest, bytes: Buffer, contentType: string): string {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
    throw serviceError('media-type-unsupported', { expected: contentType })
  }
  try {
    return strictUtf8.decode(bytes)
  } catch (cause) {
    throw serviceError('request-unreadable', { contentType }, { cause })
  }
}

const inChinese = z.locales.zhCN().localeError

/** What came, as the schema has it; every deviation is named with its field, in both languages. */
export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const chinese = schema.safeParse(value, { error: inChinese }).error?.issues ?? []
  const fields = read.error.issues.slice(0, 20).map(({ path, message }, index) => ({
    path: path.map(String).join('.'),
    message: { en: message, zh: chinese[index]?.message ?? message },
  }))
  throw serviceError('request-invalid', { fields })
}
