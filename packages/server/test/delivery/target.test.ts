import {
  isOpen,
  isPrivateNetwork,
  noPrivateNetworks,
  openLookup,
  privateNetworks,
  targetOf,
} from 'paycircle-server/delivery'
import { describe, expect, it } from 'vitest'

const strict = { sandbox: false, privateNetworks: noPrivateNetworks }
const sandbox = { sandbox: true, privateNetworks: noPrivateNetworks }

describe('where deliveries may go', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    'fd00::1',
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fe80::1',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '255.255.255.255',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('outside the sandbox not to %s', (address) => {
    expect(isOpen(address, strict)).toBe(false)
  })

  it('to public addresses, and to private ones where that is wanted, but never to those of the link', () => {
    expect(['8.8.8.8', '2606:4700::1', '172.32.0.1'].map((one) => isOpen(one, strict))).toEqual([true, true, true])
    const within = { sandbox: false, privateNetworks: privateNetworks(['10.20.0.0/16', 'fd00:1::/32', '127.0.0.1']) }
    const open = ['10.20.3.4', 'fd00:1::7', '127.0.0.1', '8.8.8.8']
    const closed = ['10.21.0.1', '192.168.1.1', 'fd00:2::7', '127.0.0.2', '::1', '169.254.169.254', 'fe80::1']
    expect(open.filter((one) => !isOpen(one, within))).toEqual([])
    expect(closed.filter((one) => isOpen(one, within))).toEqual([])
    // Http stays for the sandbox.
    expect(() => targetOf('http://10.20.3.4/', within)).toThrow()
    expect(() => targetOf('http://127.0.0.1/', within)).toThrow()
    expect(targetOf('https://10.20.3.4/', within)).toBe('https://10.20.3.4/')
    expect(isOpen('169.254.169.254', sandbox)).toBe(false)
  })

  it('takes for a private network what lies wholly within one, and nothing that reaches beyond', () => {
    const right = [
      '10.0.0.0/8',
      '10.20.0.0/16',
      '192.168.1.7',
      '172.31.255.0/24',
      'fd00::/8',
      '127.0.0.1',
      '::1',
      '100.64.0.0/10',
    ]
    const wrong = ['0.0.0.0/0', '10.0.0.0/7', '172.16.0.0/11', '8.8.8.8', '169.254.0.0/16', '169.254.169.254', '::/0']
    const malformed = [
      '',
      '10.0.0.0/',
      '10.0.0.0/33',
      '10.0.0.0/8/8',
      'localhost',
      '10.0.0',
      'fe80::1',
      '::ffff:10.0.0.1',
    ]
    expect(right.filter((one) => !isPrivateNetwork(one))).toEqual([])
    expect([...wrong, ...malformed].filter((one) => isPrivateNetwork(one))).toEqual([])
  })

  it.each([
    ['http://www.example.com/', 'not-https'],
    ['http://127.0.0.1/', 'not-https'],
    ['ftp://www.example.com/', 'not-https'],
    ['https://user:word@www.example.com/', 'malformed'],
    ['https://www.example.com/#part', 'malformed'],
    ['www.example.com', 'malformed'],
    [`https://www.example.com/${'x'.repeat(2000)}`, 'malformed'],
    ['https://127.0.0.1/', 'closed-address'],
    ['https://2130706433/', 'closed-address'],
    ['https://0x7f.1/', 'closed-address'],
    ['https://[::1]/', 'closed-address'],
  ])('refuses %s as %s', (url, fault) => {
    expect(() => targetOf(url, strict)).toThrow(
      expect.objectContaining({ code: 'webhook-url-refused', fields: { fault } }),
    )
  })

  it('takes https anywhere, and http to this machine in the sandbox alone', () => {
    expect(targetOf('https://www.example.com/a?b=1', strict)).toBe('https://www.example.com/a?b=1')
    expect(targetOf('http://localhost:9000/', sandbox)).toBe('http://localhost:9000/')
    expect(() => targetOf('http://192.168.1.1/', sandbox)).toThrow()
  })

  it('uses of the addresses of a name those alone that are open, looked at when it connects', async () => {
    const answers = [
      { address: '10.0.0.1', family: 4 },
      { address: '8.8.8.8', family: 4 },
    ]
    const resolver = (found: typeof answers) =>
      openLookup(strict, ((_name: string, _options: object, done: (error: null, found: object[]) => void) => {
        done(null, found)
      }) as never)
    const ask = (found: typeof answers) =>
      new Promise((resolve) => {
        resolver(found)('example.com', { all: true }, (error, open) => {
          resolve(error?.code ?? open)
        })
      })
    expect(await ask(answers)).toEqual([answers[1]])
    expect(await ask(answers.slice(0, 1))).toBe('ADDRESS_CLOSED')
  })
})
