import { alipayGateway } from 'paycircle/internal/vocabulary'
import type { MerchantProfile } from '../profiles/index.js'
import type { Guard, Write } from '../store/port/index.js'
import { refuseStopped, type EngineContext } from './context.js'
import { FairLine } from './fair-line.js'
import { sleep } from './sleep.js'

/**
 * What a claim that intends its call at `at` must hold against and write, so that the call keeps the pace that all nodes
 * share. Asked for when the intent is built: with an earlier moment two intents could bear the same one.
 */
export type Pace = (at: number) => { readonly guards: readonly Guard[]; readonly writes: readonly Write[] }

/** Told by a claim that met another node's call: its time has to be waited for. */
export const outpaced = Symbol('outpaced')

/**
 * Lets calls go no faster than the profile's rate and the gateway's, over all nodes and restarts: the time of the next
 * call stands in the store, and a claim takes it in the unit in which it commits its intent. Within a node those that
 * wait stand in line: the profiles take turns at the gateway, and the reasons for asking within a profile. Q4-01
 */
export interface Governor {
  /** About how long a call would wait now, milliseconds. */
  waitMs(profile: MerchantProfile, lane: string): Promise<number>
  /** Runs the claim when its time has come, again where another node was quicker. `engine-stopped` ends the wait. */
  admit<Result>(
    profile: MerchantProfile,
    lane: string,
    claim: (pace: Pace) => Promise<Result | typeof outpaced>,
  ): Promise<Result>
}

/** A stored time this much further ahead than the spacing comes from a clock that was set back since. */
const clockSkewMs = 1000

const free: Pace = () => ({ guards: [], writes: [] })

export function createGovernor(context: EngineContext): Governor {
  const { store, clock, limits, stopped, meter } = context
  const open = limits.callSpacingMs === 0
  const lines = new Map<string, FairLine>()

  const lineOf = (key: string): FairLine => {
    let line = lines.get(key)
    if (line === undefined) lines.set(key, (line = new FairLine()))
    return line
  }

  const storedWaitMs = async ({ key, spacingMs }: Rate) => {
    const nextAt = (await store.pace(key))?.nextAt ?? 0
    return { nextAt, waitMs: Math.min(nextAt - clock.now(), spacingMs + clockSkewMs) }
  }

  /** Waits for the time that stands in the store; tells which it was. */
  async function reached(rate: Rate): Promise<number> {
    const { nextAt, waitMs } = await storedWaitMs(rate)
    if (waitMs > 0) await sleep(clock, waitMs, stopped)
    refuseStopped(context)
    return nextAt
  }

  /** Takes the call that the stored time allows; whoever took it in between makes the guard fail. */
  function take(
    { key, spacingMs }: Rate,
    nextAt: number,
    now: number,
  ): { readonly guard: Guard; readonly write: Write } {
    // Where a timer comes a little early the time counts that was agreed on.
    const from = nextAt > now && nextAt - now < spacingMs ? nextAt : now
    return {
      guard: { guard: 'rate-allows', key, at: Math.max(nextAt, now) },
      write: { write: 'take-rate', row: { key, nextAt: from + spacingMs } },
    }
  }

  async function inLine<Result>(key: string, lane: string, run: () => Promise<Result>): Promise<Result> {
    const line = lineOf(key)
    await line.enter(lane)
    try {
      return await run()
    } finally {
      line.leave()
    }
  }

  return {
    async waitMs(profile, lane) {
      if (open) return 0
      const { own, gateway } = ratesOf(profile, limits)
      const [ownWait, gatewayWait] = await Promise.all([own, gateway].map(storedWaitMs))
      return Math.max(
        Math.max(0, ownWait?.waitMs ?? 0) + lineOf(own.key).ahead(lane) * own.spacingMs,
        Math.max(0, gatewayWait?.waitMs ?? 0) + lineOf(gateway.key).ahead(profile.id) * gateway.spacingMs,
      )
    },

    async admit(profile, lane, claim) {
      refuseStopped(context)
      const { own, gateway } = ratesOf(profile, limits)
      const attempt = async () => {
        // The profile's own time first: who waits for it keeps no other profile from the gateway.
        const ownTime = await reached(own)
        return inLine(gateway.key, profile.id, async () => {
          const gatewayTime = await reached(gateway)
          return claim((at) => {
            const taken = [take(gateway, gatewayTime, at), take(own, ownTime, at)]
            return { guards: taken.map(({ guard }) => guard), writes: taken.map(({ write }) => write) }
          })
        })
      }
      const patiently = async () => {
        for (;;) {
          const result = open ? await claim(free) : await attempt()
          if (result !== outpaced) return result
          meter.count('engine.outpaced_total')
        }
      }
      return open ? patiently() : inLine(own.key, lane, patiently)
    },
  }
}

interface Rate {
  readonly key: string
  readonly spacingMs: number
}

function ratesOf(
  { id, gateway = alipayGateway }: MerchantProfile,
  { callSpacingMs, gatewaySpacingMs }: EngineContext['limits'],
): { readonly own: Rate; readonly gateway: Rate } {
  return {
    own: { key: `profile ${id}`, spacingMs: callSpacingMs },
    gateway: { key: `gateway ${gateway}`, spacingMs: gatewaySpacingMs },
  }
}
