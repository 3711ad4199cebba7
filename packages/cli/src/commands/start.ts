import { join, resolve } from 'node:path'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import {
  configurationError,
  configurationFileName,
  databaseFileName,
  readConfiguration,
} from '../configuration/index.js'
import { sandboxCustodySettings } from '../custody/index.js'
import { listeningError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { AccountKeeper, demoAccounts, demoKey, demoPartner, demoProfile } from '../sandbox/index.js'
import { closeAll, keepApiKey, runService, type ServiceRun } from '../service-run/index.js'
import { defaultGateway, simulatorPorts } from '../simulator-ports.js'
import { runMessages } from './run-messages.js'

interface StartOptions {
  readonly data: string | undefined
  readonly port: number | undefined
  readonly 'simulator-port': number | undefined
}

/** What a program that started the sandbox needs to know of it. */
interface Ready {
  readonly service: string
  readonly simulator: string
  readonly console: string
  readonly gateway: string
  readonly partner: string
  readonly keyFile: string
  readonly apiKeyFile: string
}

/** `start`: the sandbox, all in one, until it is asked to stop. */
export async function start(
  invocation: Invocation,
  { options }: { readonly options: StartOptions },
): Promise<ExitCode> {
  refuseOtherModes(invocation)
  const { clock, language, output } = invocation
  const folder = resolve(invocation.workingFolder, options.data ?? '.paycircle')
  const { key, file: keyFile } = demoKey(folder)
  const keeper = new AccountKeeper(join(folder, 'simulator-accounts.json'))
  const simulator = await startSimulator({
    ...simulatorPorts(options['simulator-port']),
    clock,
    partners: [{ partner: demoPartner, md5Key: key }],
    accounts: demoAccounts.map(({ account }) => account),
    onAccountsChanged: keeper.write,
  }).catch((error: unknown) => {
    throw listeningError(error, '--simulator-port')
  })
  const undo: (() => unknown)[] = [() => simulator.close()]
  try {
    // Before the service, which may have questions that are overdue.
    await keeper.restore(simulator)
    const service = await runService({
      place: { path: join(folder, databaseFileName) },
      profiles: [demoProfile(key, simulator.gatewayUrl)],
      clock,
      host: '127.0.0.1',
      port: options.port ?? 4000,
      publicUrl: undefined,
      custody: sandboxCustodySettings(join(folder, databaseFileName)),
      sandbox: sandboxOf(simulator),
    })
    undo.push(() => service.close())
    const apiKeyFile = join(folder, 'api-key.txt')
    await keepApiKey(service.access, 'default', apiKeyFile)
    const ready = readyOf(service, simulator, keyFile, apiKeyFile)
    const stopping = invocation.stopRequested()
    output.result(ready, () => readyText(ready, folder, invocation))
    await stopping
    output.notice(runMessages[language].stopping)
    return exitCode.done
  } finally {
    await closeAll(undo)
  }
}

/** Settings that name another mode mean another command; the demo merchant is all that runs here. S3-03 */
function refuseOtherModes({ environment, language, output, workingFolder, profile = 'default' }: Invocation): void {
  const { ofEnvironment, profiles } = readConfiguration(environment, workingFolder)
  const mode = ofEnvironment.mode ?? profiles[profile]?.mode ?? 'sandbox'
  if (mode !== 'sandbox') {
    const place = `${configurationFileName}: profiles.${profile}.mode`
    const where = ofEnvironment.mode === undefined ? place : 'PAYCIRCLE_MODE'
    throw configurationError('configuration-start-is-sandbox', { where, mode })
  }
  const unused = ['PAYCIRCLE_PARTNER', 'PAYCIRCLE_KEY', 'PAYCIRCLE_KEY_FILE'].filter(
    (name) => (environment[name] ?? '') !== '',
  )
  if (unused.length > 0) output.notice(runMessages[language].demoMerchantInstead(unused.join(', ')))
}

function sandboxOf({ gatewayOrigin, pageOrigin }: Simulator) {
  return {
    profileId: 'default',
    simulatorOrigins: [gatewayOrigin, pageOrigin],
    demoAgents: demoAccounts.map(({ email, note }) => ({ email, note })),
    simulatorUrl: `${gatewayOrigin}/`,
  }
}

function readyOf({ url }: ServiceRun, simulator: Simulator, keyFile: string, apiKeyFile: string): Ready {
  return {
    service: url,
    simulator: simulator.gatewayOrigin,
    console: `${url}/`,
    gateway: simulator.gatewayUrl,
    partner: demoPartner,
    keyFile,
    apiKeyFile,
  }
}

function readyText(ready: Ready, folder: string, { language, output }: Invocation): string {
  const say = runMessages[language]
  const settings = [
    `PAYCIRCLE_PARTNER=${ready.partner}`,
    `PAYCIRCLE_KEY_FILE=${quoted(ready.keyFile)}`,
    `PAYCIRCLE_DATA=${quoted(folder)}`,
    ...(ready.gateway === defaultGateway ? [] : [`PAYCIRCLE_GATEWAY=${ready.gateway}`]),
  ]
  return [
    output.colours.ok(say.sandboxReady),
    '',
    `  ${say.open(ready.console)}`,
    `  ${say.simulator(`${ready.simulator}/`)}`,
    `  ${say.dataFolder(folder)}`,
    '',
    say.inAnotherTerminal,
    `  export ${settings.join(' \\\n    ')}`,
    '  npx paycircle query --email signed@example.com',
    '',
    say.ctrlC,
  ].join('\n')
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
