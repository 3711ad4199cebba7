import { getEventListeners } from 'node:events'
import { createServer as createTlsServer } from 'node:tls'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../src/base/index.js'
import { openTransport, type Posting, type Transport } from '../../src/gateway/transport.js'
import type { Exchange } from '../../src/gateway/call.js'
import type { Route } from '../../src/gateway/socket.js'
import { countingLookup, httpAnswer, listening, startPeer, type Peer, type Reply } from './peers.js'

const posting: Posting = {
  path: '/gateway.do?_input_charset=utf-8',
  contentType: 'application/x-www-form-urlencoded; charset=utf-8',
  body: 'service=query_customer_protocol',
}
const limits = { connectMs: 5_000, headersMs: 10_000, bodyMs: 5_000, totalMs: 15_000, answerBytes: 262_144 }
const xml = '<?xml version="1.0" encoding="utf-8"?><alipay><is_success>T</is_success></alipay>'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function peerThat(reply: Reply, onConnection?: Parameters<typeof startPeer>[1]): Promise<Peer> {
  const peer = await startPeer(reply, onConnection)
  endings.push(() => peer.close())
  return peer
}

function transportTo(
  port: number,
  given: { route?: Partial<Route>; lookup?: LookupFunction; limits?: Partial<typeof limits> } = {},
): { transport: Transport; clock: ManualClock; names: string[] } {
  const clock = new ManualClock()
  const { lookup, names } = countingLookup()
  const route = { host: 'gateway.example', port, secure: false, ...given.route }
  const transport = openTransport({
    route,
    clock,
    limits: { ...limits, ...given.limits },
    lookup: given.lookup ?? lookup,
  })
  return { transport, clock, names }
}

/** The end of an exchange without the failure's own name, which differs from one system to the next. */
async function endOf(sent: Promise<Exchange>): Promise<object> {
  const exchange = await sent
  return Object.fromEntries(Object.entries(exchange).filter(([name]) => name !== 'detail'))
}

const echo: Reply = (socket) => socket.write(httpAnswer(xml))
const silent: Reply = () => undefined

