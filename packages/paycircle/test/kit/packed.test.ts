import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { selfSignedCertificate, type Certificate } from '../gateway/certificate.js'
import { httpAnswer, listening, startPeer, type Peer } from '../gateway/peers.js'
import { complaints } from './compiler.js'
import { installPackedKit, type PackedKit } from './packed-kit.js'

const xml =
  '<?xml version="1.0" encoding="utf-8"?>\n<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge></alipay>'

let kit: PackedKit
let peer: Peer
let certificate: Certificate
beforeAll(async () => {
  kit = installPackedKit()
  peer = await startPeer((socket) => socket.write(httpAnswer(xml)))
  certificate = selfSignedCertificate('mapi.alipay.com')
}, 120_000)
afterAll(async () => {
  kit.remove()
  certificate.remove()
  await peer.close()
})

const program = (imports: string): string => `
${imports}
const gateway = 'http://127.0.0.1:${peer.port}/gateway.do'
const client = createClient({ mode: 'sandbox', partner: '2088000000000000', key: Secret.fromText('k'.repeat(32)), gateway })
client.agreements.query({ email: 'agent@example.com' }).then(async (outcome) => {
  await client.close()
  const known = errorCodeEntry('ILLEGAL_SIGN').code
  let refused = ''
  try { client.signing.url({ email: '13800138000' }) } catch (error) { refused = error instanceof PaycircleError ? error.code : '' }
  const bytes = preSignString({ b: '2', a: '1', sign: 'x' }, { charset: 'gbk' })
  console.log(JSON.stringify({ outcome, known, refused, signed: Buffer.from(bytes).toString() }))
})`

const expected = {
  outcome: { outcome: 'signed', autoDebit: true, autoRefund: false },
  known: 'ILLEGAL_SIGN',
  refused: 'signer-email-is-mobile',
  signed: 'a=1&b=2',
}

describe('the packed kit', () => {
  it('holds its licence, its README, its types and its code with source maps, and nothing else', () => {
    const code = kit.files.filter((file) => /^package\/dist\/.*\.js$/.test(file))
    for (const entry of ['index', 'wire/index', 'explain/index']) expect(code).toContain(`package/dist/${entry}.js`)
    const other = kit.files.filter((file) => !/^package\/dist\/.*\.(?:js|js\.map|d\.ts)$/.test(file))
    expect(other.sort()).toEqual(['package/LICENSE', 'package/README.md', 'package/package.json'])
    const text = readFileSync(join(kit.folder, 'node_modules', 'paycircle', 'dist', 'rooms', 'base.js.map'), 'utf8')
    expect((JSON.parse(text) as { sourcesContent: string[] }).sourcesContent.join()).toContain('class PaycircleError')
  })

  it('has every class once, whichever entries are imported, by import or by require', async () => {
    const entries = [
      ...['paycircle', 'paycircle/wire', 'paycircle/explain'],
      ...['base', 'vocabulary', 'wire', 'gateway', 'explain'].map((room) => `paycircle/internal/${room}`),
    ]
    const { stdout } = await kit.run(
      'once.mjs',
      `
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const seen = {}
for (const entry of ${JSON.stringify(entries)}) {
  for (const face of [await import(entry), require(entry)]) {
    for (const [name, value] of Object.entries(face)) (seen[name] ??= new Set()).add(value)
  }
}
const { PaycircleError } = await import('paycircle')
const { explainSignature } = await import('paycircle/explain')
const { computeSignature } = await import('paycircle/wire')
const thrown = (act) => { try { act() } catch (error) { return error instanceof PaycircleError } }
console.log(JSON.stringify({
  doubled: Object.keys(seen).filter((name) => seen[name].size > 1),
  names: ['Secret', 'PaycircleError', 'readSignedRequest', 'explainSignature'].every((name) => name in seen),
  wire: thrown(() => computeSignature({ a: '1' }, { charset: 'utf-8', signType: 'MD5', key: '' })),
}))`,
    )
    expect(JSON.parse(stdout)).toEqual({ doubled: [], names: true, wire: true })
  })

  it('gives its types to a NodeNext program, for every entry', () => {
    const program = (extension: string): string => {
      const file = join(kit.folder, `types.${extension}`)
      writeFileSync(
        file,
        `
import { createClient, type Secret } from 'paycircle'
import { preSignString, Secret as SameSecret } from 'paycircle/wire'
import { explainSignature, readSignedRequest, type SignatureExplanation } from 'paycircle/explain'
const client = createClient({ partner: '2088000000000000', key: SameSecret.fromText('k') })
export const key: Secret = SameSecret.fromText('k')
export const bytes: Uint8Array = preSignString({ a: '1' }, { charset: 'gbk' })
export const explanation: SignatureExplanation = explainSignature(
  readSignedRequest(client.signing.url({ email: 'agent@example.com' })), { key },
)
// @ts-expect-error an explanation is no text: the types are there and are not any
export const text: string = explanation
`,
      )
      return file
    }
    expect(complaints([program('mts'), program('cts')])).toEqual([])
  })

  it('works by import', async () => {
    const imports = `
import { createClient, errorCodeEntry, PaycircleError, Secret } from 'paycircle'
import { preSignString } from 'paycircle/wire'`
    const { stdout, stderr } = await kit.run('esm.mjs', program(imports))
    expect(JSON.parse(stdout)).toEqual(expected)
    expect(stderr).toBe('')
  })

  it('works by require', async () => {
    const imports = `
const { createClient, errorCodeEntry, PaycircleError, Secret } = require('paycircle')
const { preSignString } = require('paycircle/wire')`
    const { stdout, stderr } = await kit.run('cjs.cjs', program(imports))
    expect(JSON.parse(stdout)).toEqual(expected)
    expect(stderr).not.toMatch(/Error/)
  })

  it('loads none of its dependencies before they are used, and undici by the first query', async () => {
    const { stdout } = await kit.run(
      'lazy.mjs',
      `
import { createRequire } from 'node:module'
import { createClient } from 'paycircle'
const loaded = () => {
  const files = Object.keys(createRequire(import.meta.url).cache)
  return ['undici', 'iconv-lite', 'saxes'].filter((name) => files.some((file) => file.includes('/node_modules/' + name + '/')))
}
const gateway = 'http://127.0.0.1:${peer.port}/gateway.do'
const client = createClient({ partner: '2088000000000000', key: 'k'.repeat(32), gateway })
client.signing.form({ email: 'agent@example.com' })
const before = loaded()
await client.agreements.query({ email: 'agent@example.com' })
await client.close()
console.log(JSON.stringify([before, loaded()]))`,
    )
    expect(JSON.parse(stdout)).toEqual([[], ['undici', 'saxes']])
  })

  it('lets the process end though sockets are kept alive', async () => {
    const { stdout } = await kit.run(
      'end.mjs',
      `
import { createClient } from 'paycircle'
const client = createClient({ partner: '2088000000000000', key: 'k'.repeat(32), gateway: 'http://127.0.0.1:${peer.port}/gateway.do' })
await client.agreements.query({ email: 'agent@example.com' })
const answered = performance.now()
process.on('exit', () => console.log(performance.now() - answered < 2_000))`,
    )
    expect(stdout.trim()).toBe('true')
  })
})

