import type { PaycircleError } from '../base/index.js'
import { formatError } from './errors.js'
import { formats } from './identifiers.js'
import type { ServiceName, ServiceParameter } from './services.js'

/**
 * Whether a value is what the service's list demands of that parameter: its fixed value, or its format and length.
 * Emptiness is not looked at here. S3-11, Q3-10
 */
export function checkValue(
  parameter: ServiceParameter,
  value: string,
  service: ServiceName,
): PaycircleError | undefined {
  const { name, maxLength, fixed, format } = parameter
  if (fixed !== undefined) {
    return value === fixed ? undefined : formatError('value-not-fixed', { parameter: name, service, expected: fixed })
  }
  const error = format === undefined ? undefined : formats[format](value, { parameter: name, service })
  if (error !== undefined || value.length <= maxLength) return error
  return formatError('value-too-long', { parameter: name, service, maxLength, length: value.length })
}
