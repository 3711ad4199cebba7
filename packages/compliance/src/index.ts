export * from './audit/index.js'
export {
  catalogueRows,
  mistakes,
  sourceNamed,
  type CatalogueMistake,
  type CatalogueRow,
  type Cover,
} from './catalogue/index.js'
export * from './evidence/index.js'
export { filesUnder, type FoundFile } from './intake/files-under.js'
export {
  readEvidence,
  receivedExchange,
  type FileKind,
  type ReadFile,
  type ReceivedPlaces,
  type ReceivedRecord,
  type SkipReason,
} from './reading/index.js'
export * from './report/index.js'
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
