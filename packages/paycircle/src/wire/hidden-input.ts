import { escapeHtml } from '../base/index.js'
import type { RequestParameter } from './signed-request.js'

/** Inputs of a merchant's constants, which are the same in every form of his. */
const folded = new WeakMap<RequestParameter, string>()

/** Writes the input of a parameter now, once for all forms that will hold this very parameter. */
export function foldHiddenInput(parameter: RequestParameter): void {
  folded.set(parameter, write(parameter))
}

/** A parameter as a hidden input, name and value escaped. S3-15, Q3-14 */
export function hiddenInput(parameter: RequestParameter): string {
  return folded.get(parameter) ?? write(parameter)
}

function write([name, value]: RequestParameter): string {
  return `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}" />\n`
}
