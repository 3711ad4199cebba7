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
import { foldHiddenInput } from './hidden-input.js'
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

/** A piece of the pre-sign string: a run of the merchant's constants, or a parameter whose value comes with the request. */
interface Piece {
  /** `name=value&name=value` of constants, `name=` of a parameter. */
  readonly text: string
  readonly constants: readonly RequestParameter[]
  readonly parameter: ServiceParameter | undefined
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
  const pieces = compile(definition, settledValues(definition, constants))
  const { name: service } = definition
  const settings = { charset, signType, key }
  const signTypeParameter = ['sign_type', signType] as const
  for (const constant of [...pieces.flatMap((piece) => piece.constants), signTypeParameter]) foldHiddenInput(constant)

  return {
    service,
    request(values) {
      const parameters: RequestParameter[] = []
      let text = ''
      let taken = 0
      for (const { text: start, constants: run, parameter } of pieces) {
        let value = ''
        if (parameter === undefined) {
          for (const constant of run) parameters.push(constant)
        } else {
          const given = checkedValue(values, parameter, service)
          if (given === undefined) continue
          value = given
          taken++
          parameters.push([parameter.name, value])
        }
        text = text === '' ? start + value : `${text}&${start}${value}` // S3-06, Q3-05
      }
      if (taken < countNames(values)) refuseForeignNames(definition, values)
      refuseMissingGroup(definition, values)
      const signature = signText(text, settings)
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

function compile(definition: ServiceDefinition, settled: ReadonlyMap<string, string>): readonly Piece[] {
  const pieces: Piece[] = []
  const signed = definition.parameters.filter(mayBeSigned).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const parameter of signed) {
    const { name } = parameter
    const value = settled.get(name)
    const last = pieces.at(-1)
    if (value === undefined) {
      invariant(parameter.origin === 'request', `${name} is settled before any request`)
      pieces.push({ text: `${name}=`, constants: [], parameter })
    } else if (last !== undefined && last.parameter === undefined) {
      pieces.splice(-1, 1, {
        text: `${last.text}&${name}=${value}`,
        constants: [...last.constants, [name, value]],
        parameter: undefined,
      })
    } else {
      pieces.push({ text: `${name}=${value}`, constants: [[name, value]], parameter: undefined })
    }
  }
  return pieces
}

/** S3-07, Q3-06 */
function mayBeSigned({ origin, neverSent }: ServiceParameter): boolean {
  return origin !== 'signature' && neverSent !== true
}

function refuseForeignNames(definition: ServiceDefinition, values: ParameterSet): void {
  const { name: service, parameters } = definition
  for (const name of Object.keys(values)) {
    const known = parameters.find((parameter) => parameter.name === name)
    if (known?.neverSent === true) throw wireError('parameter-never-sent', { service, parameter: name })
    if (known?.origin !== 'request') throw wireError('parameter-unknown', { service, parameter: name })
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
    if (!hasOneOf(parameters, values)) throw wireError('parameter-group-missing', { service, parameters }) // S3-10, Q3-09
  }
}

function hasOneOf(names: readonly string[], values: ParameterSet): boolean {
  for (const name of names) if (values[name] !== undefined) return true
  return false
}

/** `Object.keys` would make an array for each request, only to be counted. */
function countNames(values: ParameterSet): number {
  let count = 0
  for (const name in values) if (Object.hasOwn(values, name)) count++
  return count
}

function throwIfWrong(error: PaycircleError | undefined): void {
  if (error !== undefined) throw error
}
