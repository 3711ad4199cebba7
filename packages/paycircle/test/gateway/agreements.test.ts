import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock, PaycircleError, type Meter } from '../../src/base/index.js'
import {
  createClient,
  type AnswerRecord,
  type CallRecord,
  type Client,
  type ClientOptions,
} from '../../src/gateway/index.js'
import { encodeText, formDecode } from '../../src/wire/index.js'
import { httpAnswer, startPeer, type Peer, type Reply } from './peers.js'

const key = 'k'.repeat(32)
const signed =
  '<?xml version="1.0" encoding="utf-8"?>\n<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge></alipay>'
const email = 'agent@example.com'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function clientOf(reply: Reply, options: Partial<ClientOptions> = {}): Promise<{ client: Client; peer: Peer }> {
  const peer = await startPeer(reply)
  const gateway = `http://127.0.0.1:${peer.port}/gateway.do`
  const client = createClient({ mode: 'sandbox', partner: '2088000000000000', key, gateway, ...options })
  endings.push(
    () => peer.close(),
    () => client.close(),
  )
  return { client, peer }
}

const answer =
  (body: string | Buffer, status?: string, headers?: readonly string[]): Reply =>
  (socket) =>
    socket.write(httpAnswer(body, status, headers))

async function failure(made: Promise<unknown>): Promise<PaycircleError> {
  const error: unknown = await made.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof PaycircleError) return error as PaycircleError
  throw error as Error
}

