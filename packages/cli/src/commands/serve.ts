import { dirname, join } from 'node:path'
import { createProfile, type MerchantProfile } from 'paycircle-server/profiles'
import {
  allProfiles,
  configurationError,
  describesProfile,
  loadKey,
  merchantProfile,
  readConfiguration,
  requireContact,
  storePlace,
  type Configuration,
} from '../configuration/index.js'
import { alarmChannels } from '../alarms/index.js'
import { custodySettings } from '../custody/index.js'
import { privateNetworksOf } from '../webhooks/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { sayWarnings } from '../merchant/index.js'
import { keepApiKey, keepSetUpCode, logInProvider, runService } from '../service-run/index.js'
import { defaultGateway, simulatorOrigins } from '../simulator-ports.js'
import { reloader } from './reload.js'
import { runMessages } from './run-messages.js'

/** `serve`: the merchant service by its configuration, until it is asked to stop. */
export async function serve(
  invocation: Invocation,
  { options }: { readonly options: { readonly port: number | undefined } },
): Promise<ExitCode> {
  const { clock, environment, language, output } = invocation
  const say = runMessages[language]
  const configuration = readConfiguration(environment, invocation.workingFolder)
  const { installation } = configuration
  const place = storePlace(installation)
  if (place === undefined) throw configurationError('configuration-no-store', {})
  const custody = custodySettings(installation, place.path)
  if (custody.keys === undefined) output.notice(say.notSealed)
  if (custody.keys === undefined && custody.retention !== undefined) output.notice(say.retentionNeedsKey)
  const configured = profilesOf(invocation, configuration, custody.keys !== undefined)
  const { host, port } = addressOf(installation.listen)
  const [first] = configured
  const isSandbox = first !== undefined && configured.every(({ mode }) => mode === 'sandbox')
  const logInBy = logInProvider(configuration, environment, { clock, sandbox: isSandbox })
  const service = await runService({
    place,
    profiles: configured,
    clock,
    host,
    port: options.port ?? port,
    publicUrl: installation.publicUrl,
    trustedProxies: installation.trustProxy?.split(',') ?? [],
    privateNetworks: privateNetworksOf(installation),
    rateLimits: {
      ...(installation.callsPerKey === undefined ? {} : { perKey: Number(installation.callsPerKey) }),
      ...(installation.callsPerAddress === undefined ? {} : { perAddress: Number(installation.callsPerAddress) }),
    },
    custody,
    alarmChannels: alarmChannels(installation, {
      clock,
      language,
      sandbox: isSandbox,
      privateNetworks: privateNetworksOf(installation),
    }),
    ...(installation.logLevel === undefined ? {} : { logLevel: installation.logLevel }),
    ...(installation.secondPerson === undefined ? {} : { secondPerson: installation.secondPerson }),
    // Whoever sits at the machine is signed in where nothing is real; elsewhere one logs in.
    ...(isSandbox ? { sandbox: sandboxOf(first) } : {}),
    ...(logInBy === undefined ? {} : { logInBy }),
  })
  const { profiles } = service.directory
  const unlisten = invocation.onReload(reloader(invocation, service, configuration))
  try {
    for (const { id } of profiles) {
      for (const notice of service.engine.notices(id)) output.notice(`${id}: ${notice.text[language]}`)
    }
    const apiKeyFiles = await keepApiKeys(service.access, profiles, dirname(place.path))
    const setUpFile = await keepSetUpCode(service.access, dirname(place.path))
    const stopping = invocation.stopRequested()
    const ready = { service: service.url, profiles: profiles.map(({ id }) => id), apiKeyFiles }
    output.result(setUpFile === undefined ? ready : { ...ready, setUpFile }, () =>
      [
        output.colours.ok(say.serviceReady),
        '',
        `  ${say.open(`${service.url}/`)}`,
        `  ${say.dataFolder(dirname(place.path))}`,
        ...Object.entries(apiKeyFiles).map(([profile, file]) => `  ${say.apiKeyFile(profile, file)}`),
        ...(setUpFile === undefined ? [] : [`  ${say.setUpFile(setUpFile, `${service.url}/setup`)}`]),
        '',
        say.ctrlC,
      ].join('\n'),
    )
    await stopping
    output.notice(say.stopping)
    return exitCode.done
  } finally {
    unlisten()
    await service.close()
  }
}

/** The profiles of file and environment. None is an error, unless the store may keep some. */
export function profilesOf(
  invocation: Invocation,
  configuration: Configuration,
  mayBeStored: boolean,
): readonly MerchantProfile[] {
  if (mayBeStored && !describesProfile(configuration, invocation.environment)) return []
  const settings = allProfiles(configuration, invocation.profile)
  return settings.map((one) => {
    // A key in the environment cannot be that of several merchants.
    const loaded = loadKey(one.keyFile, settings.length === 1 ? invocation.environment : {})
    sayWarnings(invocation, configuration, loaded)
    requireContact(one)
    return createProfile(merchantProfile(one, loaded.key))
  })
}

function addressOf(listen = '127.0.0.1:4000'): { readonly host: string; readonly port: number } {
  const colon = listen.lastIndexOf(':')
  return { host: listen.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(listen.slice(colon + 1)) }
}

function sandboxOf({ id, gateway = defaultGateway }: MerchantProfile) {
  return {
    profileId: id,
    simulatorOrigins: simulatorOrigins(gateway),
    demoAgents: [],
    simulatorUrl: `${new URL(gateway).origin}/`,
  }
}

/** The first key of each profile, so that a platform can begin; in a file, as it is shown but once. */
async function keepApiKeys(
  access: Parameters<typeof keepApiKey>[0],
  profiles: readonly MerchantProfile[],
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {}
  for (const { id } of profiles) {
    const file = join(folder, `api-key-${id}.txt`)
    await keepApiKey(access, id, file)
    files[id] = file
  }
  return files
}
