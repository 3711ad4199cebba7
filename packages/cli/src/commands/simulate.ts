import { createPublicKey } from 'node:crypto'
import { resolve } from 'node:path'
import type { Language } from 'paycircle/internal/base'
import { startSimulator, type PartnerSpec, type Simulator } from 'paycircle-simulator'
import {
  configurationError,
  loadKey,
  readConfiguration,
  selectProfile,
  type Configuration,
} from '../configuration/index.js'
import { listeningError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { sayWarnings } from '../merchant/index.js'
import { messages } from '../messages.js'
import { certify, listenPlace, type Certified, type ListenOptions } from '../simulator-place/index.js'
import { runMessages } from './run-messages.js'
import { simulateMessages } from './simulate-messages.js'

export interface SimulateOptions extends ListenOptions {
  readonly tls: boolean
}

/** `simulate`: the simulator alone, until it is asked to stop. */
export async function simulate(
  invocation: Invocation,
  { options }: { readonly options: SimulateOptions },
): Promise<ExitCode> {
  const { clock, language, output } = invocation
  const place = listenPlace(options)
  const configuration = readConfiguration(invocation.environment, invocation.workingFolder)
  const partner = partnerOf(invocation, configuration)
  const folder = configuration.installation.data ?? resolve(invocation.workingFolder, '.paycircle')
  const certified = options.tls ? await certify(folder, place.names, clock.now()) : undefined
  const simulator = await startSimulator({
    ...place.options,
    clock,
    partners: partner === undefined ? [] : [partner],
    ...(certified === undefined ? {} : { tls: certified.tls }),
  }).catch((error: unknown) => {
    throw listeningError(error, '--port', '--listen')
  })
  try {
    if (place.isOpen) {
      const warning = simulateMessages[language].openToOthers(place.address, place.names.join(', '))
      output.notice(output.colours.warn(messages[language].warning(warning)))
    }
    const stopping = invocation.stopRequested()
    output.result(readyOf(simulator, partner, certified), () => readyText(simulator, partner, certified, invocation))
    await stopping
    return exitCode.done
  } finally {
    await simulator.close()
  }
}

function readyOf(simulator: Simulator, partner: PartnerSpec | undefined, certified: Certified | undefined) {
  return {
    simulator: simulator.gatewayOrigin,
    gateway: simulator.gatewayUrl,
    signPages: simulator.pageOrigin,
    control: simulator.controlUrl,
    partner: partner?.partner ?? null,
    ...(certified === undefined ? {} : { ca: certified.authority, caFingerprint: certified.fingerprint }),
  }
}

function readyText(
  simulator: Simulator,
  partner: PartnerSpec | undefined,
  certified: Certified | undefined,
  { language, output }: Invocation,
): string {
  const say = runMessages[language]
  return [
    output.colours.ok(say.simulatorReady),
    '',
    `  ${say.open(`${simulator.gatewayOrigin}/`)}`,
    `  ${say.gateway(simulator.gatewayUrl)}`,
    `  ${say.signPages(simulator.pageOrigin)}`,
    `  ${partner === undefined ? say.noPartner : say.partner(partner.partner)}`,
    ...(certified === undefined ? [] : authorityLines(certified, language)),
    '',
    say.ctrlC,
  ].join('\n')
}

function authorityLines({ authority, fingerprint, isNew }: Certified, language: Language) {
  const say = simulateMessages[language]
  return [
    `  ${say.authority(authority)}`,
    `  ${say.fingerprint(fingerprint)}`,
    '',
    isNew ? say.trustNew : say.trustKept,
    say.trustBy(authority),
  ]
}

/** The configured merchant as the simulator registers it; none where no partner ID is configured. */
function partnerOf(invocation: Invocation, configuration: Configuration): PartnerSpec | undefined {
  const { environment } = invocation
  const { partner, mode, keyFile, signType } = selectProfile(configuration, invocation.profile)
  if (mode !== 'sandbox') {
    const where = configuration.ofEnvironment.mode === undefined ? 'paycircle.config.json' : 'PAYCIRCLE_MODE'
    throw configurationError('configuration-simulate-is-sandbox', { where, mode })
  }
  if (partner === undefined) {
    sayWarnings(invocation, configuration, undefined)
    return undefined
  }
  const loaded = loadKey(keyFile, environment)
  sayWarnings(invocation, configuration, loaded)
  if (signType === 'MD5') return { partner, md5Key: loaded.key }
  return { partner, rsaPublicKey: publicHalf(loaded) }
}

function publicHalf({ key, where }: ReturnType<typeof loadKey>): string {
  try {
    return createPublicKey(key.privateKey()).export({ type: 'spki', format: 'pem' }).toString()
  } catch {
    // The parser's error could quote what it read.
    throw configurationError('configuration-key-not-rsa', { where })
  }
}
