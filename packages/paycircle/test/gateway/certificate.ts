import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate {
  readonly key: Buffer
  readonly cert: Buffer
  /** The certificate as a file, for NODE_EXTRA_CA_CERTS. */
  readonly file: string
  remove(): void
}

/** A certificate for that name which nobody has signed but itself, made by openssl. */
export function selfSignedCertificate(name: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-certificate-'))
  const keyFile = join(folder, 'key.pem')
  const file = join(folder, 'cert.pem')
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-days', '2']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', keyFile, '-out', file], { stdio: 'pipe' })
  return {
    key: readFileSync(keyFile),
    cert: readFileSync(file),
    file,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
