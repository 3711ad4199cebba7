import type { PaycircleError } from '../base/index.js'
import { formatError } from './errors.js'
import { formats } from './identifiers.js'
import type { ServiceName, ServiceParameter } from './services.js'

/** Checks a value of one parameter; the error says what is wrong with it, undefined that nothing is. */
export type ValueCheck = (value: string) => PaycircleError | undefined

/**
 * The check of a parameter's values: for what the service's list demands, its fixed value, or its format and length.
 * Emptiness is not looked at here. S3-11, Q3-10
 */
export function valueCheck(parameter: ServiceParameter, service: ServiceName): ValueCheck {
  const { name, maxLength, fixed, format } = parameter
  const place = { parameter: name, service }
  if (fixed !== undefined) {
    return (value) => (value === fixed ? undefined : formatError('value-not-fixed', { ...place, expected: fixed }))
  }
  const formatCheck = format === undefined ? undefined : formats[format]
  return (value) => {
    const error = formatCheck?.(value, place)
    if (error !== undefined || value.length <= maxLength) return error
    return formatError('value-too-long', { ...place, maxLength, length: value.length })
  }
}

/** As `valueCheck`, of one value. */
export function checkValue(
  parameter: ServiceParameter,
  value: string,
  service: ServiceName,
): PaycircleError | undefined {
  return valueCheck(parameter, service)(value)
}
