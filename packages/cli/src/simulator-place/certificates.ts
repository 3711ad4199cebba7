import { generateKeyPair, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import forge from 'node-forge'
import type { TlsMaterial } from 'paycircle-simulator'
import { nameConstraints, nameConstraintsId, type Subtrees } from './name-constraints.js'

const { pki } = forge
const dayMs = 24 * 60 * 60 * 1000

/** How long a certificate for host names holds: the longest that browsers take. */
export const certificateMs = 397 * dayMs
const authorityMs = 3650 * dayMs
/** The clock of a virtual machine may be behind. */
const beginsEarlierMs = dayMs

/** Makes an authority whose word counts for these names alone: whoever steals its key can play no other site. */
export async function makeAuthority(permitted: Subtrees, now: number): Promise<TlsMaterial> {
  const { certificate, key } = await draft(now, authorityMs)
  const name = [{ name: 'commonName', value: `paycircle simulator CA ${randomBytes(4).toString('hex')}` }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
    { id: nameConstraintsId, critical: true, value: nameConstraints(permitted) },
  ])
  return signed(certificate, key, key)
}

/** Has the authority certify a new key for the names. */
export async function issueCertificate(
  authority: TlsMaterial,
  names: readonly string[],
  now: number,
): Promise<TlsMaterial> {
  const issuer = pki.certificateFromPem(authority.cert)
  const { certificate, key } = await draft(now, certificateMs)
  certificate.setSubject([{ name: 'commonName', value: 'paycircle simulator' }])
  certificate.setIssuer(issuer.subject.attributes)
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: names.map(alternativeName) },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
  ])
  return signed(certificate, key, authority.key)
}

function alternativeName(name: string) {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name }
}

async function draft(now: number, lifetimeMs: number) {
  const { publicKey, privateKey: key } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const certificate = pki.createCertificate()
  certificate.publicKey = pki.publicKeyFromPem(publicKey)
  // A first byte that is neither nought nor negative.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = new Date(now - beginsEarlierMs)
  certificate.validity.notAfter = new Date(now + lifetimeMs)
  return { certificate, key }
}

function signed(certificate: forge.pki.Certificate, key: string, signer: string): TlsMaterial {
  certificate.sign(pki.privateKeyFromPem(signer), forge.md.sha256.create())
  return { cert: pki.certificateToPem(certificate), key }
}
