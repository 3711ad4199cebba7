import type { Document, Place } from './document.js'

export interface Setting {
  /** With its path where the format nests: `alipay.gateway`. */
  readonly name: string
  readonly value: string
  readonly place: Place
}

/** A configuration file: properties, environment, INI, YAML, JSON, XML. */
export interface SettingsEvidence {
  readonly kind: 'settings'
  readonly document: Document
  readonly settings: readonly Setting[]
  /** Whether the file says that it is for production: by its name or a setting of it. */
  readonly production: boolean
}

export interface HostsEntry {
  readonly address: string
  readonly names: readonly string[]
  readonly place: Place
}

/** A hosts file. */
export interface HostsEvidence {
  readonly kind: 'hosts'
  readonly document: Document
  readonly entries: readonly HostsEntry[]
}

/** A log that a program wrote. Lines are read from the document; there may be very many. */
export interface LogEvidence {
  readonly kind: 'log'
  readonly document: Document
}
