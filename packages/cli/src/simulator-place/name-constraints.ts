import { isIP } from 'node:net'
import forge from 'node-forge'

const { asn1, pki } = forge

export const nameConstraintsId = '2.5.29.30'

/** Names for which an authority may speak, each as a certificate writes it (RFC 5280, 4.2.1.10). */
export type Subtrees = readonly string[]

/** Identifier bytes of DER. */
const sequence = 0x30
const permittedSubtrees = 0xa0
const dnsName = 0x82
const ipAddress = 0x87

/** A host name stands for the names below it as well, an address for itself. */
export function subtreesOfNames(names: readonly string[]): Subtrees {
  return names.map((name) =>
    der(sequence, isIP(name) === 0 ? der(dnsName, name) : der(ipAddress, addressWithMask(name))),
  )
}

/** The extension's value that permits these and no others. */
export function nameConstraints(subtrees: Subtrees): string {
  return der(sequence, der(permittedSubtrees, subtrees.join('')))
}

/** What an authority of ours permits. */
export function subtreesOfAuthority(certificate: string): Subtrees {
  const extension = pki.certificateFromPem(certificate).getExtension({ id: nameConstraintsId } as never) as
    { readonly value: string } | undefined
  if (extension === undefined) return []
  const [permitted] = asn1.fromDer(extension.value).value as forge.asn1.Asn1[]
  return (permitted?.value as forge.asn1.Asn1[]).map((subtree) => asn1.toDer(subtree).getBytes())
}

function der(identifier: number, content: string): string {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.from([identifier, ...size]).toString('latin1') + content
}

/** The library's types leave this function out. */
const { bytesFromIP } = forge.util as unknown as { readonly bytesFromIP: (address: string) => string }

function addressWithMask(address: string): string {
  const bytes = bytesFromIP(address)
  return bytes + '\xff'.repeat(bytes.length)
}
