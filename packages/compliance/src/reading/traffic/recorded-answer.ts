import { PaycircleError } from 'paycircle/internal/base'
import { parseAnswer, valuesOf, type Answer } from 'paycircle/internal/wire'
import type { RecordedAnswer } from '../../evidence/index.js'

/** Reads what came back as the gateway's answer: its code and its flags, whatever charset it is in. */
export function readRecordedAnswer(status: number, bytes: Uint8Array, contentType: string): RecordedAnswer {
  const answer = bytes.length === 0 ? undefined : parsed(bytes, contentType)
  if (answer === undefined) return { status, readable: false }
  if (answer.shape === 'error-page') {
    const { code } = answer
    return code === undefined ? { status, readable: false } : { status, readable: true, code }
  }
  const only = (name: string) => {
    const values = valuesOf(answer.fields, name)
    return values.length === 1 ? values[0] : undefined
  }
  const [code, isSuccess, chargeAgent, refundCharge] = ['error', 'is_success', 'charge_agent', 'refund_charge'].map(
    only,
  )
  const error = answer.shape === 'query-string' ? code : answer.error.length === 1 ? answer.error[0] : undefined
  const success = answer.shape === 'query-string' ? isSuccess : answer.isSuccess
  return {
    status,
    readable: success !== undefined,
    ...(error === undefined ? {} : { code: error }),
    ...(success === undefined ? {} : { isSuccess: success }),
    ...(chargeAgent === undefined ? {} : { chargeAgent }),
    ...(refundCharge === undefined ? {} : { refundCharge }),
  }
}

function parsed(bytes: Uint8Array, contentType: string): Answer | undefined {
  try {
    return parseAnswer(bytes, contentType === '' ? {} : { contentType })
  } catch (error) {
    if (error instanceof PaycircleError) return undefined
    throw error
  }
}
