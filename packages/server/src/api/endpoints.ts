import { z } from 'zod'
import { agreementSchema, agreementsQuerySchema, agreementsSchema, agreementWithHistorySchema } from './agreements.js'
import { caseSchema } from './cases.js'
import { checkRequestSchema, checkResultSchema, releaseRequestSchema } from './checks.js'
import { endpoint } from './endpoint.js'
import { eventSchema, eventsQuerySchema, eventsSchema } from './events.js'
import { agreementExample, caseExample, eventExample, operationExample } from './examples.js'
import { operationSchema, operationsQuerySchema, operationsSchema } from './operations.js'
import { apiRoutes } from './paths.js'
import { permissionQuerySchema, permissionSchema, reportCodeSchema } from './permissions.js'
import { problemSchema } from './problem.js'
import { changeProfileSchema, profileStatusSchema } from './profiles.js'
import { startedSigningSchema, startSigningSchema } from './signings.js'
import { confirmUserSchema, terminationRequestSchema, terminationResultSchema } from './terminations.js'

const agreement = { name: 'Agreement', schema: agreementSchema, example: agreementExample } as const
const profileStatus = {
  name: 'ProfileStatus',
  schema: profileStatusSchema,
  example: { id: 'default', pause: null, brake: null },
} as const
const aboutAccount = ['email-malformed', 'fund-account-malformed', 'value-too-long'] as const

/** Every endpoint of the HTTP interface. */
export const endpoints = {
  startSigning: endpoint({
    id: 'startSigning',
    method: 'POST',
    path: apiRoutes.signings,
    tag: 'Signing',
    summary: 'Invite an agent to sign',
    description:
      'Makes the link to the agent’s start page. Alipay hears nothing of it before the agent’s click there. How a signing ends, Alipay tells no site (S4-06): the service asks by itself and tells by events.',
    scope: 'signings:write',
    body: {
      name: 'StartSigning',
      schema: startSigningSchema,
      example: { email: 'agent@example.com', agentId: 'A-1007', returnTo: 'https://www.example.com/agents/1007' },
    },
    idempotent: true,
    answer: {
      status: 201,
      name: 'StartedSigning',
      schema: startedSigningSchema,
      description: 'The signing and its link.',
      example: {
        id: 'sgn_01kdvfzg542wczj3kssgrbc8vp',
        agreementId: 'agr_01kdvfzg542wczj3kssgrbc8vp',
        startUrl: 'https://pay.example.com/s/tjQzmWcQ0mNUR0TNv2Xc6TqjJg1v8aXyQm3rS0p0bCo',
        expiresAt: '2026-12-03T06:00:00.000Z',
      },
    },
    problems: [
      'email-malformed',
      'signer-email-is-mobile',
      'value-too-long',
      'agent-id-malformed',
      'return-to-not-allowed',
      'agreement-held',
      'profile-paused',
      'go-live-gate-closed',
      'idempotency-key-malformed',
      'idempotency-key-reused',
      'agreement-contended',
      'store-full',
    ],
  }),
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
      'check-held',
      'profile-paused',
      'go-live-gate-closed',
      'agreement-unknown',
      'account-parameter-missing',
      'reason-missing',
      'agreement-contended',
      'store-full',
      ...aboutAccount,
    ],
  }),
  releaseAgreement: endpoint({
    id: 'releaseAgreement',
    method: 'POST',
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
      'account-parameter-missing',
      'reason-missing',
      'agreement-contended',
      'store-full',
      ...aboutAccount,
    ],
  }),
  confirmUser: endpoint({
    id: 'confirmUser',
    method: 'POST',
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
  getProfile: endpoint({
    id: 'getProfile',
    method: 'GET',
    path: apiRoutes.profile,
    tag: 'Profile',
    summary: 'Whether pause or brake stop the profile’s calls',
    scope: 'profile:read',
    answer: { ...profileStatus, status: 200, description: 'The profile of the API key.' },
    problems: ['profile-other'],
  }),
  pauseProfile: endpoint({
    id: 'pauseProfile',
    method: 'POST',
    path: apiRoutes.profilePause,
    tag: 'Profile',
    summary: 'Stop queries and signings of the profile',
    scope: 'profile:write',
    body: { name: 'ChangeProfile', schema: changeProfileSchema, example: { reason: 'contract under review' } },
    answer: { ...profileStatus, status: 200, description: 'The profile as it stands now.' },
    problems: ['profile-other', 'profile-paused', 'reason-missing', 'store-full'],
  }),
  resumeProfile: endpoint({
    id: 'resumeProfile',
    method: 'POST',
    path: apiRoutes.profileResume,
    tag: 'Profile',
    summary: 'Let a paused profile go on',
    scope: 'profile:write',
    body: { name: 'ChangeProfile', schema: changeProfileSchema, example: { reason: 'the air agreement is signed' } },
    answer: { ...profileStatus, status: 200, description: 'The profile as it stands now.' },
    problems: ['profile-other', 'profile-not-paused', 'reason-missing', 'store-full'],
  }),
  listOperations: endpoint({
    id: 'listOperations',
    method: 'GET',
    path: apiRoutes.operations,
    tag: 'Log and events',
    summary: 'The operation log, newest first',
    scope: 'log:read',
    query: operationsQuerySchema,
    answer: {
      status: 200,
      name: 'Operations',
      schema: operationsSchema,
      description: 'A slice of the log.',
      example: { items: [operationExample] },
    },
    problems: ['cursor-invalid', 'agreement-unknown', ...aboutAccount],
  }),
  getOperationCase: endpoint({
    id: 'getOperationCase',
    method: 'GET',
    path: apiRoutes.operationCase,
    tag: 'Log and events',
    summary: 'A support case for Alipay',
    description:
      'Of an operation, or of the last trouble of an agreement: everything that Alipay’s support needs to find the call (S3-21, S3-22), without key and signature.',
    scope: 'log:read',
    answer: {
      status: 200,
      name: 'Case',
      schema: caseSchema,
      description: 'The case, with its text in Chinese and English.',
      example: caseExample,
    },
    problems: ['case-unknown', 'operation-unknown'],
  }),
  listEvents: endpoint({
    id: 'listEvents',
    method: 'GET',
    path: apiRoutes.events,
    tag: 'Log and events',
    summary: 'Events, oldest first',
    description:
      'Complete and in a stable order: keep `next` and ask on from there. Each event has an id; apply it once.',
    scope: 'events:read',
    query: eventsQuerySchema,
    answer: {
      status: 200,
      name: 'Events',
      schema: eventsSchema,
      description: 'A slice of the feed.',
      example: { items: [eventExample] },
    },
    problems: ['cursor-invalid', 'agreement-unknown', ...aboutAccount],
  }),
} as const

/** Parts of answers that have a name of their own in the published description. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  Agreement: agreementSchema,
  Operation: operationSchema,
  Event: eventSchema,
  Problem: problemSchema,
}
