import type { Charset, ServiceName } from '../vocabulary/index.js'
import { encodeText } from './text-codec.js'

export type RequestParameter = readonly [name: string, value: string]

/** A checked and signed request, ready to be sent in any of the ways the gateway takes. */
export class SignedRequest {
  readonly #preSignText: string

  constructor(
    readonly service: ServiceName,
    readonly charset: Charset,
    /** Names and values as they are sent, `sign` and `sign_type` included. S3-14, Q3-13 */
    readonly parameters: readonly RequestParameter[],
    readonly signature: string,
    preSignText: string,
  ) {
    this.#preSignText = preSignText
  }

  /** The bytes that were signed; the key is not among them. */
  get preSign(): Uint8Array {
    return encodeText(this.#preSignText, this.charset)
  }
}
