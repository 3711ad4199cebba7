import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TlsMaterial } from 'paycircle-simulator'
import { programError } from '../errors.js'
import { makePrivateFolder, replacePrivateFile } from '../service-run/index.js'

/** A certificate for the simulator, and the authority that a client must trust for it. */
export interface Certified {
  readonly tls: TlsMaterial
  /** The file with the authority's certificate. */
  readonly authority: string
  /** SHA-256, in pairs of hexadecimal digits. */
  readonly fingerprint: string
  /** Whether the authority was made just now, so that nobody can trust it yet. */
  readonly isNew: boolean
}

/**
 * Certifies the names by the folder's authority, which stays the same as long as it may speak for all of them: trusted
 * once, it is trusted at every start. The key of the certificate itself is never written down.
 *
 * @throws `authority-damaged`, `folder-unusable`
 */
export async function certify(folder: string, names: readonly string[], now: number): Promise<Certified> {
  // Only here, because few runs need it.
  const { certificateMs, issueCertificate, makeAuthority } = await import('./certificates.js')
  const { subtreesOfAuthority, subtreesOfNames } = await import('./name-constraints.js')
  const file = join(folder, 'simulator-ca.pem')
  const keyFile = join(folder, 'simulator-ca-key.pem')
  const kept = readAuthority(file, keyFile)
  const permitted = kept === undefined ? [] : subtreesOfAuthority(kept.cert)
  const needed = subtreesOfNames(names)
  const serves =
    kept !== undefined &&
    needed.every((name) => permitted.includes(name)) &&
    Date.parse(new X509Certificate(kept.cert).validTo) >= now + certificateMs
  const authority = serves ? kept : await makeAuthority([...new Set([...permitted, ...needed])], now)
  if (!serves) {
    makePrivateFolder(folder)
    replacePrivateFile(keyFile, authority.key)
    replacePrivateFile(file, authority.cert)
  }
  return {
    tls: await issueCertificate(authority, names, now),
    authority: file,
    fingerprint: new X509Certificate(authority.cert).fingerprint256,
    isNew: !serves,
  }
}

function readAuthority(file: string, keyFile: string): TlsMaterial | undefined {
  if (!existsSync(file)) return undefined
  try {
    const cert = readFileSync(file, 'utf8')
    const key = readFileSync(keyFile, 'utf8')
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return { cert, key }
  } catch {
    // The parser's error could quote what it read.
  }
  throw programError('authority-damaged', { file, keyFile })
}
