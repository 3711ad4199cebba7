import { secretMask } from 'paycircle/internal/base'
import type { SentParameter } from './request.js'

/** Names that only a security key or a private key has. */
const keyName =
  /^(?:\w*[._-])?(?:md5|security|safe|partner|merchant|ali(?:pay)?|sign|private|rsa_?private)[._-]?(?:key|code)$/i
/** Names under which a key is kept, and other things as well. */
const mayBeKey = /^(?!\w*(?:public|api|app|access|cache))(?:\w*[._-])?(?:key|secret|mackey)$/i

const privateKey = /-----BEGIN (?:RSA )?PRIVATE KEY-----|^MII[CEJ][A-Za-z0-9+/]{100}/

/** The length and letters of a security key of Alipay's; no checksum, which would be hexadecimal. */
function looksLikeMd5Key(value: string): boolean {
  return /^[0-9a-z]{32}$/i.test(value) && /\d/.test(value) && /[g-z]/i.test(value)
}

/** What stands in a record for something that was not to be kept: `***`, `[redacted]`. */
const masked = /^(?:\[[\w -]{1,30}\]|\*{3,}|•{3,}|redacted)$/i

/** Whether a parameter is the merchant's key itself, by its name and what is sent under it. */
export function holdsKey({ name, value, dynamic }: SentParameter): boolean {
  if (dynamic) return keyName.test(name) || mayBeKey.test(name)
  // The simulator puts its mask where it met the key of a partner, under whatever name.
  if (privateKey.test(value) || value.includes(secretMask)) return true
  if (keyName.test(name)) return value !== ''
  return mayBeKey.test(name) && (looksLikeMd5Key(value) || masked.test(value))
}
