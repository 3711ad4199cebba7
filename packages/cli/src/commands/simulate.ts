import { createPublicKey } from 'node:crypto'
import { startSimulator, type PartnerSpec } from 'paycircle-simulator'
import { configurationError, loadKey, readConfiguration, selectProfile } from '../configuration/index.js'
import { listeningError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { sayWarnings } from '../merchant/index.js'
import { simulatorPorts } from '../simulator-ports.js'
import { runMessages } from './run-messages.js'

/** `simulate`: the simulator alone, until it is asked to stop. */
export async function simulate(
  invocation: Invocation,
  { options }: { readonly options: { readonly port: number | undefined } },
): Promise<ExitCode> {
  const { clock, language, output } = invocation
  const say = runMessages[language]
  const partner = partnerOf(invocation)
  const simulator = await startSimulator({
    ...simulatorPorts(options.port),
    clock,
    partners: partner === undefined ? [] : [partner],
  }).catch((error: unknown) => {
    throw listeningError(error, '--port')
  })
  try {
    const stopping = invocation.stopRequested()
    output.result(
      {
        simulator: simulator.gatewayOrigin,
        gateway: simulator.gatewayUrl,
        signPages: simulator.pageOrigin,
        control: simulator.controlUrl,
        partner: partner?.partner ?? null,
      },
      () =>
        [
          output.colours.ok(say.simulatorReady),
          '',
          `  ${say.open(`${simulator.gatewayOrigin}/`)}`,
          `  ${say.gateway(simulator.gatewayUrl)}`,
          `  ${say.signPages(simulator.pageOrigin)}`,
          `  ${partner === undefined ? say.noPartner : say.partner(partner.partner)}`,
          '',
          say.ctrlC,
        ].join('\n'),
    )
    await stopping
    return exitCode.done
  } finally {
    await simulator.close()
  }
}

/** The configured merchant as the simulator registers it; none where no partner ID is configured. */
function partnerOf(invocation: Invocation): PartnerSpec | undefined {
  const { environment } = invocation
  const configuration = readConfiguration(environment, invocation.workingFolder)
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