describe('a query', () => {
  it('posts the signed list once and reads the two halves', async () => {
    const { client, peer } = await clientOf(answer(signed))
    expect(await client.agreements.query({ email })).toEqual({ outcome: 'signed', autoDebit: true, autoRefund: false })
    const [head, body] = (peer.requests[0] ?? '').split('\r\n\r\n')
    expect(head).toMatch(/^POST \/gateway\.do\?_input_charset=utf-8 HTTP\/1\.1\r\n/)
    expect(head).toContain('content-type: application/x-www-form-urlencoded; charset=utf-8')
    // The signature is that of an outside computation with the key k×32.
    expect(Object.fromEntries(formDecode(body ?? '', 'utf-8'))).toEqual({
      service: 'query_customer_protocol',
      partner: '2088000000000000',
      _input_charset: 'utf-8',
      biz_type: '10004',
      user_email: email,
      sign: '0ffb7ad1283ca3177cd82dd330ef445e',
      sign_type: 'MD5',
    })
    expect(peer.requests.length).toBe(1)
  })

  it('asks by account number under the configured name', async () => {
    const { client, peer } = await clientOf(answer(signed), { accountParameter: 'trans_account' })
    const account = '20880000000000010156'
    expect(await client.agreements.query({ account })).toMatchObject({ outcome: 'signed' })
    expect(peer.requests[0]).toContain(`trans_account=${account}`)
    expect(peer.requests[0]).not.toContain('user_email')
  })

  it('reads an answer in GBK to a request in utf-8', async () => {
    const gbk = encodeText(signed.replace('utf-8', 'GBK').replace('</alipay>', '<note>测试</note></alipay>'), 'gbk')
    const { client } = await clientOf((socket) => {
      const head = `HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: ${gbk.length}\r\n\r\n`
      socket.write(Buffer.concat([Buffer.from(head), gbk]))
    })
    expect(await client.agreements.query({ email })).toMatchObject({ outcome: 'signed' })
  })

  it('speaks the charset it is set to', async () => {
    const { client, peer } = await clientOf(answer(signed), { charset: 'gbk' })
    await client.agreements.query({ email })
    expect(peer.requests[0]).toContain('/gateway.do?_input_charset=gbk ')
    expect(peer.requests[0]).toContain('charset=gbk\r\n')
  })

  it.each<[string, Reply, object]>([
    [
      'a code of the list',
      answer('<alipay><is_success>F</is_success><error>NO_SIGN_CUSTOMER</error></alipay>'),
      { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' },
    ],
    [
      '503',
      answer(signed, '503 Service Unavailable'),
      { outcome: 'indeterminate', reason: 'http-status', status: 503 },
    ],
    [
      '302',
      answer('', '302 Found', ['location: /x']),
      { outcome: 'indeterminate', reason: 'http-status', status: 302 },
    ],
    ['an empty answer', answer(''), { outcome: 'indeterminate', reason: 'unreadable-answer' }],
    ['no XML', answer('{"alipay":1}'), { outcome: 'indeterminate', reason: 'unreadable-answer' }],
    ['half an XML document', answer(signed.slice(0, -9)), { outcome: 'indeterminate', reason: 'unreadable-answer' }],
    [
      'a compressed answer',
      answer(signed, '200 OK', ['content-encoding: gzip']),
      { outcome: 'indeterminate', reason: 'unreadable-answer' },
    ],
    ['more than 256 KiB', answer(' '.repeat(262_145)), { outcome: 'indeterminate', reason: 'oversized-answer' }],
    ['a reset', (socket) => socket.resetAndDestroy(), { outcome: 'indeterminate', reason: 'connection-lost' }],
  ])('makes of %s what the table says', async (_title, reply, expected) => {
    const { client, peer } = await clientOf(reply)
    expect(await client.agreements.query({ email })).toEqual(expected)
    expect(peer.requests.length).toBe(1)
  })

  it('is indeterminate after a time-out and not_sent where nobody listens', async () => {
    const clock = new ManualClock()
    const { client, peer } = await clientOf(() => undefined, { clock })
    const call = client.agreements.query({ email })
    await peer.received(1)
    clock.advance(15_050)
    expect(await call).toEqual({ outcome: 'indeterminate', reason: 'timeout' })

    const gone = await clientOf(() => undefined)
    await gone.peer.close()
    expect(await gone.client.agreements.query({ email })).toEqual({ outcome: 'not_sent', reason: 'connect' })
  })

  it("listens to the caller's signal before and after the request has gone", async () => {
    const { client, peer } = await clientOf(() => undefined)
    const query = (signal: AbortSignal): Promise<unknown> => client.agreements.query({ email }, { signal })
    expect(await query(AbortSignal.abort())).toEqual({ outcome: 'not_sent', reason: 'aborted' })
    const controller = new AbortController()
    const call = query(controller.signal)
    await peer.received(1)
    controller.abort()
    expect(await call).toEqual({ outcome: 'indeterminate', reason: 'aborted' })
  })

  it.each([
    ['[::1]', '::1'],
    ['localhost', '127.0.0.1'],
  ])('reaches a simulator at %s', async (name, host) => {
    const peer = await startPeer(answer(signed), undefined, host)
    const gateway = `http://${name}:${peer.port}/gateway.do`
    const client = createClient({ partner: '2088000000000000', key, gateway })
    expect(await client.agreements.query({ email })).toMatchObject({ outcome: 'signed' })
    expect(peer.requests[0]).toContain(`host: ${name}:${peer.port}\r\n`)
    await client.close()
    await peer.close()
  })

  it('keeps parallel answers apart', async () => {
    const { client } = await clientOf((socket, _request, text) => {
      const half = text.includes('debit%40') ? 'charge_agent' : 'refund_charge'
      socket.write(
        httpAnswer(signed.replace(/T<\/charge_agent>/, 'F</charge_agent>').replace(`<${half}>F`, `<${half}>T`)),
      )
    })
    const names = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 'debit' : 'refund'))
    const outcomes = await Promise.all(names.map((name) => client.agreements.query({ email: `${name}@example.com` })))
    outcomes.forEach((outcome, index) =>
      expect(outcome).toEqual({ outcome: 'signed', autoDebit: index % 2 === 0, autoRefund: index % 2 === 1 }),
    )
  })
})

