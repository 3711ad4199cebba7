export { apiKeySchema, createApiKeySchema, createdApiKeySchema, type ApiKey } from './api-keys.js'
export { agreementReference, type AgreementReference } from './agreement-reference.js'
export { alarmSchema, alarmsSchema, type Alarm, type Alarms } from './alarms.js'
export {
  agreementSchema,
  agreementsQuerySchema,
  agreementsSchema,
  agreementWithHistorySchema,
  type Agreement,
  type Agreements,
  type AgreementWithHistory,
} from './agreements.js'
export { caseSchema, type Case } from './cases.js'
export {
  checkRequestSchema,
  checkResultSchema,
  releaseRequestSchema,
  type CheckRequest,
  type CheckResult,
  type ReleaseRequest,
} from './checks.js'
export { eventSchema, eventsQuerySchema, eventsSchema, type Event, type Events } from './events.js'
export {
  operationSchema,
  operationsQuerySchema,
  operationsSchema,
  type Operation,
  type Operations,
} from './operations.js'
export { apiPath, apiRoutes } from './paths.js'
export {
  permissionOperations,
  permissionQuerySchema,
  permissionSchema,
  reportCodeSchema,
  type Permission,
  type ReportCode,
} from './permissions.js'
export { problemContentType, problemSchema, type FieldProblem, type Problem } from './problem.js'
export {
  changeProfileSchema,
  changeSettingsSchema,
  goLiveSchema,
  probeKeySchema,
  profileDetailsSchema,
  profileStatusSchema,
  stageKeySchema,
  switchKeySchema,
  type ChangeProfile,
  type ProfileDetails,
  type ProfileStatus,
} from './profiles.js'
export {
  confirmUserSchema,
  terminationRequestSchema,
  terminationResultSchema,
  type ConfirmUser,
  type TerminationRequest,
  type TerminationResult,
} from './terminations.js'
export { startedSigningSchema, startSigningSchema, type StartedSigning, type StartSigning } from './signings.js'
export { type DeliveryValue, type WebhookValue } from './webhooks.js'
export { endpoint, type Endpoint } from './endpoint.js'
export { endpoints } from './endpoints.js'
export { openApiDocument } from './openapi.js'
export { problemStatuses, statusOfProblem, type ProblemCode } from './problem-statuses.js'
export { scopes, type Scope } from '../scopes/index.js'
export { rosterEndpoints } from './roster-endpoints.js'
export { streamEndpoints, type StreamEndpoint } from './stream-endpoints.js'
