import { describe, expect, it } from 'vitest'
import { alipayGateway, isLoopbackGateway } from 'paycircle/internal/vocabulary'

describe('a loopback gateway', () => {
  it.each([
    'http://127.0.0.1:4010/gateway.do',
    'https://127.0.0.1/gateway.do',
    'http://127.255.255.254:1/gateway.do',
    'http://127.1/gateway.do',
    'http://[::1]:4010/gateway.do',
    'http://localhost:4010/gateway.do',
    'HTTP://LOCALHOST/gateway.do',
  ])('is %s', (address) => {
    expect(isLoopbackGateway(address)).toBe(true)
  })

  it.each([
    alipayGateway,
    'http://128.0.0.1/gateway.do',
    'http://localhost.example.com/gateway.do',
    'http://127.0.0.1.example.com/gateway.do',
    'http://localhost@example.com/gateway.do',
    'http://user:word@localhost/gateway.do',
    'http://localhost/',
    'http://localhost/gateway.do/',
    'http://localhost/Gateway.do',
    'http://localhost/gateway.do?a=1',
    'http://localhost/gateway.do?',
    'http://localhost/gateway.do#x',
    'http://0.0.0.0/gateway.do',
    'http://[::]/gateway.do',
    'http://[::ffff:127.0.0.1]/gateway.do',
    'http://10.0.0.1/gateway.do',
    'ftp://localhost/gateway.do',
    'file:///gateway.do',
    'localhost/gateway.do',
    '127.0.0.1:4010',
    '',
  ])('is not %s', (address) => {
    expect(isLoopbackGateway(address)).toBe(false)
  })
})
