import { storedProfiles } from 'paycircle-server/profiles'
import { profileStatusOf, type ProfileStatus } from 'paycircle-server/engine'
import {
  allProfiles,
  configurationError,
  describesProfile,
  readConfiguration,
  storePlace,
} from '../configuration/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { openStoreReader } from '../open-store.js'
import { table } from '../output/table.js'
import { timeText } from '../output/time.js'
import { profileMessages } from './profile-messages.js'

/** `profile list`: the profiles of configuration and store, and what stops their calls. */
export async function profileList(invocation: Invocation): Promise<ExitCode> {
  const { environment, workingFolder, language, output, profile } = invocation
  const configuration = readConfiguration(environment, workingFolder)
  const place = storePlace(configuration.installation)
  if (place === undefined) throw configurationError('configuration-no-store', {})
  const say = profileMessages[language]
  const reader = await openStoreReader(place)
  try {
    const stored = storedProfiles(await reader.profileDocuments())
    // Where nothing is described the store may be all there is.
    const isDescribed = describesProfile(configuration, environment) || stored.size === 0
    const configured = isDescribed ? allProfiles(configuration, stored.has(profile ?? '') ? undefined : profile) : []
    const all = [
      ...configured.map((one) => ({ ...one, source: 'configuration' })),
      // The configuration goes before the store.
      ...[...stored]
        .filter(([id]) => !configured.some((one) => one.id === id))
        .map(([id, settings]) => ({ ...settings, id, source: 'store' })),
    ]
    const profiles = profile === undefined ? all : all.filter(({ id }) => id === profile)
    const items = await Promise.all(
      profiles.map(async ({ id, mode, timeZone, source }) => {
        const status = profileStatusOf(id, await reader.profileState(id))
        return { id, mode, timeZone, source, status }
      }),
    )
    output.result(
      { items: items.map(({ id, mode, source, status }) => ({ id, mode, source, ...profileValue(status) })) },
      () =>
        table(
          [say.profile, say.mode, say.state, say.since, say.cause, say.canary],
          items.map(({ id, mode, timeZone, status: { pause, brake } }) => [
            id,
            mode,
            pause !== null ? say.paused : brake !== null ? say.braked : say.running,
            pause === null && brake === null ? '' : timeText(pause?.since ?? brake?.since ?? 0, timeZone),
            pause === null ? (brake?.failure ?? '') : (pause.code ?? pause.reason ?? ''),
            pause?.canary ? [pause.canary.outcome, pause.canary.code ?? ''].join(' ').trim() : '',
          ]),
        ),
    )
    return exitCode.done
  } finally {
    await reader.close()
  }
}

/** The status as JSON prints it: times in RFC 3339. */
export function profileValue({ pause, brake }: ProfileStatus) {
  const time = (utcMs: number) => new Date(utcMs).toISOString()
  return {
    pause: pause && {
      ...pause,
      since: time(pause.since),
      canary: pause.canary && { ...pause.canary, at: time(pause.canary.at) },
    },
    brake: brake && { ...brake, since: time(brake.since), nextCanaryAt: time(brake.nextCanaryAt) },
  }
}
