import { setMaxListeners } from 'node:events'
import { findAgreement } from './account.js'
import { makeStatusLink } from './agent-links.js'
import { createChecks } from './checks.js'
import { createContext, merchantOf, type EngineContext } from './context.js'
import { createFollowUp, type FollowUp } from './follow-up.js'
import { confirmUser, release, reportCode } from './interventions.js'
import { createGovernor } from './governor.js'
import { buildLink } from './links.js'
import { pauseProfile, profileStatus, resumeProfile } from './pause.js'
import type { MerchantProfile } from '../profiles/index.js'
import type { ReplacedProfiles } from './merchants.js'
import { createPermissionMemory, permission } from './permission.js'
import { probeKey } from './probe-key.js'
import { createRequestedRosters, createRosters, createSweeps } from './roster/index.js'
import { arrive, depart, signingByToken } from './signings.js'
import { startSigning } from './start-signing.js'
import { createTerminations } from './termination.js'
import type { Engine, EngineOptions } from './types.js'

/**
 * Creates the engine over a store. Nothing runs until `start`; checks and signings work without it, and what they
 * leave due is asked by whoever starts next.
 *
 * @throws PaycircleError where a profile cannot make a client for the gateway
 * @example
 * const engine = createEngine({ store, clock: systemClock, random: randomBytes, nodeName: 'a', profiles: [profile] })
 * engine.start()
 * const { outcome } = await engine.check({ profileId: 'demo', agreement: { by: 'email', email }, actor: 'cli' })
 */
export function createEngine(options: EngineOptions): Engine {
  const stopping = new AbortController()
  // Every check that waits for its turn listens; their number has a limit of its own.
  setMaxListeners(0, stopping.signal)
  const context: EngineContext = createContext(options, stopping.signal, (profileId, at) =>
    followUps.get(profileId)?.wake(at),
  )
  const governor = createGovernor(context)
  const checks = createChecks(context, governor)
  const terminations = createTerminations(context, governor)
  const followUps = new Map<string, FollowUp>()
  const ended: Promise<void>[] = []
  let isStarted = false
  const rosters = createRosters(context, checks, () => {
    requested.wake()
  })
  const requested = createRequestedRosters(context, rosters)
  const sweeps = createSweeps(context, rosters)
  const isNewPermission = createPermissionMemory()
  let stop: Promise<void> | undefined

  return {
    profiles: context.merchants.profiles,
    replaceProfiles: (profiles) => replaceProfiles(profiles),
    gate: (profileId) => context.gate(merchantOf(context, profileId).profile),
    notices: (profileId) => merchantOf(context, profileId).client.notices,
    startSigning: (input) => startSigning(context, input),
    signingByToken: (token) => signingByToken(context, token),
    makeStatusLink: (input) => makeStatusLink(context, input),
    depart: (token, input) => depart(context, token, input),
    arrive: (token) => arrive(context, token),
    buildLink: (input) => buildLink(context, input),
    check: (input) => checks.check(input),
    agreement: (profileId, reference) => findAgreement(context, profileId, reference),
    permission: (input) => permission(context, isNewPermission, input),
    reportCode: (input) => reportCode(context, input),
    confirmUser: (input) => confirmUser(context, input),
    terminate: (input) => terminations.terminate(input),
    release: (input) => release(context, input),
    probeKey: (input) => probeKey(context, governor, input),
    profileStatus: (profileId) => profileStatus(context, profileId),
    pauseProfile: (input) => pauseProfile(context, input),
    resumeProfile: (input) => resumeProfile(context, input),
    rosters,
    start: () => {
      isStarted = true
      followProfiles()
      requested.start()
    },
    stop: () => (stop ??= shutDown()),
  }

  /** Follows up and sweeps every profile that is served, each once, and leaves those that are not. */
  function followProfiles(): void {
    if (!isStarted || stopping.signal.aborted) return
    for (const id of context.merchants.profiles.keys()) {
      if (followUps.has(id)) continue
      const followUp = createFollowUp(context, checks, id)
      followUps.set(id, followUp)
      followUp.start()
    }
    sweeps.start()
    for (const [id, followUp] of followUps) {
      if (context.merchants.profiles.has(id)) continue
      followUps.delete(id)
      ended.push(followUp.leave())
    }
  }

  function replaceProfiles(profiles: readonly MerchantProfile[]): ReplacedProfiles {
    const replaced = context.merchants.replace(profiles)
    followProfiles()
    // What was put off because of how things were set up may be possible now.
    for (const id of replaced.changed) context.wake(id, context.clock.now())
    return replaced
  }

  async function shutDown(): Promise<void> {
    stopping.abort()
    await Promise.all([...ended, ...[...followUps.values()].map((followUp) => followUp.ended())])
    await sweeps.ended()
    await requested.ended()
    await rosters.settled()
    await terminations.settled()
    await checks.settled()
    await context.merchants.close()
  }
}
