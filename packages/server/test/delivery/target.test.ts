import { isOpen, openLookup, targetOf } from 'paycircle-server/delivery'
import { describe, expect, it } from 'vitest'

const strict = { sandbox: false, privateNetworks: false }
const sandbox = { sandbox: true, privateNetworks: false }

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
    const within = { sandbox: false, privateNetworks: true }
    expect(['10.0.0.1', '127.0.0.1', '169.254.169.254'].map((one) => isOpen(one, within))).toEqual([true, false, false])
    expect(isOpen('169.254.169.254', sandbox)).toBe(false)
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
