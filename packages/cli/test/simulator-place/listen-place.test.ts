import { PaycircleError } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { listenPlace } from '../../src/simulator-place/index.js'

const placeOf = (listen: string | undefined, names: readonly string[] = [], port?: number) =>
  listenPlace({ listen, 'host-name': names, port })

function codeOf(listen: string | undefined, names: readonly string[] = []): unknown {
  try {
    placeOf(listen, names)
  } catch (error) {
    if (error instanceof PaycircleError) return error.code
    throw error
  }
  return undefined
}

const own = ['localhost', '127.0.0.1', '::1']

describe('the place of a simulator', () => {
  it('is loopback unless another is asked for', () => {
    const { options, names, isOpen } = placeOf(undefined)
    expect(options).toEqual({ host: '127.0.0.1', gatewayPort: 4010, pagePort: 4011 })
    expect(new Set(names)).toEqual(new Set(own))
    expect(isOpen).toBe(false)
  })

  it.each([
    ['127.0.0.1', '127.0.0.1', 4010],
    ['127.0.0.9:5000', '127.0.0.9', 5000],
    ['LOCALHOST:5000', 'localhost', 5000],
    ['::1', '::1', 4010],
    ['[::1]:5000', '::1', 5000],
  ])('%s is loopback too', (listen, host, gatewayPort) => {
    expect(placeOf(listen)).toMatchObject({ options: { host, gatewayPort }, isOpen: false })
    expect(placeOf(listen).names).toContain(host)
  })

  it.each([
    ['192.168.1.5:5000', '192.168.1.5', '192.168.1.5'],
    ['[fe80::1]', 'fe80::1', '[fe80::1]'],
    ['build-1.example.com', 'build-1.example.com', 'build-1.example.com'],
  ])('%s is open to others and is its own name where none is given', (listen, address, hostName) => {
    const { options, names, isOpen } = placeOf(listen)
    expect(options.elsewhere).toEqual({ address, hostNames: [hostName] })
    expect(names).toEqual([address, ...own])
    expect(isOpen).toBe(true)
  })

  it('takes names as browsers write them, the first for its own addresses', () => {
    const { options, names } = placeOf('0.0.0.0', ['Sim.Test', '支付.test', '10.0.2.2', 'fe80::1'])
    expect(options.elsewhere).toEqual({
      address: '0.0.0.0',
      hostNames: ['sim.test', 'xn--bnq875c.test', '10.0.2.2', '[fe80::1]'],
    })
    expect(names.slice(0, 4)).toEqual(['sim.test', 'xn--bnq875c.test', '10.0.2.2', 'fe80::1'])
  })

  it('answers on loopback by a name as well, and tells nobody of others', () => {
    const { options, isOpen } = placeOf(undefined, ['sim.test'])
    expect(options.elsewhere).toEqual({ address: '127.0.0.1', hostNames: ['sim.test'] })
    expect(isOpen).toBe(false)
  })

  it('takes the port that stands by itself before that of the address', () => {
    expect(placeOf('127.0.0.1:5000', [], 6000).options).toMatchObject({ gatewayPort: 6000, pagePort: 6001 })
    expect(placeOf('127.0.0.1:0').options).toMatchObject({ gatewayPort: 0, pagePort: 0 })
  })

  it.each(['0.0.0.0', '0.0.0.0:4010', '::', '[::]:4010'])('%s stands for every address and needs a name', (listen) => {
    expect(codeOf(listen)).toBe('usage-option-pair')
    expect(codeOf(listen, ['sim.test'])).toBeUndefined()
  })

  it.each(['a b', 'http://sim.test', 'sim.test:x', '127.0.0.1:65536', '[127.0.0.1]', '[::1', '-x', 'a..b', ':4010'])(
    'no simulator listens on %s',
    (listen) => {
      expect(codeOf(listen)).toBe('usage-option-form')
    },
  )

  it.each([
    '*',
    '*.test',
    'a b',
    'sim.test:443',
    'u@sim.test',
    'sim.test/x',
    'a..b',
    '-',
    '%',
    '[::1',
    'x'.repeat(254),
  ])('no simulator is called %s', (name) => {
    expect(codeOf(undefined, [name])).toBe('usage-option-form')
  })
})