describe('TLS to a bound address', () => {
  async function secureGateway(): Promise<{ port: number; names: (string | false | null)[]; close: () => void }> {
    const names: (string | false | null)[] = []
    const server = createTlsServer({ key: certificate.key, cert: certificate.cert }, (socket: TLSSocket) => {
      names.push(socket.servername)
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end(httpAnswer(xml)))
    })
    server.on('tlsClientError', () => undefined)
    await listening(server)
    return { port: (server.address() as AddressInfo).port, names, close: () => server.close() }
  }

  const exchange = (host: string, port: number): string => `
import { openTransport } from './node_modules/paycircle/dist/gateway/transport.js'
import { systemClock } from 'paycircle'
const limits = { connectMs: 5000, headersMs: 5000, bodyMs: 5000, totalMs: 10000, answerBytes: 1000 }
const route = { host: '${host}', port: ${port}, secure: true, address: '127.0.0.1' }
const transport = openTransport({ route, clock: systemClock, limits })
const { ended, reason } = await transport.send({ path: '/gateway.do', contentType: 'text/plain', body: 'x' })
await transport.close()
console.log(JSON.stringify({ ended, reason }))`

  it("checks the certificate by the gateway's name, which it also asks for", async () => {
    const gateway = await secureGateway()
    const trusted = { NODE_EXTRA_CA_CERTS: certificate.file }
    const right = await kit.run('tls-right.mjs', exchange('mapi.alipay.com', gateway.port), trusted)
    expect(JSON.parse(right.stdout)).toEqual({ ended: 'answered' })
    expect(gateway.names).toEqual(['mapi.alipay.com'])
    const wrong = await kit.run('tls-wrong.mjs', exchange('mapi.example.com', gateway.port), trusted)
    expect(JSON.parse(wrong.stdout)).toEqual({ ended: 'not-sent', reason: 'tls' })
    const careless = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    const unknown = await kit.run('tls-unknown.mjs', exchange('mapi.alipay.com', gateway.port), careless)
    expect(JSON.parse(unknown.stdout)).toEqual({ ended: 'not-sent', reason: 'tls' })
    gateway.close()
  })
})
