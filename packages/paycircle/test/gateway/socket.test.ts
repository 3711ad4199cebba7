import { connect as secureConnect, createServer as createTlsServer } from 'node:tls'
import { connect, type AddressInfo, type LookupFunction, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock, systemClock } from '../../src/base/index.js'
import { openSocket, type ProxyAddress, type Route } from '../../src/gateway/socket.js'
import { selfSignedCertificate } from './certificate.js'
import { countingLookup, httpAnswer, listening, startPeer, type Peer, type Reply } from './peers.js'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function peerThat(reply: Reply): Promise<Peer> {
  const peer = await startPeer(reply)
  endings.push(() => peer.close())
  return peer
}

const settingsWith = (lookup: LookupFunction): Parameters<typeof openSocket>[1] => ({
  clock: systemClock,
  connectMs: 10_000,
  lookup,
})

describe('certificates', () => {
  it('are verified also where NODE_TLS_REJECT_UNAUTHORIZED=0 is set', async () => {
    const certificate = selfSignedCertificate('gateway.example')
    endings.push(() => certificate.remove())
    const server = createTlsServer({ key: certificate.key, cert: certificate.cert }, (socket) => socket.end())
    server.on('tlsClientError', () => undefined)
    await listening(server)
    endings.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const { port } = server.address() as AddressInfo

    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    endings.push(() => {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
    })
    // The control: a connection that says nothing of verification is let through by the variable.
    await new Promise<void>((resolve, reject) => {
      const careless = secureConnect({ port, host: '127.0.0.1', servername: 'gateway.example' }, () => {
        careless.destroy()
        resolve()
      })
      careless.on('error', reject)
    })
    const opening = openSocket({ host: 'gateway.example', port, secure: true }, settingsWith(countingLookup().lookup))
    await expect(opening).rejects.toMatchObject({
      reason: 'tls',
      detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
  })
})

describe('a socket that did not come about in time', () => {
  it('is closed, whatever step it was at', async () => {
    const clock = new ManualClock()
    let arrived = (): void => undefined
    let left = (): void => undefined
    const arrival = new Promise<void>((resolve) => (arrived = resolve))
    const departure = new Promise<void>((resolve) => (left = resolve))
    const mute = await startPeer(
      () => undefined,
      (socket) => {
        arrived()
        socket.on('close', () => left())
      },
    )
    endings.push(() => mute.close())
    const route = { host: 'gateway.example', port: mute.port, secure: true }
    const opening = openSocket(route, { clock, connectMs: 1_000, lookup: countingLookup().lookup })
    await arrival
    clock.advance(1_000)
    await expect(opening).rejects.toMatchObject({ reason: 'connect-timeout' })
    await departure
    expect(clock.pending).toBe(0)
  })
})

describe('a proxy', () => {
  /** The proxy's side of a tunnel to whatever port of loopback is asked for. */
  const tunnelling: Reply = (socket, _request, text) => {
    const port = Number(/^CONNECT [^ ]+:(\d+) /.exec(text)?.[1])
    const onward = connect({ port, host: '127.0.0.1' }, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.removeAllListeners('data')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
  }

  const through = (proxy: Peer, route: Partial<Route> = {}, address: Partial<ProxyAddress> = {}): Route => ({
    host: 'gateway.example',
    port: 1,
    secure: false,
    ...route,
    proxy: { host: 'proxy.example', port: proxy.port, ...address },
  })

  const spoken = (socket: Socket): Promise<string> =>
    new Promise((resolve) => {
      socket.once('data', (chunk: Buffer) => resolve(chunk.toString()))
      socket.write('POST / HTTP/1.1\r\n\r\n')
    })

  it('is asked to tunnel by name, so that it resolves the name itself', async () => {
    const gateway = await peerThat((socket) => socket.write(httpAnswer('through')))
    const proxy = await peerThat(tunnelling)
    const { lookup, names } = countingLookup()
    const route = through(proxy, { port: gateway.port }, { authorization: 'Basic dTpw' })
    const socket = await openSocket(route, settingsWith(lookup))
    endings.push(() => socket.destroy())
    expect(await spoken(socket)).toContain('through')
    expect(names).toEqual(['proxy.example'])
    const authority = `gateway.example:${gateway.port}`
    expect(proxy.requests[0]).toMatch(new RegExp(`^CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n`, 'i'))
    expect(proxy.requests[0]).toContain('proxy-authorization: Basic dTpw')
    expect(gateway.requests[0]).not.toContain('dTpw')
  })

  it('is asked for the filed address where there is one', async () => {
    const gateway = await peerThat((socket) => socket.write(httpAnswer('through')))
    const proxy = await peerThat(tunnelling)
    const route = through(proxy, { port: gateway.port, address: '127.0.0.1' })
    const socket = await openSocket(route, settingsWith(countingLookup().lookup))
    socket.destroy()
    expect(proxy.requests[0]).toContain(`CONNECT 127.0.0.1:${gateway.port} `)
  })

  it.each<[string, Reply]>([
    ['asks for credentials', (socket) => socket.write('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')],
    ['cannot reach the gateway', (socket) => socket.write('HTTP/1.1 502 Bad Gateway\r\n\r\n')],
    ['closes without a word', (socket) => socket.end()],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['speaks no HTTP', (socket) => socket.write('SSH-2.0-OpenSSH\r\n')],
    ['speaks before the gateway could', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nearly')],
  ])('that %s is the reason why nothing was sent', async (_title, reply) => {
    const proxy = await peerThat(reply)
    const opening = openSocket(through(proxy), settingsWith(countingLookup().lookup))
    await expect(opening).rejects.toMatchObject({ reason: 'proxy' })
  })

  it('that is not there, or whose name does not resolve, is the reason too', async () => {
    const gone = await startPeer(() => undefined)
    await gone.close()
    const settings = settingsWith(countingLookup().lookup)
    await expect(openSocket(through(gone), settings)).rejects.toMatchObject({ reason: 'proxy' })
    const unknown: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), [])
    await expect(openSocket(through(gone), settingsWith(unknown))).rejects.toMatchObject({ reason: 'proxy' })
  })
})
