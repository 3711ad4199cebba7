export { audit, judge, type AuditedFile, type AuditFinding, type AuditReport } from './audit/index.js'
export * from './evidence/index.js'
export { readEvidence, type FileKind, type ReadFile, type SkipReason } from './reading/index.js'
export {
  defineRule,
  type Finding,
  type MistakeId,
  type Rule,
  type Sentence,
  type Severity,
  type SourceId,
} from './rule.js'
export { rules } from './rules/index.js'
export {
  catalogueRows,
  mistakes,
  sourceNamed,
  type CatalogueMistake,
  type CatalogueRow,
  type Cover,
} from './catalogue/index.js'
