import type { Language } from '../base/index.js'
import { services } from '../vocabulary/index.js'
import {
  decodeText,
  prepareService,
  requestForm,
  requestUrl,
  type RequestForm,
  type SignedRequest,
} from '../wire/index.js'
import type { ClientSettings } from './client-settings.js'

/** What a signing may say. */
export interface SigningInput {
  /** The agent's Alipay logon e-mail; without it the signer types it. Mobile numbers are refused. S4-05 */
  readonly email?: string
  /** `NORMAL`: only auto-refund is offered. Absent: both halves. */
  readonly signChannel?: 'NORMAL'
}

export interface SigningFormOptions {
  /** Default `post`. */
  readonly method?: 'get' | 'post'
  readonly submitLabel?: string
  /** Language of the label where none is given; default Chinese. */
  readonly language?: Language
  /** The form's id. */
  readonly id?: string
}

/** A signed request that takes the signer's browser to Alipay, in each of the ways it may travel. */
export interface SigningRequest {
  /** The full address, for a GET by link or redirect; in the top window, never in a frame. S3-20 */
  readonly url: string
  /** Names and values as they travel, `sign` and `sign_type` included. */
  readonly fields: Readonly<Record<string, string>>
  /** What was signed, as text; the key is no part of it. */
  readonly preSignString: string
  form(options?: SigningFormOptions): RequestForm
}

/** Starts a signing (签约): builds the request, sends nothing. */
export interface Signing {
  /**
   * The address to send the signer's browser to.
   *
   * @throws PaycircleError where a value is not what the list of parameters demands: S3-08, S3-11, S4-05
   * @example
   * client.signing.url({ email: 'agent@example.com' })
   */
  url(input?: SigningInput): string
  /** The same as a form with hidden inputs. S3-15 */
  form(input?: SigningInput & SigningFormOptions): RequestForm
  /** The signed request itself, where several of its forms are needed with one signature. */
  request(input?: SigningInput): SigningRequest
}

export function createSigning(settings: ClientSettings): Signing {
  const { gateway } = settings
  const prepared = prepareService(services.sign_protocol_with_partner, settings)
  const signed = ({ email, signChannel, ...others }: SigningInput): SignedRequest =>
    prepared.request({
      // Names that are no option of ours go down as they are, to be refused there. S3-07
      ...others,
      ...(email === undefined ? {} : { email }),
      ...(signChannel === undefined ? {} : { sign_channel: signChannel }),
    })
  const formOf = (request: SignedRequest, { method = 'post', ...options }: SigningFormOptions): RequestForm =>
    requestForm(gateway, request, { method, ...options })
  return {
    url: (input = {}) => requestUrl(gateway, signed(input)),
    form: ({ method, submitLabel, language, id, ...input } = {}) =>
      formOf(signed(input), {
        ...(method === undefined ? {} : { method }),
        ...(submitLabel === undefined ? {} : { submitLabel }),
        ...(language === undefined ? {} : { language }),
        ...(id === undefined ? {} : { id }),
      }),
    request(input = {}) {
      const request = signed(input)
      return {
        url: requestUrl(gateway, request),
        fields: Object.fromEntries(request.parameters),
        preSignString: decodeText(request.preSign, request.charset),
        form: (options = {}) => formOf(request, options),
      }
    },
  }
}
