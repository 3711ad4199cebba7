/** One line of the examination. */
export interface Finding {
  readonly check: CheckName
  readonly status: 'ok' | 'warn' | 'fail'
  readonly message: string
  readonly remedy?: string
  readonly rows?: readonly string[]
  /** How long it took, where it was timed. */
  readonly tookMs?: number
}

export type CheckName =
  | 'configuration'
  | 'mode'
  | 'partner'
  | 'key'
  | 'key-file'
  | 'hosts-file'
  | 'dns'
  | 'tcp'
  | 'proxy'
  | 'tls'
  | 'answer'
  | 'clock'
  | 'store'
  | 'data-folder'
  | 'seal-key'
  | 'retention'
  | 'gate'
  | 'key-rotation'
  | 'stored-profiles'
  | 'probe'
