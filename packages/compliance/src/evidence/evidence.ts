import type { PageEvidence } from './page.js'
import type { ProjectEvidence } from './project.js'
import type { RequestEvidence } from './request.js'
import type { HostsEvidence, LogEvidence, SettingsEvidence } from './plain-files.js'
import type { SourceEvidence } from './source.js'
import type { TrafficEvidence } from './traffic.js'

/** What a rule can look at. One file may hold several pieces: a JSP is a page, the requests of its forms, and source. */
export type Evidence =
  | RequestEvidence
  | PageEvidence
  | SourceEvidence
  | SettingsEvidence
  | HostsEvidence
  | LogEvidence
  | TrafficEvidence
  | ProjectEvidence

export type EvidenceKind = Evidence['kind']

export type EvidenceOf<Kind extends EvidenceKind> = Extract<Evidence, { readonly kind: Kind }>
