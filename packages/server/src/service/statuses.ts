import type { ServiceErrorCode } from './errors.js'

const ownStatuses: Readonly<Record<ServiceErrorCode, number>> = {
  'route-unknown': 404,
  'method-not-allowed': 405,
  'api-key-missing': 401,
  'api-key-refused': 401,
  'api-key-profile-closed': 403,
  'profile-other': 403,
  'request-unreadable': 400,
  'request-invalid': 422,
  'media-type-unsupported': 415,
  'body-too-large': 413,
  'signing-expired': 410,
  'agreement-unknown': 404,
  'operation-unknown': 404,
  'check-held': 429,
  'email-missing': 422,
  'cross-site-request': 403,
  'host-unknown': 421,
  'operator-pages-closed': 404,
  'shutting-down': 503,
  'internal-error': 500,
  'public-url-invalid': 500,
}

/** The statuses of what the rooms below refuse; every other error of theirs is about a value in the request. */
const lowerStatuses: Readonly<Record<string, number>> = {
  'signing-unknown': 404,
  'agreement-held': 409,
  'agreement-not-held': 409,
  'agreement-not-signed': 409,
  'agreement-doubted': 409,
  'user-not-in-question': 409,
  'profile-paused': 409,
  'go-live-gate-closed': 409,
  'profile-not-paused': 409,
  'agreement-contended': 503,
  'idempotency-key-malformed': 400,
  'idempotency-key-reused': 422,
  'profile-unknown': 500,
  'engine-stopped': 503,
  'store-busy': 503,
  'store-closed': 503,
  'store-full': 507,
  'store-failed': 500,
  'store-unusable': 503,
  'unit-invalid': 500,
  'cursor-invalid': 400,
}

/** The HTTP status with which an error's code is answered. */
export function statusOf(code: string): number {
  const own = Object.hasOwn(ownStatuses, code) ? ownStatuses[code as ServiceErrorCode] : undefined
  return own ?? (Object.hasOwn(lowerStatuses, code) ? lowerStatuses[code] : undefined) ?? 422
}
