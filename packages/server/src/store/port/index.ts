export type { AgreementChanges, AgreementRow, ApiKeyRow, EventRow, IdempotentAnswerRow, SigningRow } from './rows.js'
export type { AgreementFilter, ChainHead, EventFilter, OperationFilter, Page, Store } from './store.js'
export type { CommitResult, Guard, Unit, Write } from './unit.js'
