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
import { refuseEmptyKey, signText } from './signature.js'
import { SignedRequest, type RequestParameter } from './signed-request.js'

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

/** A place in the pre-sign string: a constant of the merchant's, or a parameter whose value comes with the request. */
interface Place {
  readonly name: string
  /** `name=value` of a constant, `name=` of the others. */
  readonly text: string
  readonly constant: RequestParameter | undefined
  readonly parameter: ServiceParameter
}

/**
 * Checks a merchant's constants once, sorts the service's list once and folds what never changes.
 *
 * @throws 'key-empty', or the error of the constant that the list does not allow: 'partner-id-malformed',
 * 'charset-unsupported', 'sign-type-unsupported'
 */
export function prepareService(definition: ServiceDefinition, constants: ServiceConstants): PreparedService {
  const { charset, signType, key } = constants
  refuseEmptyKey(key)
  const places = compile(definition, settledValues(definition, constants))
  const { name: service } = definition
  const signTypeParameter = ['sign_type', signType] as const

  return {
    service,
    request(values) {
      refuseForeignNames(definition, places, values)
      const parameters: RequestParameter[] = []
      let text = ''
      for (const { name, text: start, constant, parameter } of places) {
        const value = constant === undefined ? checkedValue(values, parameter, service) : ''
        if (value === undefined) continue
        text += text === '' ? start + value : `&${start}${value}` // S3-06, Q3-05
        parameters.push(constant ?? [name, value])
      }
      refuseMissingGroup(definition, values)
      const signature = signText(text, { charset, signType, key })
      parameters.push(['sign', signature], signTypeParameter) // S3-14, Q3-13
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

function compile(definition: ServiceDefinition, settled: ReadonlyMap<string, string>): readonly Place[] {
  return definition.parameters
    .filter(({ origin, neverSent }) => origin !== 'signature' && neverSent !== true) // S3-07, Q3-06
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((parameter) => {
      const { name } = parameter
      const value = settled.get(name)
      invariant(value !== undefined || parameter.origin === 'request', `${name} is settled before any request`)
      return {
        name,
        text: `${name}=${value ?? ''}`,
        constant: value === undefined ? undefined : ([name, value] as const),
        parameter,
      }
    })
}

function refuseForeignNames(definition: ServiceDefinition, places: readonly Place[], values: ParameterSet): void {
  for (const name of Object.keys(values)) {
    if (!places.some((place) => place.name === name && place.constant === undefined))
      throw refusedName(definition, name)
  }
}

/** The value of one parameter, undefined where it is left out. */
function checkedValue(values: ParameterSet, parameter: ServiceParameter, service: ServiceName): string | undefined {
  const { name } = parameter
  const value: unknown = values[name]
  if (value === undefined) {
    if (parameter.presence === 'optional') return undefined
    throw wireError('parameter-missing', { service, parameter: name }) // S3-09, Q3-08
  }
  if (typeof value !== 'string') throw wireError('value-not-text', { parameter: name })
  if (value === '') throw wireError('parameter-empty', { service, parameter: name }) // S3-08, Q3-07
  throwIfWrong(checkValue(parameter, value, service)) // S3-11, Q3-10
  return value
}

function refuseMissingGroup({ name: service, atLeastOneOf }: ServiceDefinition, values: ParameterSet): void {
  for (const parameters of atLeastOneOf) {
    if (parameters.some((name) => values[name] !== undefined)) continue
    throw wireError('parameter-group-missing', { service, parameters }) // S3-10, Q3-09
  }
}

function refusedName({ name: service, parameters }: ServiceDefinition, parameter: string): PaycircleError {
  const neverSent = parameters.some((known) => known.name === parameter && known.neverSent === true)
  return wireError(neverSent ? 'parameter-never-sent' : 'parameter-unknown', { service, parameter })
}

function throwIfWrong(error: PaycircleError | undefined): void {
  if (error !== undefined) throw error
}
