import { createPublicKey } from 'node:crypto'
import { simulatorError } from './errors.js'

/**
 * Makes sure that a text is an RSA public key, PEM or its bare base64: a wrong one would fail every signature silently.
 *
 * @throws 'rsa-key-unreadable'
 */
export function checkRsaPublicKey(text: string): void {
  const body = text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s/g, '')
  try {
    const key = createPublicKey({ key: Buffer.from(body, 'base64'), format: 'der', type: 'spki' })
    if (key.asymmetricKeyType === 'rsa') return
  } catch (cause) {
    throw simulatorError('rsa-key-unreadable', {}, { cause })
  }
  throw simulatorError('rsa-key-unreadable', {})
}
