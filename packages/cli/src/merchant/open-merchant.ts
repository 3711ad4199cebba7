import {
  loadKey,
  merchantProfile,
  readConfiguration,
  selectProfile,
  storePath,
  type Configuration,
  type LoadedKey,
} from '../configuration/index.js'
import { custodySettings } from '../custody/index.js'
import type { Invocation } from '../invocation.js'
import { messages } from '../messages.js'
import { loggedMerchant } from './logged-merchant.js'
import type { Merchant } from './merchant.js'
import { unloggedMerchant } from './unlogged-merchant.js'

/**
 * The merchant of the selected profile: through the engine where a store is configured, else straight to the gateway.
 * What must be kept in sight is said on standard error.
 *
 * @throws the errors of the configuration, the key, the client and the store; nothing was sent then
 */
export async function openMerchant(invocation: Invocation): Promise<Merchant> {
  const { clock, environment, language, output } = invocation
  const configuration = readConfiguration(environment, invocation.workingFolder)
  const settings = selectProfile(configuration, invocation.profile)
  const loaded = loadKey(settings.keyFile, environment)
  const profile = merchantProfile(settings, loaded.key)
  sayWarnings(invocation, configuration, loaded)
  const path = storePath(configuration.installation)
  const merchant =
    path === undefined
      ? unloggedMerchant(settings, profile, clock)
      : await loggedMerchant({
          settings,
          profile,
          path,
          custody: custodySettings(configuration.installation, path),
          clock,
          language,
        })
  if (!merchant.logged) output.notice(messages[language].warning(messages[language].notLogged))
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
