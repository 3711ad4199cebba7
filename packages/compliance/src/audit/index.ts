export { audit, judge, type AuditedFile, type AuditFinding, type AuditReport } from './audit.js'
