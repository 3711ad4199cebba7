import type { Evidence } from './evidence.js'

/** Everything that is audited together, for what no single file can show. Comes last, and once. */
export interface ProjectEvidence {
  readonly kind: 'project'
  readonly pieces: readonly Exclude<Evidence, ProjectEvidence>[]
}
