import { engineError } from './errors.js'

/** Why a person overrides the engine: 1 to 500 characters, for the log. S3-19, Q3-18 */
export function reasonOf(given: string | undefined): string {
  const reason = given?.trim() ?? ''
  if (reason === '' || reason.length > 500) throw engineError('reason-missing', {})
  return reason
}
