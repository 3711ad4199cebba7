export type { LogEntry, LogValue, OperationRecord } from './record.js'
