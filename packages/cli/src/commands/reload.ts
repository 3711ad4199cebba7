import { PaycircleError } from 'paycircle/internal/base'
import { readConfiguration, type Configuration } from '../configuration/index.js'
import { describeDefect, describeError } from '../error-report.js'
import type { Invocation } from '../invocation.js'
import type { ServiceRun } from '../service-run/index.js'
import { runMessages } from './run-messages.js'
import { profilesOf } from './serve.js'

/**
 * Reads the configuration again for a service that runs: its profiles and key files. One reading at a time; one that is
 * asked for meanwhile follows it. What cannot be taken changes nothing, and is said.
 */
export function reloader(invocation: Invocation, service: ServiceRun, first: Configuration): () => void {
  const { environment, language, output, workingFolder } = invocation
  const say = runMessages[language]
  let running = false
  let asked = false

  async function reload(): Promise<void> {
    const configuration = readConfiguration(environment, workingFolder)
    const changes = await service.reload(profilesOf(invocation, configuration, true))
    const told = changes.map(({ profileId, change }) => `${profileId} ${say[change]}`)
    output.notice(told.length === 0 ? say.reloadedNothing : say.reloaded(told.join(', ')))
    const standing = changedNames(first.installation, configuration.installation)
    if (standing.length > 0) output.notice(say.reloadNeedsRestart(standing.join(', ')))
  }

  return () => {
    asked = true
    if (running) return
    running = true
    void (async () => {
      while (asked) {
        asked = false
        await reload().catch((error: unknown) => {
          const known = error instanceof PaycircleError
          output.notice(say.reloadFailed)
          output.notice(describeError(known ? error.describe(language) : describeDefect(language), language))
        })
      }
      running = false
    })()
  }
}

function changedNames(before: object, now: object): readonly string[] {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(now))]
  return [...new Set([...old.keys(), ...next.keys()])].filter((name) => old.get(name) !== next.get(name))
}
