import { agreementSchema, agreementsQuerySchema, agreementsSchema, agreementWithHistorySchema } from './agreements.js'
import { checkRequestSchema, checkResultSchema, releaseRequestSchema } from './checks.js'
import { endpoint } from './endpoint.js'
import { agreementExample, operationExample } from './examples.js'
import { apiRoutes } from './paths.js'
import { permissionQuerySchema, permissionSchema, reportCodeSchema } from './permissions.js'
import { confirmUserSchema, terminationRequestSchema, terminationResultSchema } from './terminations.js'

const agreement = { name: 'Agreement', schema: agreementSchema, example: agreementExample } as const

/** What a reference to an agreement, and the account in it, may be refused for. */
export const aboutAccount = [
  'email-malformed',
  'fund-account-malformed',
  'value-too-long',
  'account-parameter-missing',
] as const

/** What is known of agreements, what can be asked about them, and what they permit. S4-04 */
export const agreementEndpoints = {
  listAgreements: endpoint({
    id: 'listAgreements',
    method: 'GET',
    path: apiRoutes.agreements,
    tag: 'Agreements',
    summary: 'List agreements, newest change first',
    scope: 'agreements:read',
    query: agreementsQuerySchema,
    answer: {
      status: 200,
      name: 'Agreements',
      schema: agreementsSchema,
      description: 'A slice of the list.',
      example: { items: [agreementExample] },
    },
    problems: ['cursor-invalid'],
  }),
  getAgreement: endpoint({
    id: 'getAgreement',
    method: 'GET',
    path: apiRoutes.agreement,
    tag: 'Agreements',
    summary: 'What is known of one agreement, with the latest of its log',
    scope: 'agreements:read',
    answer: {
      status: 200,
      name: 'AgreementWithHistory',
      schema: agreementWithHistorySchema,
      description: 'The agreement.',
      example: { ...agreementExample, history: [operationExample] },
    },
    problems: ['agreement-unknown', ...aboutAccount],
  }),
  checkAgreement: endpoint({
    id: 'checkAgreement',
    method: 'POST',
    repeats: 'claimed-around-call',
    path: apiRoutes.agreementCheck,
    tag: 'Agreements',
    summary: 'Ask Alipay now',
    description:
      '`indeterminate` and `not_sent` mean that nobody knows: the state stays what it was, and the service asks again by itself. Never read them as "not signed". Held back by pace (Q4-01): 429 with `Retry-After`.',
    scope: 'agreements:write',
    body: {
      name: 'CheckRequest',
      schema: checkRequestSchema,
      optional: true,
      example: { force: true, reason: 'the agent is on the telephone' },
    },
    answer: {
      status: 200,
      name: 'CheckResult',
      schema: checkResultSchema,
      description: 'What Alipay answered, or that nobody knows.',
      example: { outcome: 'signed', autoDebit: true, autoRefund: false, operationId: 'op_01kdvfzg542wczj3kssgrbc8vp' },
    },
    problems: [
      'second-person-asked',
      'check-held',
      'profile-paused',
      'go-live-gate-closed',
      'agreement-unknown',
      'reason-missing',
      'agreement-contended',
      'store-full',
      ...aboutAccount,
    ],
  }),
  releaseAgreement: endpoint({
    id: 'releaseAgreement',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.agreementRelease,
    tag: 'Agreements',
    summary: 'Open the hold of an agreement, with a reason',
    scope: 'agreements:write',
    body: {
      name: 'ReleaseRequest',
      schema: releaseRequestSchema,
      example: { reason: 'Alipay’s support confirmed that the agent has signed' },
    },
    answer: { ...agreement, status: 200, description: 'The agreement as it stands now.' },
    problems: [
      'second-person-asked',
      'agreement-unknown',
      'agreement-not-held',
      'reason-missing',
      'agreement-contended',
      'store-full',
      ...aboutAccount,
    ],
  }),
  terminateAgreement: endpoint({
    id: 'terminateAgreement',
    method: 'POST',
    repeats: 'claimed-around-call',
    path: apiRoutes.agreementTermination,
    tag: 'Agreements',
    summary: 'Ask Alipay to end an agreement',
    description:
      'Rests on public demos of 2012 (`customer_unsign`), not on Alipay’s two documents: confirm it against your PDF. Sent once and never repeated. Whatever is answered is a hint; a query follows at once and settles it (`agreement.terminated`). Only an agreement that Alipay has lately confirmed can be ended, and `confirm` spells its account again.',
    scope: 'agreements:write',
    body: {
      name: 'TerminationRequest',
      schema: terminationRequestSchema,
      example: { confirm: 'agent@example.com', reason: 'the agent has left the platform' },
    },
    answer: {
      status: 200,
      name: 'TerminationResult',
      schema: terminationResultSchema,
      description: 'What Alipay said to it: a hint.',
      example: {
        outcome: 'accepted',
        evidence: 'public-demos',
        nextCheckAt: '2026-11-26T06:00:00.000Z',
        operationId: 'trm_01kdvfzg542wczj3kssgrbc8vp',
      },
    },
    problems: [
      'check-held',
      'agreement-unknown',
      'agreement-held',
      'agreement-not-signed',
      'agreement-doubted',
      'termination-confirmation-differs',
      'profile-paused',
      'go-live-gate-closed',
      'reason-missing',
      'agreement-contended',
      'store-full',
      ...aboutAccount,
    ],
  }),
  confirmUser: endpoint({
    id: 'confirmUser',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.agreementUser,
    tag: 'Agreements',
    summary: 'Say which Alipay user stands behind an account',
    description:
      'Where answers named two (`otherUserId`, `agreement.user_changed`); until then no operation is allowed for the agent.',
    scope: 'agreements:write',
    body: {
      name: 'ConfirmUser',
      schema: confirmUserSchema,
      example: { userId: '2088000000000000', reason: 'the agent confirmed it by telephone' },
    },
    answer: { ...agreement, status: 200, description: 'The agreement as it stands now.' },
    problems: [
      'agreement-unknown',
      'user-not-in-question',
      'reason-missing',
      'agreement-contended',
      'store-full',
      ...aboutAccount,
    ],
  }),
  getPermission: endpoint({
    id: 'getPermission',
    method: 'GET',
    path: apiRoutes.agreementPermission,
    tag: 'Agreements',
    summary: 'Whether an operation that needs the agreement may be run now',
    description:
      'Ask before every `cae_charge_agent`, password-free refund, freeze and unfreeze (S4-04). Doubt is never a permission: `stale` and `doubted` bring a query forward.',
    scope: 'permissions:read',
    query: permissionQuerySchema,
    answer: {
      status: 200,
      name: 'Permission',
      schema: permissionSchema,
      description: 'Allowed, or why not.',
      example: {
        allowed: true,
        reasonCode: 'signed',
        reason: 'Auto-debit is signed.',
        half: 'autoDebit',
        checkedAt: '2026-11-26T06:00:00.000Z',
      },
    },
    problems: ['agreement-contended', 'store-full', 'agreement-unknown', ...aboutAccount],
  }),
  reportCode: endpoint({
    id: 'reportCode',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.agreementReportedCodes,
    tag: 'Agreements',
    summary: 'Tell of an error code that somebody saw',
    description:
      'A hint that brings a query forward, never proof. Codes that mean "stop everything" set a hold (S3-21).',
    scope: 'agreements:write',
    body: {
      name: 'ReportCode',
      schema: reportCodeSchema,
      example: { code: 'SYSTEM_ERROR', source: 'page' },
    },
    answer: { ...agreement, status: 200, description: 'The agreement as it stands now.' },
    problems: ['code-malformed', 'agreement-unknown', 'agreement-contended', 'store-full', ...aboutAccount],
  }),
} as const
