import { gatewayError } from './errors.js'

/** An option that callers without types may have given as anything. */
export function text(option: string, value: unknown): string {
  if (typeof value !== 'string') throw gatewayError('option-malformed', { option, expected: 'a string' })
  return value
}

export function oneOf<Value extends string>(option: string, value: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === value)
  if (found === undefined) throw gatewayError('option-malformed', { option, expected: known.join(' | ') })
  return found
}

/** A misspelt option would otherwise leave a default in force unnoticed. */
export function checkNames(options: object, known: readonly string[]): void {
  const option = Object.keys(options).find((name) => !known.includes(name))
  if (option !== undefined) throw gatewayError('option-unknown', { option, known })
}