describe('whatever a peer sends', () => {
  it('becomes an outcome, never an exception, and never a signed one', async () => {
    let reply = Buffer.alloc(0)
    const { client } = await clientOf((socket) => socket.end(reply), { timeouts: { totalMs: 2_000 } })
    const head = fc.constantFrom(
      '',
      'HTTP/1.1 200 OK\r\n\r\n',
      'HTTP/1.1 200 OK\r\ncontent-type: text/html;charset=gbk\r\n\r\n',
    )
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.nat(signed.length).map((length) => Buffer.from(signed.slice(0, -1 - length))),
      fc.string().map((text) => Buffer.from(signed.replace('T</charge_agent>', `${text}</charge_agent_>`))),
    )
    await fc.assert(
      fc.asyncProperty(head, body, async (first, rest) => {
        reply = Buffer.concat([Buffer.from(first), rest])
        const { outcome } = await client.agreements.query({ email })
        expect(['indeterminate', 'not_sent']).toContain(outcome)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a query that is wrong is refused before anything is sent', () => {
  it.each<[string, Record<string, unknown>, string, string | undefined]>([
    ['neither e-mail nor account', {}, 'parameter-group-missing', 'Q3-25'],
    ['both', { email, account: '20880000000000010156' }, 'query-names-both', 'Q3-25'],
    ['an account without its wire name', { account: '20880000000000010156' }, 'account-parameter-missing', 'Q3-25'],
    ['an empty e-mail', { email: '' }, 'parameter-empty', 'Q3-07'],
    ['an e-mail that is none', { email: 'agent' }, 'email-malformed', 'Q3-10'],
    ['a wire name of its own', { trans_account: '20880000000000010156' }, 'option-unknown', undefined],
  ])('%s', async (_title, input, code, row) => {
    const { client, peer } = await clientOf(answer(signed))
    const error = await failure(client.agreements.query(input as { email: string }))
    expect(error.code).toBe(code)
    if (row !== undefined) expect(error.rows).toContain(row)
    expect(peer.connections()).toBe(0)
  })
})

describe('hooks and meter', () => {
  it('tell of every call and its answer, without bodies', async () => {
    const calls: CallRecord[] = []
    const answers: AnswerRecord[] = []
    const clock = new ManualClock()
    const hooks = { onCall: (one: CallRecord) => calls.push(one), onAnswer: (one: AnswerRecord) => answers.push(one) }
    const { client } = await clientOf(answer(signed), { hooks, clock })
    const outcome = await client.agreements.query({ email })
    const service = 'query_customer_protocol'
    expect(calls).toEqual([{ call: 1, service, gateway: client.gateway, at: clock.now() }])
    expect(answers).toEqual([
      { call: 1, service, at: clock.now(), durationMs: 0, outcome, status: 200, bodyBytes: signed.length },
    ])
    expect(JSON.stringify([calls, answers])).not.toMatch(/0ffb7ad1283ca3177cd82dd330ef445e|agent@/)
  })

  it('name a failure by its own name', async () => {
    const details: unknown[] = []
    const hooks = { onAnswer: ({ outcome, detail }: AnswerRecord) => details.push([outcome.outcome, detail]) }
    const { client, peer } = await clientOf(answer(signed), { hooks })
    await peer.close()
    await client.agreements.query({ email })
    expect(details).toEqual([['not_sent', 'ECONNREFUSED']])
  })

  it('hand bodies over on demand, with the key masked wherever it stands', async () => {
    const bodies: (string | undefined)[] = []
    const hooks = {
      includeBodies: true,
      onCall: (one: CallRecord) => bodies.push(one.body),
      onAnswer: (one: AnswerRecord) => bodies.push(one.body),
    }
    const { client } = await clientOf(answer(`${signed}<!-- ${key} -->`), { hooks })
    await client.agreements.query({ email })
    expect(bodies[0]).toContain('user_email=agent%40example.com')
    expect(bodies[1]).toBe(`${signed}<!-- [secret] -->`)
  })

  it('hand over the answer as text in the charset it is in', async () => {
    const bodies: (string | undefined)[] = []
    const hooks = { includeBodies: true, onAnswer: (one: AnswerRecord) => bodies.push(one.body) }
    const ambiguous = Buffer.concat([Buffer.from('<alipay>'), Buffer.from([0xc3, 0xa9]), Buffer.from('</alipay>')])
    const reply: Reply = (socket) =>
      socket.write(
        Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${ambiguous.length}\r\n\r\n`), ambiguous]),
      )
    for (const charset of ['utf-8', 'gbk'] as const) {
      const { client } = await clientOf(reply, { hooks, charset })
      await client.agreements.query({ email })
    }
    const unreadable = await clientOf(answer(Buffer.from([0xff])), { hooks })
    await unreadable.client.agreements.query({ email })
    expect(bodies).toEqual(['<alipay>é</alipay>', '<alipay>茅</alipay>', 'ÿ'])
  })

  it('change no outcome by throwing, at once or in a promise', async () => {
    const hooks = {
      onCall: (): never => {
        throw new Error('logger down')
      },
      onAnswer: async (): Promise<never> => Promise.reject(new Error('logger down')),
    }
    const meter: Meter = {
      count: () => {
        throw new Error('meter down')
      },
      observe: () => undefined,
    }
    const { client } = await clientOf(answer(signed), { hooks, meter })
    expect(await client.agreements.query({ email })).toMatchObject({ outcome: 'signed' })
  })

  it('keep the object they belong to', async () => {
    class Log {
      readonly lines: number[] = []
      onCall({ call }: CallRecord): void {
        this.lines.push(call)
      }
    }
    const log = new Log()
    const { client } = await clientOf(answer(signed), { hooks: log })
    await client.agreements.query({ email })
    expect(log.lines).toEqual([1])
  })

  it('count calls by outcome and time them in seconds', async () => {
    const heard: unknown[] = []
    const meter: Meter = {
      count: (...one) => heard.push(one),
      observe: (...one) => heard.push(one),
    }
    const { client } = await clientOf(answer('', '502 Bad Gateway'), { meter, clock: new ManualClock() })
    await client.agreements.query({ email })
    const service = 'query_customer_protocol'
    expect(heard).toEqual([
      ['paycircle_gateway_calls_total', { service, outcome: 'indeterminate', reason: 'http-status' }],
      ['paycircle_gateway_call_seconds', 0, { service }],
    ])
  })
})

describe('close', () => {
  it('lets calls in flight end, also one made in the same breath, and refuses later ones', async () => {
    const held: (() => void)[] = []
    const { client, peer } = await clientOf((socket) => held.push(() => socket.write(httpAnswer(signed))))
    const call = client.agreements.query({ email })
    const closing = client.close()
    await peer.received(1)
    expect((await failure(client.agreements.query({ email }))).code).toBe('client-closed')
    for (const release of held) release()
    expect(await call).toMatchObject({ outcome: 'signed' })
    await closing
    expect(client.signing.url()).toContain('sign=')
  })

  it('does nothing where nothing was opened, twice', async () => {
    const { client, peer } = await clientOf(answer(signed))
    await Promise.all([client.close(), client.close()])
    expect(peer.connections()).toBe(0)
  })
})

describe('a termination', () => {
  const accepted = '<?xml version="1.0" encoding="utf-8"?>\n<alipay><is_success>T</is_success></alipay>'

  it('posts the signed list of the demos once, and calls the answer accepted, not terminated', async () => {
    const { client, peer } = await clientOf(answer(accepted))
    expect(await client.agreements.terminate({ email, confirm: email })).toEqual({ outcome: 'accepted' })
    const [, body] = (peer.requests[0] ?? '').split('\r\n\r\n')
    expect(Object.fromEntries(formDecode(body ?? '', 'utf-8'))).toMatchObject({
      service: 'customer_unsign',
      biz_type: '10004',
      user_email: email,
    })
    expect(peer.requests.length).toBe(1)
  })

  it('sends nothing unless the account is spelled again', async () => {
    const { client, peer } = await clientOf(answer(accepted))
    for (const confirm of ['', 'other@example.com', `${email} `]) {
      expect((await failure(client.agreements.terminate({ email, confirm }))).code).toBe('termination-not-confirmed')
    }
    expect(peer.requests).toEqual([])
  })

  it('takes an account number under a name that the demos know, and under no other', async () => {
    const account = '20880000000000010156'
    const { client, peer } = await clientOf(answer(accepted), { accountParameter: 'trans_account_out' })
    expect(await client.agreements.terminate({ account, confirm: account })).toEqual({ outcome: 'accepted' })
    expect(peer.requests[0]).toContain(`trans_account_out=${account}`)
    const other = await clientOf(answer(accepted), { accountParameter: 'account_no' })
    expect((await failure(other.client.agreements.terminate({ account, confirm: account }))).code).toBe(
      'parameter-unknown',
    )
  })

  it('is unknown after a broken connection, and not sent again', async () => {
    const { client, peer } = await clientOf((socket) => socket.destroy())
    expect(await client.agreements.terminate({ email, confirm: email })).toMatchObject({
      outcome: 'indeterminate',
      reason: 'connection-lost',
    })
    expect(peer.requests.length).toBe(1)
  })
})
