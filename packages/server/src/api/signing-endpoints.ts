import { agentLinkSchema, makeAgentLinkSchema } from './agent-links.js'
import { endpoint } from './endpoint.js'
import { apiRoutes } from './paths.js'
import { startedSigningSchema, startSigningSchema } from './signings.js'

/** Bringing an agent to Alipay’s page, and to his own. S4-06, Q4-04 */
export const signingEndpoints = {
  startSigning: endpoint({
    id: 'startSigning',
    method: 'POST',
    repeats: 'kept-in-unit',
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
      'parameter-empty',
      'value-too-long',
      'agent-id-malformed',
      'return-to-not-allowed',
      'agreement-held',
      'profile-paused',
      'go-live-gate-closed',
      'agreement-contended',
      'store-full',
    ],
  }),
  makeAgentLink: endpoint({
    id: 'makeAgentLink',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.agentLinks,
    tag: 'Signing',
    summary: 'Make a link to an agent’s own page',
    description:
      'Agents look up for themselves whether they have signed or terminated, above all when a refund or debit failed (Q4-04).',
    scope: 'signings:write',
    body: {
      name: 'MakeAgentLink',
      schema: makeAgentLinkSchema,
      example: { email: 'agent@example.com', purpose: 'status' },
    },
    answer: {
      status: 201,
      name: 'AgentLink',
      schema: agentLinkSchema,
      description: 'The link.',
      example: {
        url: 'https://pay.example.com/s/tjQzmWcQ0mNUR0TNv2Xc6TqjJg1v8aXyQm3rS0p0bCo',
        expiresAt: '2026-12-03T06:00:00.000Z',
      },
    },
    problems: [
      'email-malformed',
      'signer-email-is-mobile',
      'parameter-empty',
      'value-too-long',
      'agreement-held',
      'profile-paused',
      'go-live-gate-closed',
      'agreement-contended',
      'store-full',
    ],
  }),
} as const
