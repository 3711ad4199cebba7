import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { audit, isGatewayRequest, readEvidence, type AuditedFile } from '../src/index.js'
import { dealsWithGateway } from '../src/source-code/index.js'
import { filesAt } from './specimens.js'

function integrations(which: 'right' | 'wrong'): readonly { name: string; files: readonly AuditedFile[] }[] {
  const folder = fileURLToPath(new URL(`../integrations/${which}`, import.meta.url))
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, files: filesAt(`${folder}/${name}`) }))
}

describe('a right integration', () => {
  it.each(integrations('right'))('$name is found clean by every rule', ({ files }) => {
    const { findings, skipped } = audit(files)
    expect(findings.map(({ rule, location }) => [rule, location])).toEqual([])
    expect(skipped).toEqual([])
  })

  it.each(integrations('right'))('$name does speak to the gateway, so that there is something to find', ({ files }) => {
    const pieces = files.flatMap(({ path, bytes }) => {
      const file = readEvidence(path, bytes)
      return 'skipped' in file ? [] : file.pieces
    })
    const speaks = pieces.some(
      (piece) =>
        (piece.kind === 'source' && dealsWithGateway(piece)) || (piece.kind === 'request' && isGatewayRequest(piece)),
    )
    expect(speaks).toBe(true)
  })
})

/** Kits as shops copied them for years, each with the mistakes of its kind: where, and by which rule they are told. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  java: [
    'AlipayConfig.java:8 no-key-in-source',
    'AlipaySubmit.java:15 gateway-over-https',
    'AlipaySubmit.java:20 key-is-not-logged',
    'AlipaySubmit.java:37 fields-escaped',
    'AlipaySubmit.java:53 address-values-encoded',
    'AlipaySubmit.java:54 calls-have-a-time-limit',
    'AlipaySubmit.java:55 answer-decoded-by-its-charset',
    'AlipaySubmit.java:61 answer-parsed-as-xml',
    'AlipaySubmit.java:61 both-flags-are-read',
    'AlipaySubmit.java:61 error-code-is-kept',
    'AlipaySubmit.java:62 unknown-is-not-no',
  ],
  php: [
    'alipay.config.php:5 no-key-in-source',
    'alipay_core.function.php:52 certificates-are-checked',
    'alipay_core.function.php:53 certificates-are-checked',
    'alipay_core.function.php:54 calls-have-a-time-limit',
    'alipay_submit.class.php:19 key-is-not-logged',
    'alipay_submit.class.php:30 fields-escaped',
    'alipay_submit.class.php:32 submit-button-has-no-name',
    'alipay_submit.class.php:50 both-flags-are-read',
    'alipay_submit.class.php:50 error-code-is-kept',
  ],
  csharp: [
    'AlipaySubmit.cs:16 old-gateway-is-gone',
    'AlipaySubmit.cs:18 no-key-in-source',
    'AlipaySubmit.cs:53 fields-escaped',
    'AlipaySubmit.cs:70 address-values-encoded',
    'AlipaySubmit.cs:71 certificates-are-checked',
    'AlipaySubmit.cs:75 calls-have-a-time-limit',
    'AlipaySubmit.cs:77 answer-decoded-by-its-charset',
    'AlipaySubmit.cs:81 answer-read-by-name',
    'AlipaySubmit.cs:83 unknown-is-not-no',
  ],
  python: [
    'alipay.py:13 no-key-in-source',
    'alipay.py:32 key-is-not-logged',
    'alipay.py:42 no-return-expected-from-signing',
    'alipay.py:43 sign-type-stays-out-of-the-signature',
    'alipay.py:62 calls-have-a-time-limit',
    'alipay.py:64 answer-read-by-name',
    'alipay.py:65 unknown-is-not-no',
  ],
  ruby: [
    'alipay.rb:10 no-key-in-source',
    'alipay.rb:14 values-signed-unencoded',
    'alipay.rb:15 key-is-not-logged',
    'alipay.rb:28 address-values-encoded',
    'alipay.rb:45 certificates-are-checked',
    'alipay.rb:46 calls-have-a-time-limit',
    'alipay.rb:48 answer-parsed-as-xml',
    'alipay.rb:48 both-flags-are-read',
    'alipay.rb:48 error-code-is-kept',
    'alipay.rb:49 unknown-is-not-no',
  ],
  go: [
    'alipay.go:18 no-key-in-source',
    'alipay.go:21 calls-have-a-time-limit',
    'alipay.go:22 certificates-are-checked',
    'alipay.go:39 key-is-not-logged',
    'alipay.go:52 sign-type-stays-out-of-the-signature',
    'alipay.go:60 unknown-is-not-no',
    'alipay.go:66 unknown-is-not-no',
    'alipay.go:69 answer-parsed-as-xml',
    'alipay.go:69 both-flags-are-read',
    'alipay.go:69 error-code-is-kept',
  ],
  javascript: [
    'alipay_submit.js:7 no-key-in-source',
    'alipay_submit.js:26 parameters-are-sorted',
    'alipay_submit.js:33 key-is-not-logged',
    'alipay_submit.js:52 fields-escaped',
    'alipay_submit.js:54 submit-button-has-no-name',
    'alipay_submit.js:68 calls-have-a-time-limit',
    'alipay_submit.js:69 address-values-encoded',
    'alipay_submit.js:76 unknown-is-not-no',
    'alipay_submit.js:77 both-flags-are-read',
    'alipay_submit.js:77 error-code-is-kept',
    'alipay_submit.js:80 unknown-is-not-no',
  ],
}

describe('a wrong integration', () => {
  it.each(integrations('wrong'))('$name is told all its mistakes, and nothing else', ({ name, files }) => {
    const found = audit(files).findings.map(
      ({ rule, location }) => `${location.path.split('/').at(-1) ?? ''}:${String(location.line)} ${rule}`,
    )
    expect([...new Set(found)]).toEqual(mistakes[name])
  })
})
