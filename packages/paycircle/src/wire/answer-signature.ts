import { PaycircleError, type Secret } from '../base/index.js'
import type { Charset, SignType } from '../vocabulary/index.js'
import { valuesOf, type Answer, type AnswerField } from './answer.js'
import { verifySignature } from './signature.js'

export interface AnswerSignatureSettings {
  readonly signType: SignType
  /** MD5: the security key; RSA: Alipay's public key. */
  readonly key: string | Secret
  /** The charset of the signed bytes where it is not that of the answer. */
  readonly charset?: Charset
}

/**
 * Whether an answer's signature is right.
 *
 * In a wrapped answer the children of the business node are signed, of a refusal the `error`; `is_success` and the echo
 * of the request are not. A query string signs all it holds. For a flat answer no rule is published and no signed one
 * has been seen: all fields but `is_success` are taken, as in a business node.
 */
export function verifyAnswerSignature(
  answer: Answer,
  { signType, key, charset = answer.charset }: AnswerSignatureSettings,
): 'valid' | 'invalid' | 'absent' {
  if (answer.shape === 'error-page') return 'absent'
  const [signature, second] = valuesOf(answer.fields, 'sign')
  if (signature === undefined || signature === '') return 'absent'
  const named = valuesOf(answer.fields, 'sign_type')
  const parameters = uniqueParameters(signedFields(answer))
  if (second !== undefined || named.some((name) => name !== signType) || parameters === undefined) return 'invalid'
  try {
    return verifySignature(parameters, signature, { charset, signType, key }) ? 'valid' : 'invalid'
  } catch (error) {
    // A character reference can bring in what the charset lacks; no signer could have signed that.
    if (error instanceof PaycircleError && error.code === 'charset-lacks-character') return 'invalid'
    throw error
  }
}

function signedFields(answer: Exclude<Answer, { shape: 'error-page' }>): readonly AnswerField[] {
  if (answer.shape === 'query-string') return answer.fields
  if (answer.shape === 'wrapped' && answer.businessNode !== undefined) return answer.businessNode.fields
  if (answer.shape === 'wrapped') return answer.fields.filter(({ name }) => name === 'error')
  return answer.fields.filter(({ name }) => name !== 'is_success')
}

/** Undefined where a name stands twice: which of the two was signed cannot be told. */
function uniqueParameters(fields: readonly AnswerField[]): Readonly<Record<string, string>> | undefined {
  const parameters = new Map<string, string>()
  for (const { name, value } of fields) {
    if (parameters.has(name)) return undefined
    parameters.set(name, value)
  }
  return Object.fromEntries(parameters)
}
