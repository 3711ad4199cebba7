import { setMaxListeners } from 'node:events'
import { findAgreement } from './account.js'
import { createChecks } from './checks.js'
import { createContext, merchantOf, type EngineContext } from './context.js'
import { createFollowUp, type FollowUp } from './follow-up.js'
import { release, reportCode } from './interventions.js'
import { buildLink } from './links.js'
import { pauseProfile, profileStatus, resumeProfile } from './pause.js'
import { createPermissionMemory, permission } from './permission.js'
import { createRosters, createSweeps } from './roster/index.js'
import { arrive, depart, signingByToken } from './signings.js'
import { startSigning } from './start-signing.js'
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
  const checks = createChecks(context)
  const followUps: ReadonlyMap<string, FollowUp> = new Map(
    [...context.merchants.keys()].map((id) => [id, createFollowUp(context, checks, id)]),
  )
  const rosters = createRosters(context, checks)
  const sweeps = createSweeps(context, rosters)
  const isNewPermission = createPermissionMemory()
  let stop: Promise<void> | undefined

  return {
    profiles: new Map([...context.merchants].map(([id, { profile }]) => [id, profile])),
    notices: (profileId) => merchantOf(context, profileId).client.notices,
    startSigning: (input) => startSigning(context, input),
    signingByToken: (token) => signingByToken(context, token),
    depart: (token, input) => depart(context, token, input),
    arrive: (token) => arrive(context, token),
    buildLink: (input) => buildLink(context, input),
    check: (input) => checks.check(input),
    agreement: (profileId, reference) => findAgreement(context, profileId, reference),
    permission: (input) => permission(context, isNewPermission, input),
    reportCode: (input) => reportCode(context, input),
    release: (input) => release(context, input),
    profileStatus: (profileId) => profileStatus(context, profileId),
    pauseProfile: (input) => pauseProfile(context, input),
    resumeProfile: (input) => resumeProfile(context, input),
    rosters,
    start: () => {
      sweeps.start()
      for (const followUp of followUps.values()) followUp.start()
    },
    stop: () => (stop ??= shutDown()),
  }

  async function shutDown(): Promise<void> {
    stopping.abort()
    await Promise.all([...followUps.values()].map((followUp) => followUp.ended()))
    await sweeps.ended()
    await rosters.settled()
    await checks.settled()
    await Promise.all([...context.merchants.values()].map(({ client }) => client.close()))
  }
}
