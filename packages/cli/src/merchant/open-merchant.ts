import { randomBytes } from 'node:crypto'
import { PaycircleError } from 'paycircle/internal/base'
import {
  loadKey,
  merchantProfile,
  readConfiguration,
  selectProfile,
  storePath,
  type Configuration,
  type LoadedKey,
} from '../configuration/index.js'
import type { Invocation } from '../invocation.js'
import { socketPathOf } from '../local-socket/index.js'
import { messages } from '../messages.js'
import { nodeName, openStore } from '../open-store.js'
import { engineMerchant } from './engine-merchant.js'
import { servedMerchant } from './served-merchant.js'
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
  if (path === undefined) {
    const merchant = unloggedMerchant(settings, profile, clock)
    output.notice(messages[language].warning(messages[language].notLogged))
    return announced(merchant, invocation)
  }
  const store = await openStore(path, clock).catch((error: unknown) => {
    if (error instanceof PaycircleError && error.code === 'store-locked-by-other') return undefined
    throw error
  })
  if (store === undefined) {
    return announced(await servedMerchant(settings, profile, socketPathOf(path), language), invocation)
  }
  const { createEngine } = await import('paycircle-server/engine')
  try {
    const engine = createEngine({ store, clock, random: randomBytes, nodeName, profiles: [profile] })
    return announced(
      engineMerchant(settings, engine, async () => {
        await engine.stop()
        await store.close()
      }),
      invocation,
    )
  } catch (error) {
    await store.close()
    throw error
  }
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

function announced(merchant: Merchant, { language, output }: Invocation): Merchant {
  for (const notice of merchant.notices) output.notice(notice.text[language])
  return merchant
}
