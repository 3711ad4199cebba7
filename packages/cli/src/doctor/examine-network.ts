import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { Clock, Language } from 'paycircle/internal/base'
import { alipayGateway } from 'paycircle/internal/vocabulary'
import type { ProfileSettings } from '../configuration/index.js'
import { defaultGateway } from '../simulator-ports.js'
import type { Finding } from './finding.js'
import { doctorMessages } from './messages.js'
import { askHead, openTcp, openTls, openTunnel, reasonOf, resolveName, timed, type Target } from './network.js'

const hostsFile = '/etc/hosts'

/** Beyond this the stamps of our log and those of Alipay no longer fit together. */
const tolerableClockMs = 5_000

/** The way to the gateway, step by step; ends where a step fails. S3-05, S4-02, Q3-04, Q4-02 */
export async function examineNetwork(
  settings: ProfileSettings,
  language: Language,
  clock: Clock,
): Promise<readonly Finding[]> {
  const say = doctorMessages[language]
  const gateway = new URL(settings.mode === 'sandbox' ? (settings.gateway ?? defaultGateway) : alipayGateway)
  const secure = gateway.protocol === 'https:'
  const target = { host: gateway.hostname, port: Number(gateway.port || (secure ? 443 : 80)), secure }
  const findings: Finding[] = []
  const fail = (
    check: Finding['check'],
    error: unknown,
    remedy: string,
    rows: readonly string[] = ['S4-02', 'Q4-02'],
  ) => {
    findings.push({ check, status: 'fail', message: say.stepFailed(target.host, reasonOf(error)), remedy, rows })
    return findings
  }
  if (settings.mode !== 'sandbox') findings.push(...examineHostsFile(target.host, language))
  const viaProxy = settings.proxy !== undefined && settings.mode !== 'sandbox'

  if (!viaProxy) {
    try {
      const { value: addresses, tookMs } = await timed(clock, () => resolveName(target.host))
      findings.push({ check: 'dns', status: 'ok', message: say.dnsOk(target.host, addresses.join(', ')), tookMs })
    } catch (error) {
      return fail('dns', error, say.dnsRemedy, ['S3-05', 'S4-02'])
    }
  }
  let socket: Socket
  try {
    const opened = await timed(clock, () => openWay(settings, viaProxy, target))
    socket = opened.value
    const message = viaProxy ? say.proxyOk : say.tcpOk(target.port)
    findings.push({ check: viaProxy ? 'proxy' : 'tcp', status: 'ok', message, tookMs: opened.tookMs })
  } catch (error) {
    if (viaProxy) return fail('proxy', error, say.proxyRemedy)
    return fail('tcp', error, settings.mode === 'sandbox' ? say.sandboxRemedy : say.tcpRemedy)
  }
  if (secure) {
    try {
      const secured = await timed(clock, () => openTls(socket, target.host))
      socket = secured.value
      findings.push({ check: 'tls', status: 'ok', message: say.tlsOk, tookMs: secured.tookMs })
    } catch (error) {
      socket.destroy()
      return fail('tls', error, say.tlsRemedy)
    }
  }
  try {
    const { value, tookMs } = await timed(clock, () => askHead(socket, gateway.host))
    findings.push({ check: 'answer', status: 'ok', message: say.answerOk(value.status), tookMs })
    if (value.date !== undefined) findings.push(clockFinding(value.date, clock.now(), language))
  } catch (error) {
    return fail('answer', error, say.tcpRemedy)
  }
  return findings
}

function openWay(settings: ProfileSettings, viaProxy: boolean, target: Target): Promise<Socket> {
  return viaProxy && settings.proxy !== undefined
    ? openTunnel(new URL(settings.proxy), target)
    : openTcp(settings.dnsExemption?.ip ?? target.host, target.port)
}

function clockFinding(theirs: number, ours: number, language: Language): Finding {
  const say = doctorMessages[language]
  // The header tells whole seconds, and the answer was under way for a while.
  const offMs = Math.max(0, Math.abs(ours - theirs) - 1000)
  return offMs <= tolerableClockMs
    ? { check: 'clock', status: 'ok', message: say.clockOk }
    : {
        check: 'clock',
        status: 'warn',
        message: say.clockOff(Math.round((ours - theirs) / 1000)),
        remedy: say.clockRemedy,
      }
}

/** A line of the hosts file binds the gateway to an address. S3-05, Q3-04 */
function examineHostsFile(host: string, language: Language): readonly Finding[] {
  const say = doctorMessages[language]
  let text: string
  try {
    text = readFileSync(hostsFile, 'utf8')
  } catch {
    return []
  }
  const bound = text.split('\n').some((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1).includes(host))
  if (!bound) return []
  return [
    {
      check: 'hosts-file',
      status: 'fail',
      message: say.hostsBound(hostsFile, host),
      remedy: say.hostsRemedy,
      rows: ['S3-05', 'Q3-04'],
    },
  ]
}
