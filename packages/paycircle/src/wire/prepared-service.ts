import { invariant, type PaycircleError, type Secret } from '../base/index.js'
import {
  checkValue,
  type Charset,
  type ServiceDefinition,
  type ServiceName,
  type ServiceParameter,
  type SignType,
} from '../vocabulary/index.js'
import { wireError } from './errors.js'
import type { ParameterSet } from './pre-sign-string.js'
import { signText } from './signature.js'
import { SignedRequest } from './signed-request.js'

/** What a merchant's profile settles for every request. */
export interface ServiceConstants {
  readonly partner: string
  readonly charset: Charset
  readonly signType: SignType
  readonly key: Secret
}

/** A service made ready for one merchant. */
export interface PreparedService {
  readonly service: ServiceName
  /**
   * Checks and signs one request. The names that may be given are those of the service's list that neither the service
   * nor the profile settles.
   *
   * @throws 'parameter-unknown' (S3-07), 'parameter-empty' (S3-08), 'parameter-missing' (S3-09),
   * 'parameter-group-missing' (S3-10), the format's own error (S3-11)
   * @example
   * prepareService(services.query_customer_protocol, constants).request({ user_email: 'agent@example.com' })
   */
  request(values: ParameterSet): SignedRequest
}

/** A piece of the pre-sign string: a run of constants, or the place of a value. */
type Piece =
  { readonly constants: readonly (readonly [string, string])[]; readonly text: string } | { readonly slot: Slot }

interface Slot {
  readonly parameter: ServiceParameter
  readonly start: string
}

/**
 * Checks a merchant's constants once, sorts the service's list once and folds what never changes.
 *
 * @throws the error of the constant that the list does not allow: 'partner-id-malformed', 'charset-unsupported',
 * 'sign-type-unsupported'
 */
export function prepareService(definition: ServiceDefinition, constants: ServiceConstants): PreparedService {
  const settled = settledValues(definition, constants)
  const pieces = compile(definition, settled)
  const slots = pieces.flatMap((piece) => ('slot' in piece ? [piece.slot] : []))
  const { name: service, atLeastOneOf } = definition
  const { charset, signType, key } = constants

  return {
    service,
    request(values) {
      const given = checkValues(definition, slots, values)
      for (const group of atLeastOneOf) {
        if (!group.some((name) => given.has(name)))
          throw wireError('parameter-group-missing', { service, parameters: group })
      }
      const parameters: (readonly [string, string])[] = []
      let text = ''
      for (const piece of pieces) {
        if ('slot' in piece) {
          const value = given.get(piece.slot.parameter.name)
          if (value === undefined) continue
          text += text === '' ? piece.slot.start.slice(1) + value : piece.slot.start + value
          parameters.push([piece.slot.parameter.name, value])
        } else {
          text += text === '' ? piece.text.slice(1) : piece.text
          parameters.push(...piece.constants)
        }
      }
      const signature = signText(text, { charset, signType, key })
      parameters.push(['sign', signature], ['sign_type', signType]) // S3-14, Q3-13
      return new SignedRequest(service, charset, parameters, signature, text)
    },
  }
}

function settledValues(definition: ServiceDefinition, constants: ServiceConstants): ReadonlyMap<string, string> {
  const ofProfile = new Map([
    ['partner', constants.partner],
    ['_input_charset', constants.charset],
    ['sign_type', constants.signType],
  ])
  const settled = new Map<string, string>()
  for (const parameter of definition.parameters) {
    const value = parameter.fixed ?? ofProfile.get(parameter.name)
    if (value === undefined) continue
    throwIfWrong(checkValue(parameter, value, definition.name))
    settled.set(parameter.name, value)
  }
  return settled
}

function compile(definition: ServiceDefinition, settled: ReadonlyMap<string, string>): readonly Piece[] {
  const pieces: Piece[] = []
  const signed = definition.parameters
    .filter(({ origin, neverSent }) => origin !== 'signature' && neverSent !== true)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const parameter of signed) {
    const value = settled.get(parameter.name)
    const last = pieces.at(-1)
    if (value === undefined) {
      invariant(parameter.origin === 'request', `${parameter.name} is settled before any request`)
      pieces.push({ slot: { parameter, start: `&${parameter.name}=` } })
    } else if (last !== undefined && 'constants' in last) {
      const merged = {
        constants: [...last.constants, [parameter.name, value] as const],
        text: `${last.text}&${parameter.name}=${value}`,
      }
      pieces.splice(-1, 1, merged)
    } else {
      pieces.push({ constants: [[parameter.name, value]], text: `&${parameter.name}=${value}` })
    }
  }
  return pieces
}

function checkValues(
  definition: ServiceDefinition,
  slots: readonly Slot[],
  values: ParameterSet,
): ReadonlyMap<string, string> {
  const service = definition.name
  const given = new Map<string, string>()
  for (const name of Object.keys(values)) {
    const slot = slots.find(({ parameter }) => parameter.name === name)
    if (slot === undefined) throw refusedName(definition, name)
    const value: unknown = values[name]
    if (value === undefined) continue
    if (typeof value !== 'string') throw wireError('value-not-text', { parameter: name })
    if (value === '') throw wireError('parameter-empty', { service, parameter: name })
    throwIfWrong(checkValue(slot.parameter, value, service))
    given.set(name, value)
  }
  for (const { parameter } of slots) {
    if (parameter.presence === 'required' && !given.has(parameter.name)) {
      throw wireError('parameter-missing', { service, parameter: parameter.name })
    }
  }
  return given
}

function refusedName({ name: service, parameters }: ServiceDefinition, parameter: string): PaycircleError {
  const neverSent = parameters.some((known) => known.name === parameter && known.neverSent === true)
  return wireError(neverSent ? 'parameter-never-sent' : 'parameter-unknown', { service, parameter })
}

function throwIfWrong(error: PaycircleError | undefined): void {
  if (error !== undefined) throw error
}
