import { isIP, isIPv6 } from 'node:net'
import type { SimulatorOptions } from 'paycircle-simulator'
import { commandLineError } from '../command-line/index.js'
import { simulatorPorts } from '../simulator-ports.js'

export interface ListenOptions {
  /** `HOST` or `HOST:PORT`. */
  readonly listen: string | undefined
  /** The names by which it is reached. */
  readonly 'host-name': readonly string[]
  /** Wins over the port of `listen`. */
  readonly port: number | undefined
}

/** Where a simulator listens, and by which names it is called there. */
export interface ListenPlace {
  readonly options: Pick<SimulatorOptions, 'gatewayPort' | 'pagePort' | 'host' | 'elsewhere'>
  readonly address: string
  /** Every name by which it answers, those of this machine included; lower case, IPv6 without brackets. */
  readonly names: readonly string[]
  /** Whether other machines reach it. */
  readonly isOpen: boolean
}

const ownNames = ['localhost', '127.0.0.1', '::1']

/**
 * Reads the options. Without any it is loopback; an address of this machine's is its own name where none is given, and
 * one that stands for all addresses needs a name.
 *
 * @throws `usage-option-form`, `usage-option-pair`
 * @example
 * listenPlace({ listen: '0.0.0.0:4010', 'host-name': ['sim.test'], port: undefined })
 */
export function listenPlace({ listen, 'host-name': given, port }: ListenOptions): ListenPlace {
  const { address, port: listenPort } = listen === undefined ? { address: '127.0.0.1' } : addressOf(listen)
  const isLoopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/.test(address)
  const hosts = given.map(hostOf)
  if (hosts.length === 0 && !isLoopback) {
    if (/^[0.:]+$/.test(address))
      throw commandLineError('usage-option-pair', { option: '--listen', needs: '--host-name' })
    hosts.push(hostOf(address))
  }
  const [first, ...others] = hosts
  return {
    options: {
      ...simulatorPorts(port ?? listenPort),
      ...(first === undefined ? { host: address } : { elsewhere: { address, hostNames: [first, ...others] } }),
    },
    address,
    names: [...new Set([...hosts.map(withoutBrackets), ...(isLoopback ? [address] : []), ...ownNames])],
    isOpen: !isLoopback,
  }
}

function addressOf(text: string): { readonly address: string; readonly port?: number } {
  if (isIPv6(text)) return { address: text }
  const [, host = '', port] = /^([\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i.exec(text) ?? []
  const address = withoutBrackets(host).toLowerCase()
  const isAddress = host.startsWith('[') ? isIPv6(address) : isIP(address) !== 0 || isName(address)
  if (!isAddress || Number(port ?? 0) > 65_535) {
    throw commandLineError('usage-option-form', {
      option: '--listen',
      expects: {
        en: 'an address or a name, and a port where it matters, such as 0.0.0.0:4010',
        zh: '地址或主机名，可加端口，如 0.0.0.0:4010',
      },
    })
  }
  return { address, ...(port === undefined ? {} : { port: Number(port) }) }
}

/** A host as browsers write it into addresses: lower case, other scripts in ASCII, IPv6 in brackets. */
function hostOf(text: string): string {
  const host = isIPv6(text) ? `[${text}]` : text
  const url = /^(?:[^\s/?#@:[\]\\]+|\[[\da-f:.]+\])$/i.test(host) ? `http://${host}/` : ''
  const found = URL.canParse(url) ? new URL(url).hostname : ''
  if (isIP(withoutBrackets(found)) !== 0 || isName(found)) return found
  throw commandLineError('usage-option-form', {
    option: '--host-name',
    expects: { en: 'a host name or an address, such as sim.test', zh: '主机名或地址，如 sim.test' },
  })
}

function isName(text: string): boolean {
  const isLabel = (label: string) => /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/.test(label)
  return text.length <= 253 && text.split('.').every(isLabel)
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
