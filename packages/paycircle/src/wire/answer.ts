import type { Charset } from '../vocabulary/index.js'

/** What was odd about an answer that could be read all the same. */
export type AnswerNote =
  /** It names one charset and is written in another. */
  | { readonly note: 'charset-mislabelled'; readonly declared: Charset; readonly actual: Charset }
  /** It names a charset that is none of the three; the next source was asked. */
  | { readonly note: 'charset-unknown'; readonly from: 'http' | 'declaration' }
  /** The HTTP header and the document name different charsets. */
  | { readonly note: 'charset-contradictory'; readonly http: Charset; readonly declaration: Charset }
  | { readonly note: 'byte-order-mark' }
  /** Blanks stand before the XML declaration. */
  | { readonly note: 'leading-blanks' }
  /** `response` holds several nodes, or stands there more than once: none of them is the answer. */
  | { readonly note: 'several-business-nodes' }

/** One named value of an answer; a child that has children of its own gives its inner XML as text. */
export interface AnswerField {
  readonly name: string
  readonly value: string
}

interface AnswerBase {
  readonly charset: Charset
  readonly charsetFrom: 'http' | 'declaration' | 'request' | 'default'
  readonly notes: readonly AnswerNote[]
}

interface XmlAnswer extends AnswerBase {
  /** The text of the one `is_success`; undefined where there is none, or more than one. */
  readonly isSuccess: string | undefined
  /** The texts of all `error` elements. */
  readonly error: readonly string[]
  /** Every child of the root but `request` and `response`, in order, duplicates included. */
  readonly fields: readonly AnswerField[]
}

/** `alipay/{is_success, fields…}`: the query, and every refusal. */
export interface FlatAnswer extends XmlAnswer {
  readonly shape: 'flat'
}

/** `alipay/{is_success, request, response/<node>/fields…, sign, sign_type}`: other services of the gateway. */
export interface WrappedAnswer extends XmlAnswer {
  readonly shape: 'wrapped'
  /** The echo of the request's parameters. */
  readonly request: readonly AnswerField[]
  /** The one child of `response`. */
  readonly businessNode?: { readonly name: string; readonly fields: readonly AnswerField[] }
}

/** `is_success=T&…` as plain text. */
export interface QueryStringAnswer extends AnswerBase {
  readonly shape: 'query-string'
  readonly fields: readonly AnswerField[]
}

/** A page for people: the gateway's own where it carries an error code, something else's where it does not. */
export interface ErrorPageAnswer extends AnswerBase {
  readonly shape: 'error-page'
  readonly code?: string
  readonly title?: string
}

/** What the gateway sent back, read and not yet judged. */
export type Answer = FlatAnswer | WrappedAnswer | QueryStringAnswer | ErrorPageAnswer

/** The values of all fields of that name, in their order. */
export function valuesOf(fields: readonly AnswerField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value)
}
