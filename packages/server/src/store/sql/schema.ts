import type { OperationRecord } from '../../ledger/index.js'
import type {
  AgreementRow,
  AlarmRow,
  ApiKeyRow,
  ApprovalRow,
  ArchiveRow,
  ChainHead,
  DeliveryRow,
  EventRow,
  IdempotentAnswerRow,
  LogInPaceRow,
  OneTimeTokenRow,
  OperationCountRow,
  PaceRow,
  ProfileDocumentRow,
  ProfileStateRow,
  RosterEntryRow,
  RosterRow,
  SealedSecretRow,
  SealRow,
  SessionRow,
  SigningRow,
  UserRow,
  WebhookRow,
} from '../port/index.js'

/** `profileId` → `profile_id` */
export type SnakeCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
  : ''

/** Booleans stand in the database as 0 and 1, objects as JSON. */
type Column<Value> = Value extends boolean ? number : Value extends string | number | null ? Value : string

type Table<Row> = { [Field in keyof Row & string as SnakeCase<Field>]: Column<Row[Field]> }

/** The tables, named and shaped as the port's rows. Their rows are read and written through `codecs`. */
export interface Schema {
  agreement: Table<AgreementRow>
  signing: Table<SigningRow>
  idempotent_answer: Table<IdempotentAnswerRow>
  event: Table<EventRow> & { position: number }
  api_key: Table<ApiKeyRow>
  operation_record: Table<OperationRecord> & { position: number }
  chain_head: Table<ChainHead>
  operation_count: Table<OperationCountRow>
  seal: Table<SealRow>
  archive: Table<ArchiveRow>
  profile_state: Table<ProfileStateRow>
  pace: Table<PaceRow>
  roster: Table<RosterRow>
  roster_entry: Table<RosterEntryRow>
  profile_document: Table<ProfileDocumentRow>
  sealed_secret: Table<SealedSecretRow>
  service_user: Table<UserRow>
  session: Table<SessionRow>
  one_time_token: Table<OneTimeTokenRow>
  log_in_pace: Table<LogInPaceRow>
  approval: Table<ApprovalRow>
  webhook: Table<WebhookRow>
  delivery: Table<DeliveryRow> & { position: number }
  alarm: Table<AlarmRow>
}
