import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindOf, lineAt, pieceOf, textAt } from './read.js'

const linux = `127.0.0.1\tlocalhost
127.0.1.1\tshop-web-01.internal\tshop-web-01

# The following lines are desirable for IPv6 capable hosts
::1     ip6-localhost ip6-loopback
fe00::0 ip6-localnet
ff02::1 ip6-allnodes
fe80::1%lo0 localhost
110.75.143.101   mapi.alipay.com   # by hand, since the resolver was slow
#110.75.143.102 notify.alipay.com
`

const windows = [
  '# Copyright (c) 1993-2009 Microsoft Corp.',
  '#',
  '# This is a sample HOSTS file used by Microsoft TCP/IP for Windows.',
  '#      102.54.94.97     rhino.acme.com          # source server',
  '',
  '# localhost name resolution is handled within DNS itself.',
  '#\t127.0.0.1       localhost',
  '110.75.143.101 mapi.alipay.com mapi',
  '',
].join('\r\n')

describe('a hosts file', () => {
  it('of Linux: names of an address, comments and IPv6 with them', () => {
    const { entries } = pieceOf('hosts', linux)
    expect(entries.map(({ address, names }) => [address, ...names])).toEqual([
      ['127.0.0.1', 'localhost'],
      ['127.0.1.1', 'shop-web-01.internal', 'shop-web-01'],
      ['::1', 'ip6-localhost', 'ip6-loopback'],
      ['fe00::0', 'ip6-localnet'],
      ['ff02::1', 'ip6-allnodes'],
      ['fe80::1%lo0', 'localhost'],
      ['110.75.143.101', 'mapi.alipay.com'],
    ])
    const bound = entries.at(-1)
    expect(bound && [lineAt(bound.place), textAt(bound.place)]).toEqual([9, '110.75.143.101   mapi.alipay.com'])
  })

  it('of Windows, with its line ends and its preamble of comments', () => {
    const { entries } = pieceOf('hosts', windows)
    expect(entries.map(({ place }) => [lineAt(place), textAt(place)])).toEqual([
      [8, '110.75.143.101 mapi.alipay.com mapi'],
    ])
  })

  it('with names in other alphabets, and with a dot behind', () => {
    const { entries } = pieceOf('hosts', '10.0.0.9 支付.internal mapi.alipay.com.\n')
    expect(entries[0]?.names).toEqual(['支付.internal', 'mapi.alipay.com.'])
  })

  it.each([
    ['a list of addresses', '110.75.0.1\n110.75.0.2\n'],
    ['comments alone', '# nothing is bound here\n# 110.75.0.1 mapi.alipay.com\n'],
    ['a table', '110.75.0.1 mapi.alipay.com\nhost name here\n'],
    ['an access log', '10.0.0.1 - - [20/Nov/2026:10:00:00 +0800] "GET / HTTP/1.1" 200 1\n'],
  ])('is not %s', (_, text) => {
    expect(kindOf(text)).not.toBe('hosts')
  })

  it('is read back as it was written, each entry on its line', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}(?:\.[a-z]{2,5}){0,2}$/)
    const entry = fc.record({
      address: fc.oneof(fc.ipV4(), fc.ipV6()),
      names: fc.array(name, { minLength: 1, maxLength: 4 }),
      gap: fc.constantFrom(' ', '\t', '   '),
      before: fc.array(fc.constantFrom('', '# 1.2.3.4 a', '  ', '#'), { maxLength: 3 }),
      behind: fc.constantFrom('', ' # why', '\t', ' #'),
    })
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (list, newline) => {
        const lines: string[] = []
        const written = list.map(({ address, names, gap, before, behind }) => {
          lines.push(...before, `${address}${gap}${names.join(gap)}${behind}`)
          return { line: lines.length, address, names }
        })
        const { entries } = pieceOf('hosts', lines.join(newline))
        expect(entries.map(({ address, names, place }) => ({ line: lineAt(place), address, names }))).toEqual(written)
      }),
    )
  })
})
