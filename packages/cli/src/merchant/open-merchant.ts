import { join } from 'node:path'
import type { MerchantProfile } from 'paycircle-server/profiles'
import {
  configurationError,
  databaseFileName,
  loadKey,
  merchantProfile,
  readConfiguration,
  selectProfile,
  storePlace,
  type Configuration,
  type LoadedKey,
  type ProfileSettings,
  type StorePlace,
} from '../configuration/index.js'
import { custodySettings } from '../custody/index.js'
import type { Invocation } from '../invocation.js'
import { messages } from '../messages.js'
import { loggedMerchant, type LoggedMerchantOptions } from './logged-merchant.js'
import type { LoggedMerchant, Merchant } from './merchant.js'
import { storedSettings } from './stored-settings.js'
import { unloggedMerchant } from './unlogged-merchant.js'

/**
 * The merchant of the selected profile: through the engine where a store is configured, else straight to the gateway.
 * What must be kept in sight is said on standard error.
 *
 * @throws the errors of the configuration, the key, the client and the store; nothing was sent then
 */
export async function openMerchant(invocation: Invocation): Promise<Merchant> {
  const set = await setUp(invocation)
  const place = storePlace(set.configuration.installation)
  const merchant =
    place === undefined && set.profile !== undefined
      ? unloggedMerchant(set.settings, set.profile, invocation.clock)
      : await loggedMerchant(loggedOptions(invocation, set, placeOf(place), 'in-thread'))
  const { language, output } = invocation
  if (!merchant.logged) output.notice(messages[language].warning(messages[language].notLogged))
  return sayNotices(invocation, merchant)
}

/**
 * The same for what cannot do without a store: where none is configured one in `folderWithout` serves.
 *
 * @throws as `openMerchant`; `configuration-no-store` where there is no such folder either
 */
export async function openLoggedMerchant(
  invocation: Invocation,
  { folderWithout, writer = 'in-thread' }: OpenLoggedOptions = {},
): Promise<LoggedMerchant> {
  const { language, output } = invocation
  const set = await setUp(invocation)
  const configured = storePlace(set.configuration.installation)
  const place =
    configured ?? (folderWithout === undefined ? undefined : { path: join(folderWithout, databaseFileName) })
  if (configured === undefined && folderWithout !== undefined) {
    output.notice(messages[language].warning(messages[language].storeBeside(folderWithout)))
  }
  return sayNotices(invocation, await loggedMerchant(loggedOptions(invocation, set, placeOf(place), writer)))
}

interface OpenLoggedOptions {
  readonly folderWithout?: string
  /** `worker` for what asks about many at once: calls go on while it syncs. */
  readonly writer?: LoggedMerchantOptions['writer']
}

interface SetUp {
  readonly configuration: Configuration
  readonly settings: ProfileSettings
  /** Undefined where only the store keeps it, its key sealed. */
  readonly profile: MerchantProfile | undefined
}

function placeOf(place: StorePlace | undefined): StorePlace {
  if (place === undefined) throw configurationError('configuration-no-store', {})
  return place
}

async function setUp(invocation: Invocation): Promise<SetUp> {
  const { environment } = invocation
  const configuration = readConfiguration(environment, invocation.workingFolder)
  const stored = await storedSettings(configuration, environment, invocation.profile)
  if (stored !== undefined) {
    sayWarnings(invocation, configuration, undefined)
    return { configuration, settings: stored, profile: undefined }
  }
  const settings = selectProfile(configuration, invocation.profile)
  const loaded = loadKey(settings.keyFile, environment)
  const profile = merchantProfile(settings, loaded.key)
  sayWarnings(invocation, configuration, loaded)
  return { configuration, settings, profile }
}

function loggedOptions(
  { clock, language }: Invocation,
  { configuration, settings, profile }: SetUp,
  place: StorePlace,
  writer: LoggedMerchantOptions['writer'],
): LoggedMerchantOptions {
  const custody = custodySettings(configuration.installation, place.path)
  return { settings, profile, place, custody, clock, language, writer }
}

function sayNotices<Opened extends Merchant>({ language, output }: Invocation, merchant: Opened): Opened {
  for (const notice of merchant.notices) output.notice(notice.text[language])
  return merchant
}

/** What is odd about the settings and yet no error. */
export function sayWarnings(
  { language, output }: Invocation,
  { unknownVariables }: Configuration,
  key: LoadedKey | undefined,
): void {
  const say = messages[language]
  for (const { name, suggestion } of unknownVariables) {
    if (suggestion !== undefined) output.notice(say.warning(say.unknownVariable(name, suggestion)))
  }
  if (key?.file !== undefined && key.readableByOthers) output.notice(say.warning(say.keyReadable(key.file)))
}
