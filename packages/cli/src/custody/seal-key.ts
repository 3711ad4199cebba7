import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { sealKeysOf, type SealKeysOfFile } from 'paycircle-server/ledger'
import { programError } from '../errors.js'
import { custodyFileError } from './errors.js'

export interface SealKeys extends SealKeysOfFile {
  /** Others than the owner may read the file. */
  readonly readableByOthers: boolean
}

/**
 * The keys of a file: a private one, any number of public ones.
 *
 * @throws seal-key-unusable
 */
export function loadSealKeys(file: string): SealKeys {
  let pem: string
  let mode: number
  try {
    pem = readFileSync(file, 'utf8')
    mode = statSync(file).mode
  } catch (cause) {
    const denied = ['EACCES', 'EPERM'].includes((cause as NodeJS.ErrnoException).code ?? '')
    throw custodyFileError('seal-key-unusable', { file, fault: denied ? 'denied' : 'missing' }, { cause })
  }
  const keys = sealKeysOf(pem)
  if (keys === undefined) throw custodyFileError('seal-key-unusable', { file, fault: 'no-key' })
  return { ...keys, readableByOthers: process.platform !== 'win32' && (mode & 0o077) !== 0 }
}

/**
 * The keys that a variable holds in place of a file; its line ends may be written as `\\n`.
 *
 * @throws seal-key-unusable; it does not show what was read
 */
export function sealKeysOfVariable(variable: string, pem: string): SealKeys {
  const keys = sealKeysOf(pem.replaceAll('\\n', '\n'))
  if (keys === undefined) throw custodyFileError('seal-key-unusable', { file: variable, fault: 'no-key' })
  return { ...keys, readableByOthers: false }
}

export interface NewSealKey {
  readonly keyFile: string
  readonly publicKeyFile: string
  readonly keyId: string
}

/**
 * Makes a key that nobody else may read, and beside it its public half, which verifies and may go anywhere.
 *
 * @throws seal-key-exists
 */
export function makeSealKey(keyFile: string): NewSealKey {
  const publicKeyFile = `${keyFile}.pub`
  for (const file of [keyFile, publicKeyFile]) {
    if (existsSync(file)) throw custodyFileError('seal-key-exists', { file })
  }
  const pair = generateKeyPairSync('ed25519')
  try {
    writeFileSync(keyFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
    writeFileSync(publicKeyFile, pair.publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw programError('folder-unusable', { folder: keyFile }, { cause })
  }
  return { keyFile, publicKeyFile, keyId: [...loadSealKeys(publicKeyFile).trusted.keys()].join() }
}
