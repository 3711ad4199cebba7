/**
 * The HTTP status of every problem code that has one of its own. Any other code is about a value in the request, and is
 * answered with 422.
 */
export const problemStatuses = {
  'request-unreadable': 400,
  'idempotency-key-malformed': 400,
  'cursor-invalid': 400,
  'api-key-missing': 401,
  'api-key-refused': 401,
  'api-key-profile-closed': 403,
  'api-key-scope-missing': 403,
  'profile-other': 403,
  'cross-site-request': 403,
  'route-unknown': 404,
  'signing-unknown': 404,
  'agreement-unknown': 404,
  'operation-unknown': 404,
  'case-unknown': 404,
  'operator-pages-closed': 404,
  'method-not-allowed': 405,
  'agreement-held': 409,
  'agreement-not-held': 409,
  'agreement-not-signed': 409,
  'agreement-doubted': 409,
  'user-not-in-question': 409,
  'profile-paused': 409,
  'go-live-gate-closed': 409,
  'profile-not-paused': 409,
  'signing-expired': 410,
  'body-too-large': 413,
  'media-type-unsupported': 415,
  'host-unknown': 421,
  'request-invalid': 422,
  'idempotency-key-reused': 422,
  'email-missing': 422,
  'email-malformed': 422,
  'signer-email-is-mobile': 422,
  'agent-id-malformed': 422,
  'return-to-not-allowed': 422,
  'reason-missing': 422,
  'code-malformed': 422,
  'termination-confirmation-differs': 422,
  'fund-account-malformed': 422,
  'value-too-long': 422,
  'account-parameter-missing': 422,
  'check-held': 429,
  'internal-error': 500,
  'profile-unknown': 500,
  'public-url-invalid': 500,
  'store-failed': 500,
  'unit-invalid': 500,
  'agreement-contended': 503,
  'engine-stopped': 503,
  'shutting-down': 503,
  'store-busy': 503,
  'store-closed': 503,
  'store-unusable': 503,
  'store-full': 507,
} as const satisfies Readonly<Record<string, number>>

export type ProblemCode = keyof typeof problemStatuses

/** The HTTP status with which an error's code is answered. */
export function statusOfProblem(code: string): number {
  return Object.hasOwn(problemStatuses, code) ? problemStatuses[code as ProblemCode] : 422
}