describe('an exchange that works', () => {
  it('posts the body and hands back status, type and bytes', async () => {
    const peer = await peerThat(echo)
    const { transport } = transportTo(peer.port)
    const exchange = await transport.send(posting)
    expect(exchange).toMatchObject({
      ended: 'answered',
      status: 200,
      headers: { contentType: 'text/xml;charset=utf-8' },
    })
    expect(exchange.ended === 'answered' ? exchange.body.toString() : '').toBe(xml)
    expect(peer.requests[0]).toContain('POST /gateway.do?_input_charset=utf-8 HTTP/1.1\r\n')
    expect(peer.requests[0]).toContain(`host: gateway.example:${peer.port}\r\n`)
    expect(peer.requests[0]).toContain('accept-encoding: identity\r\n')
    expect(peer.requests[0]?.endsWith(`\r\n\r\n${posting.body}`)).toBe(true)
    await transport.close()
  })

  it('does not follow a redirect', async () => {
    const target = await peerThat(echo)
    const peer = await peerThat((socket) =>
      socket.write(httpAnswer('', '302 Found', [`location: http://127.0.0.1:${target.port}/`])),
    )
    const { transport } = transportTo(peer.port)
    expect(await transport.send(posting)).toMatchObject({ ended: 'answered', status: 302 })
    expect(target.connections()).toBe(0)
    await transport.close()
  })

  it('passes over interim answers', async () => {
    const peer = await peerThat((socket) =>
      socket.write(Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'), httpAnswer(xml)])),
    )
    const { transport } = transportTo(peer.port)
    expect(await transport.send(posting)).toMatchObject({ ended: 'answered', status: 200 })
    await transport.close()
  })
})

describe('sockets and name lookup', () => {
  it('reuses a young socket and asks DNS once for each new one', async () => {
    const peer = await peerThat(echo)
    const { transport, names } = transportTo(peer.port)
    for (let call = 0; call < 5; call++) await transport.send(posting)
    expect([peer.connections(), names.length]).toEqual([1, 1])
    await Promise.all(Array.from({ length: 4 }, () => transport.send(posting)))
    expect(names.length).toBe(peer.connections())
    expect(peer.connections()).toBeGreaterThan(1)
    await transport.close()
  })

  it('gives no further request to a socket that could live past sixty seconds, under steady load too', async () => {
    const peer = await peerThat(echo)
    const { transport, clock, names } = transportTo(peer.port)
    for (let second = 0; second < 120; second++) {
      await transport.send(posting)
      clock.advance(1_000)
    }
    // 60 s less 15 s for a last call, 4 s of idling and the sweep's tick: a socket serves 41 calls a second apart.
    expect(names.length).toBe(3)
    expect(peer.connections()).toBe(3)
    await transport.close()
  })

  it("counts a socket's age from its name lookup", async () => {
    const peer = await peerThat(echo)
    const { lookup } = countingLookup()
    const questions: (() => void)[] = []
    let asked = (): void => undefined
    const slow: LookupFunction = (...question) => {
      questions.push(() => lookup(...question))
      asked()
    }
    const { transport, clock } = transportTo(peer.port, { lookup: slow })
    const firstAsked = new Promise<void>((resolve) => (asked = resolve))
    const first = transport.send(posting)
    await firstAsked
    clock.advance(4_000)
    questions.shift()?.()
    await first
    clock.advance(38_000)
    const secondAsked = new Promise<void>((resolve) => (asked = resolve))
    const second = transport.send(posting)
    await secondAsked // 42 s after the first lookup the socket is too old, though it has been up for 38 s alone.
    questions.shift()?.()
    expect(await second).toMatchObject({ ended: 'answered' })
    expect(peer.connections()).toBe(2)
    await transport.close()
  })

  it('retires aged sockets also where calls waited for one', async () => {
    const held: (() => void)[] = []
    const peer = await peerThat((socket) => held.push(() => socket.write(httpAnswer(xml))))
    const { transport, clock } = transportTo(peer.port, { limits: { headersMs: 45_000, totalMs: 45_000 } })
    const first = Array.from({ length: 64 }, () => transport.send(posting))
    const waiting = Array.from({ length: 64 }, () => transport.send(posting))
    await peer.received(64)
    clock.advance(12_000) // 60 s less 45 s for a last call, 4 s of idling and a tick leave less than 11 s.
    for (const release of held.splice(0)) release()
    await Promise.all(first)
    await peer.received(128)
    expect(peer.connections()).toBe(128)
    for (const release of held.splice(0)) release()
    expect((await Promise.all(waiting)).every((exchange) => exchange.ended === 'answered')).toBe(true)
    await transport.close()
  })

  it('opens at most 64 sockets, lets 1 024 calls wait and refuses the next', async () => {
    const held: (() => void)[] = []
    let through = false
    const peer = await peerThat((socket) =>
      through ? socket.write(httpAnswer(xml)) : held.push(() => socket.write(httpAnswer(xml))),
    )
    const { transport } = transportTo(peer.port)
    const calls = Array.from({ length: 64 + 1_024 }, () => transport.send(posting))
    expect(await endOf(transport.send(posting))).toEqual({ ended: 'not-sent', reason: 'overloaded' })
    await peer.received(64)
    expect(peer.connections()).toBe(64)
    through = true
    for (const release of held) release()
    const exchanges = await Promise.all(calls)
    expect(exchanges.every((exchange) => exchange.ended === 'answered')).toBe(true)
    expect(peer.requests.length).toBe(64 + 1_024)
    await transport.close()
  })

  it('dials the filed address without asking DNS and still names the gateway', async () => {
    const peer = await peerThat(echo)
    const { transport, names } = transportTo(peer.port, { route: { address: '127.0.0.1' } })
    expect(await transport.send(posting)).toMatchObject({ ended: 'answered' })
    expect(names).toEqual([])
    expect(peer.requests[0]).toContain('host: gateway.example')
    await transport.close()
  })
})

describe('nothing was sent', () => {
  it('says connect where nobody listens', async () => {
    const peer = await startPeer(echo)
    await peer.close()
    const { transport } = transportTo(peer.port)
    expect(await transport.send(posting)).toEqual({ ended: 'not-sent', reason: 'connect', detail: 'ECONNREFUSED' })
    await transport.close()
  })

  it('says dns where the name does not resolve', async () => {
    const lookup: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), [])
    const { transport } = transportTo(9, { lookup })
    expect(await endOf(transport.send(posting))).toEqual({ ended: 'not-sent', reason: 'dns' })
    await transport.close()
  })

  it('says connect-timeout where the resolver never answers', async () => {
    let asked = (): void => undefined
    const question = new Promise<void>((resolve) => (asked = resolve))
    const { transport, clock } = transportTo(9, { lookup: () => asked() })
    const call = transport.send(posting)
    await question
    clock.advance(limits.connectMs)
    expect(await call).toEqual({ ended: 'not-sent', reason: 'connect-timeout' })
    await transport.close()
  })

  it('says tls where the peer speaks no TLS or hangs in the handshake', async () => {
    const peer = await peerThat(silent, (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const { transport } = transportTo(peer.port, { route: { secure: true } })
    expect(await endOf(transport.send(posting))).toEqual({ ended: 'not-sent', reason: 'tls' })
    await transport.close()

    let arrived = (): void => undefined
    const arrival = new Promise<void>((resolve) => (arrived = resolve))
    const mute = await peerThat(silent, () => arrived())
    const second = transportTo(mute.port, { route: { secure: true } })
    const call = second.transport.send(posting)
    await arrival
    second.clock.advance(limits.connectMs)
    expect(await call).toEqual({ ended: 'not-sent', reason: 'connect-timeout' })
    await second.transport.close()
  })

  it('says tls where the server has no certificate to show', async () => {
    const server = createTlsServer({})
    server.on('tlsClientError', () => undefined)
    await listening(server)
    endings.push(() => new Promise((resolve) => server.close(() => resolve())))
    const { transport } = transportTo((server.address() as AddressInfo).port, { route: { secure: true } })
    expect(await endOf(transport.send(posting))).toEqual({ ended: 'not-sent', reason: 'tls' })
    await transport.close()
  })

  it('says aborted where the caller gave up before, or while the connection was being made', async () => {
    const peer = await peerThat(echo)
    const { lookup } = countingLookup()
    const late: (() => void)[] = []
    const slow: LookupFunction = (...question) => late.push(() => lookup(...question))
    const { transport } = transportTo(peer.port, { lookup: slow })
    expect(await endOf(transport.send(posting, AbortSignal.abort()))).toEqual({ ended: 'not-sent', reason: 'aborted' })

    const controller = new AbortController()
    const call = transport.send(posting, controller.signal)
    await Promise.resolve()
    controller.abort()
    expect(await call).toEqual({ ended: 'not-sent', reason: 'aborted' })
    for (const resolve of late) resolve()
    await transport.close()
    expect(peer.requests).toEqual([])
  })

  it('says aborted for a call that waits for a socket, and the call never goes out', async () => {
    const held: (() => void)[] = []
    const peer = await peerThat((socket) => held.push(() => socket.write(httpAnswer(xml))))
    const { transport } = transportTo(peer.port)
    const calls = Array.from({ length: 64 }, () => transport.send(posting))
    const controller = new AbortController()
    const waiting = transport.send(posting, controller.signal)
    await peer.received(64)
    controller.abort()
    expect(await waiting).toEqual({ ended: 'not-sent', reason: 'aborted' })
    for (const release of held) release()
    await Promise.all(calls)
    await transport.close()
    expect(peer.requests.length).toBe(64)
  })
})

describe('sent, and nobody knows', () => {
  it('says timeout where the answer does not begin in time', async () => {
    const peer = await peerThat(silent)
    const { transport, clock } = transportTo(peer.port)
    const call = transport.send(posting)
    await peer.received(1)
    clock.advance(limits.headersMs + 50)
    expect(await call).toEqual({ ended: 'broken', reason: 'timeout' })
    await transport.close()
  })

  it('says timeout where the body trickles', async () => {
    const peer = await peerThat((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<alip'))
    const { transport, clock } = transportTo(peer.port)
    const call = transport.send(posting)
    const state = { over: false }
    void call.then(() => (state.over = true))
    await peer.received(1)
    // The headers travel in real time: the clock goes on in between, until one of the limits strikes.
    while (!state.over) {
      clock.advance(limits.bodyMs)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await call).toMatchObject({ ended: 'broken', reason: 'timeout' })
    await transport.close()
  })

  it.each([
    ['resets before any answer', (socket: Parameters<Reply>[0]) => socket.resetAndDestroy(), undefined],
    ['closes before any answer', (socket: Parameters<Reply>[0]) => socket.end(), undefined],
    [
      'resets inside the headers',
      (socket: Parameters<Reply>[0]) => socket.write('HTTP/1.1 200 OK\r\ncontent-', () => socket.resetAndDestroy()),
      undefined,
    ],
    [
      'closes inside the body',
      (socket: Parameters<Reply>[0]) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<alipay>'),
      200,
    ],
    [
      'closes inside a chunked body',
      (socket: Parameters<Reply>[0]) =>
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n<alipay>\r\n'),
      200,
    ],
    ['answers what is no HTTP', (socket: Parameters<Reply>[0]) => socket.end('<alipay/>\r\n\r\n'), undefined],
  ])('says connection-lost where the peer %s, and sends nothing again', async (_title, reply, status) => {
    const peer = await peerThat((socket) => reply(socket))
    const { transport } = transportTo(peer.port)
    expect(await endOf(transport.send(posting))).toEqual({
      ended: 'broken',
      reason: 'connection-lost',
      ...(status === undefined ? {} : { status }),
    })
    await transport.close()
    expect(peer.requests.length).toBe(1)
  })

  it('says connection-lost where a kept-alive socket is reset by the second request, and does not repeat it', async () => {
    const peer = await peerThat((socket, request) => {
      if (request === 1) socket.write(httpAnswer(xml))
      else socket.resetAndDestroy()
    })
    const { transport } = transportTo(peer.port)
    expect(await transport.send(posting)).toMatchObject({ ended: 'answered' })
    expect(await endOf(transport.send(posting))).toEqual({ ended: 'broken', reason: 'connection-lost' })
    await transport.close()
    expect([peer.requests.length, peer.connections()]).toEqual([2, 1])
  })

  it('uses a new socket where the peer has closed the kept-alive one in time to see it', async () => {
    let closed = (): void => undefined
    const goodbye = new Promise<void>((resolve) => (closed = resolve))
    const peer = await peerThat(
      (socket, request) => socket.write(httpAnswer(xml), () => (request === 1 ? socket.end() : undefined)),
      (socket) => socket.on('close', () => closed()),
    )
    const { transport } = transportTo(peer.port)
    expect(await transport.send(posting)).toMatchObject({ ended: 'answered' })
    await goodbye
    expect(await transport.send(posting)).toMatchObject({ ended: 'answered' })
    await transport.close()
    expect([peer.requests.length, peer.connections()]).toEqual([2, 2])
  })

  it('says aborted where the caller gave up after the request had gone', async () => {
    const peer = await peerThat(silent)
    const { transport } = transportTo(peer.port)
    const controller = new AbortController()
    const call = transport.send(posting, controller.signal)
    await peer.received(1)
    controller.abort()
    expect(await endOf(call)).toEqual({ ended: 'broken', reason: 'aborted' })
    await transport.close()
  })

  it.each([
    ['announces', (size: number) => `HTTP/1.1 200 OK\r\ncontent-length: ${size}\r\n\r\n<alipay>`],
    [
      'sends',
      (size: number) =>
        `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`,
    ],
  ])('says oversized-answer where the peer %s more than the limit', async (_title, answer) => {
    const peer = await peerThat((socket) => socket.write(answer(limits.answerBytes + 1)))
    const { transport } = transportTo(peer.port)
    expect(await endOf(transport.send(posting))).toEqual({ ended: 'broken', reason: 'oversized-answer', status: 200 })
    await transport.close()
  })

  it('takes an answer of exactly the limit', async () => {
    const peer = await peerThat((socket) => socket.write(httpAnswer(Buffer.alloc(limits.answerBytes, 0x20))))
    const { transport } = transportTo(peer.port)
    expect(await transport.send(posting)).toMatchObject({ ended: 'answered', status: 200 })
    await transport.close()
  })
})

describe('limits and closing', () => {
  it('watches all calls with one timer', async () => {
    const peer = await peerThat(silent)
    const { transport, clock } = transportTo(peer.port)
    const calls = Array.from({ length: 50 }, () => transport.send(posting))
    await peer.received(50)
    expect(clock.pending).toBe(1)
    clock.advance(limits.headersMs + 50)
    const exchanges = await Promise.all(calls)
    expect(exchanges.every((exchange) => exchange.ended === 'broken' && exchange.reason === 'timeout')).toBe(true)
    await transport.close()
    expect(clock.pending).toBe(0)
  })

  it('closes only when the calls in flight have ended, those that wait for a socket too', async () => {
    const held: (() => void)[] = []
    const peer = await peerThat((socket) => held.push(() => socket.write(httpAnswer(xml))))
    const { transport } = transportTo(peer.port)
    const calls = Array.from({ length: 65 }, () => transport.send(posting))
    await peer.received(64)
    const order: string[] = []
    const closing = transport.close().then(() => order.push('closed'))
    const answered = Promise.all(calls).then((exchanges) => {
      order.push('answered')
      return exchanges
    })
    for (const release of held.splice(0)) release()
    await peer.received(65)
    for (const release of held.splice(0)) release()
    expect((await answered).every((exchange) => exchange.ended === 'answered')).toBe(true)
    await closing
    expect(order).toEqual(['answered', 'closed'])
  })

  it('leaves nothing on the signal of a call that has ended', async () => {
    const peer = await peerThat(echo)
    const { transport } = transportTo(peer.port)
    const { signal } = new AbortController()
    await transport.send(posting, signal)
    expect(getEventListeners(signal, 'abort')).toEqual([])
    await transport.close()
  })

  it('gives the place of a waiting call that was aborted to the next', async () => {
    const { transport, clock } = transportTo(9, { lookup: () => undefined })
    const controller = new AbortController()
    const calls = Array.from({ length: 64 + 1_023 }, () => transport.send(posting))
    const aborted = transport.send(posting, controller.signal)
    controller.abort()
    expect(await aborted).toEqual({ ended: 'not-sent', reason: 'aborted' })
    const next = transport.send(posting)
    clock.advance(limits.totalMs + 50)
    expect(await next).toEqual({ ended: 'not-sent', reason: 'connect-timeout' })
    await Promise.all(calls)
    await transport.close()
  })
})
