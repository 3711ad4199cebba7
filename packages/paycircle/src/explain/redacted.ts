import type { Secret } from '../base/index.js'

/** Plain data with the secret masked in every text, hexadecimal and percent-encoded forms included. S3-02, Q3-02 */
export function redacted<Data>(data: Data, secret: Secret): Data {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return secret.redact(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)]))
  }
  return walk(data) as Data
}
