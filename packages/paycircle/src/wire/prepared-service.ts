import { invariant, type PaycircleError, type Secret } from '../base/index.js'
import {
  checkValue,
  valueCheck,
  type Charset,
  type ServiceDefinition,
  type ServiceName,
  type ServiceParameter,
  type SignType,
} from '../vocabulary/index.js'
import { foldHiddenInput } from './hidden-input.js'
import type { ParameterSet } from './pre-sign-string.js'
import { refuseEmptyKey, signText } from './signature.js'
import { valueReader, type Slot } from './request-values.js'
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

/** A slot with everything about it that never changes. */
interface FoldedSlot extends Slot {
  /** `&name=` */
  readonly start: string
  /** The merchant's constants between this parameter and the next one, as text: `&name=value&name=value`. */
  readonly rest: string
  readonly constants: readonly RequestParameter[]
}

/** The pre-sign string with holes: constants, then slots, each with the constants that follow it. */
interface Pattern {
  readonly text: string
  readonly constants: readonly RequestParameter[]
  readonly slots: readonly FoldedSlot[]
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
  const pattern = compile(definition, settledValues(definition, constants))
  const { name: service } = definition
  const settings = { charset, signType, key }
  const signTypeParameter = ['sign_type', signType] as const
  const folded = [pattern, ...pattern.slots].flatMap((part) => part.constants)
  for (const constant of [...folded, signTypeParameter]) foldHiddenInput(constant)
  const read = valueReader(definition, pattern.slots)

  return {
    service,
    request(values) {
      const given = read(values)
      const parameters = [...pattern.constants]
      let { text } = pattern
      for (const { name, position, start, rest, constants: following } of pattern.slots) {
        const value = given[position]
        if (value !== undefined) {
          parameters.push([name, value])
          text += start + value
        }
        if (rest === '') continue
        for (const constant of following) parameters.push(constant)
        text += rest
      }
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

/** Sorted by name and joined with `&`. S3-06, Q3-05 */
function compile(definition: ServiceDefinition, settled: ReadonlyMap<string, string>): Pattern {
  const head: RequestParameter[] = []
  const slots: { parameter: ServiceParameter; constants: RequestParameter[] }[] = []
  const signed = definition.parameters.filter(mayBeSigned).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const parameter of signed) {
    const value = settled.get(parameter.name)
    if (value === undefined) {
      invariant(parameter.origin === 'request', `${parameter.name} is settled before any request`)
      slots.push({ parameter, constants: [] })
    } else {
      const run = slots.at(-1)?.constants ?? head
      run.push([parameter.name, value])
    }
  }
  // `_input_charset` sorts before every other name, and every service has it.
  invariant(head.length > 0, 'a constant comes first')
  return {
    text: head.map(([name, value]) => `${name}=${value}`).join('&'),
    constants: head,
    slots: slots.map(({ parameter, constants }, position) => ({
      name: parameter.name,
      position,
      check: valueCheck(parameter, definition.name),
      start: `&${parameter.name}=`,
      rest: constants.map(([name, value]) => `&${name}=${value}`).join(''),
      constants,
    })),
  }
}

/** S3-07, Q3-06 */
function mayBeSigned({ origin, neverSent }: ServiceParameter): boolean {
  return origin !== 'signature' && neverSent !== true
}

function throwIfWrong(error: PaycircleError | undefined): void {
  if (error !== undefined) throw error
}
