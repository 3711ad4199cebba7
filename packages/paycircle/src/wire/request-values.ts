import type { PaycircleError } from '../base/index.js'
import type { ServiceDefinition, ValueCheck } from '../vocabulary/index.js'
import { wireError } from './errors.js'
import type { ParameterSet } from './pre-sign-string.js'

/** A parameter whose value comes with the request. */
export interface Slot {
  readonly name: string
  /** Among the slots, in the order of the pre-sign string. */
  readonly position: number
  readonly check: ValueCheck
}

type GivenValues = readonly (string | undefined)[]

/**
 * Checks what is given with a request, and puts it in the order of the slots.
 *
 * The reader throws 'parameter-unknown', 'parameter-never-sent' (S3-07), 'parameter-empty' (S3-08), 'parameter-missing'
 * (S3-09), 'parameter-group-missing' (S3-10), the format's own error (S3-11).
 */
export function valueReader(
  definition: ServiceDefinition,
  slots: readonly Slot[],
): (values: ParameterSet) => GivenValues {
  const { name: service, parameters, atLeastOneOf } = definition
  const slotNamed = new Map(slots.map((slot) => [slot.name, slot]))
  const required = slots.filter((slot) =>
    parameters.some(({ name, presence }) => name === slot.name && presence === 'required'),
  )
  const groups = atLeastOneOf.map((names) => ({ names, slots: slots.filter(({ name }) => names.includes(name)) }))

  return (values) => {
    const given = new Array<string | undefined>(slots.length)
    // Walks over the few that are given instead of asking for each that there is.
    for (const name in values) {
      if (!Object.hasOwn(values, name)) continue
      const slot = slotNamed.get(name)
      if (slot === undefined) throw foreignName(definition, name)
      const value: unknown = values[name]
      if (value === undefined) continue
      if (typeof value !== 'string') throw wireError('value-not-text', { parameter: name })
      if (value === '') throw wireError('parameter-empty', { service, parameter: name }) // S3-08, Q3-07
      const error = slot.check(value) // S3-11, Q3-10
      if (error !== undefined) throw error
      given[slot.position] = value
    }
    for (const { name, position } of required) {
      if (given[position] === undefined) throw wireError('parameter-missing', { service, parameter: name }) // S3-09, Q3-08
    }
    for (const group of groups) {
      if (hasOneOf(group.slots, given)) continue
      throw wireError('parameter-group-missing', { service, parameters: group.names }) // S3-10, Q3-09
    }
    return given
  }
}

function foreignName({ name: service, parameters }: ServiceDefinition, name: string): PaycircleError {
  const known = parameters.find((parameter) => parameter.name === name)
  return known?.neverSent === true
    ? wireError('parameter-never-sent', { service, parameter: name })
    : wireError('parameter-unknown', { service, parameter: name })
}

function hasOneOf(slots: readonly Slot[], given: GivenValues): boolean {
  for (const { position } of slots) if (given[position] !== undefined) return true
  return false
}
