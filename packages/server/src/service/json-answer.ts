import type { FastifyReply } from 'fastify'
import type {
  Agreement,
  Agreements,
  AgreementWithHistory,
  CheckResult,
  Events,
  Operations,
  Permission,
  ProfileStatus,
  StartedSigning,
} from '../api/index.js'

const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

export type Answer =
  | Agreement
  | Agreements
  | AgreementWithHistory
  | CheckResult
  | Events
  | Operations
  | Permission
  | ProfileStatus
  | StartedSigning

/** Status, headers and body of what the interface answers: one of the api room's types, no more and no less. */
export function jsonAnswer(reply: FastifyReply, status: number, value: Answer): string {
  reply.code(status).headers(headers)
  return JSON.stringify(value)
}
