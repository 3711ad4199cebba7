import { problemStatuses, statusOfProblem } from '../api/index.js'
import type { ServiceErrorCode } from './errors.js'

/** Every error of the service's own must have its status: a code that is missing in the table does not compile. */
export const ownStatuses: Readonly<Record<ServiceErrorCode, number>> = problemStatuses

export const statusOf = statusOfProblem
