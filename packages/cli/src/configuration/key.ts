import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Secret } from 'paycircle/internal/base'
import { configurationError, type KeyFileFault } from './errors.js'
import type { Environment } from './read-configuration.js'

const maxKeyBytes = 64 * 1024

/** A merchant's key, and what is to be said about how it is kept. */
export interface LoadedKey {
  readonly key: Secret
  /** The variable, or the file and how it was named. */
  readonly where: string
  readonly file: string | undefined
  /** Others than the owner may read the file. S3-02, Q3-02 */
  readonly readableByOthers: boolean
}

/**
 * Loads the key from the file that the settings name, or from PAYCIRCLE_KEY. A line end at the end of a file is
 * dropped, anything else counts.
 *
 * @throws `configuration-key-missing`, `-twice`, `-file`; none of them shows what was read.
 */
export function loadKey(keyFile: string | undefined, environment: Environment): LoadedKey {
  const variable = environment.PAYCIRCLE_KEY ?? ''
  const fromVariable = (environment.PAYCIRCLE_KEY_FILE ?? '') !== ''
  if (variable !== '') {
    if (fromVariable) throw configurationError('configuration-key-twice', {})
    return { key: Secret.fromText(variable), where: 'PAYCIRCLE_KEY', file: undefined, readableByOthers: false }
  }
  if (keyFile === undefined) throw configurationError('configuration-key-missing', {})
  return loadKeyFile(keyFile, fromVariable ? 'PAYCIRCLE_KEY_FILE' : 'keyFile')
}

/**
 * The key of a file.
 *
 * @throws `configuration-key-file`; it does not show what was read.
 */
export function loadKeyFile(file: string, where: string): LoadedKey {
  const refuse = (fault: KeyFileFault) => configurationError('configuration-key-file', { where, file, fault })
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    throw refuse(['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'denied' : 'missing')
  }
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw refuse('no-file')
    const bytes = Buffer.alloc(maxKeyBytes + 1)
    const length = readSync(descriptor, bytes)
    if (length > maxKeyBytes) throw refuse('oversized')
    const read = bytes.subarray(0, length)
    if (read.toString('latin1').trim() === '') throw refuse('empty')
    const key = Secret.fromFileBytes(read)
    bytes.fill(0)
    return { key, where, file, readableByOthers: process.platform !== 'win32' && (stat.mode & 0o044) !== 0 }
  } finally {
    closeSync(descriptor)
  }
}
