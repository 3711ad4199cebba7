import type { OperationRecord } from 'paycircle-server/ledger'
import type { SeenQuery } from './gateway-model.js'
import type { Acknowledged } from './platform.js'
import type { Story } from './story.js'
import { minute, second } from './simulation.js'

/** What must be true of every run; each tells what is wrong, one line a finding. */
export const invariants: Readonly<Record<string, (story: Story) => readonly string[] | Promise<readonly string[]>>> = {
  'the log is whole and verifiable': ({ verdict, log }) => [
    ...(verdict.ok ? [] : [JSON.stringify(verdict.firstBad)]),
    ...(verdict.rows === log.length ? [] : [`${verdict.rows} records verified of ${log.length}`]),
  ],

  'every call that the gateway saw was intended before, once, under its claim': ({ seen, terminations }) =>
    [...seen, ...terminations].flatMap(({ account, operationId, intended, arrivedAt }, index, calls) => {
      if (operationId === undefined) return [`${account} at ${arrivedAt}: nobody had claimed it`]
      if (!intended) return [`${operationId}: sent before it was logged`]
      return calls.findIndex((one) => one.operationId === operationId) === index ? [] : [`${operationId}: sent twice`]
    }),

  'a termination is sent once on a person\u2019s word, and never again of itself': ({ terminations, log }) => {
    // Whoever heard nothing asks again; where nothing had been sent, that second word is the one that counts.
    const wasNotSent = (operationId: string) =>
      terminations.every((one) => one.operationId !== operationId) &&
      log.some((one) => one.operationId === operationId && one.outcome === 'not_sent')
    const reasons = log
      .filter(({ kind, operationId }) => kind === 'termination.intended' && !wasNotSent(operationId))
      .map(({ details }) => details.reason)
    return reasons.filter((reason, index) => reasons.indexOf(reason) !== index).map(String)
  },

  'after every termination somebody asks whether the agreement has ended': ({ log }) =>
    log.flatMap(({ kind, agreementId, sequence, operationId }) => {
      if (kind !== 'termination.intended') return []
      const isAsked = log.some(
        (one) => one.kind === 'query.intended' && one.agreementId === agreementId && one.sequence > sequence,
      )
      return isAsked ? [] : [operationId]
    }),

  'every intention ends in an answer, or is given up by the one who asks again': ({ log }) =>
    intentionsIn(log).flatMap(({ operationId, kind: intended }) => {
      const call = intended.split('.')[0] ?? ''
      const of = (kind: string) => log.filter((one) => one.kind === kind && one.operationId === operationId)
      const answered = of(`${call}.answered`)
      const settled = answered.filter(({ details }) => details.settled === true)
      const ends = settled.length + of(`${call}.abandoned`).length
      return answered.length <= 1 && ends === 1
        ? []
        : [`${operationId}: answered ${answered.length} times, ended ${ends} times`]
    }),

  'the log keeps what the gateway said to a termination': ({ terminations, log }) =>
    terminations.flatMap(({ operationId, outcome }) => {
      const record = log.find((one) => one.kind === 'termination.answered' && one.operationId === operationId)
      if (record === undefined || outcome === undefined) return []
      return record.outcome === outcome.outcome ? [] : [`${operationId ?? ''}: kept as ${record.outcome ?? ''}`]
    }),

  'the log keeps the answer that the gateway gave': ({ seen, log }) =>
    seen.flatMap(({ operationId, outcome }) => {
      const record = log.find((one) => one.kind === 'query.answered' && one.operationId === operationId)
      if (record === undefined || outcome === undefined) return []
      const { autoDebit, autoRefund } = record.details
      const told = outcome.outcome === 'signed' ? outcome : { autoDebit: null, autoRefund: null }
      const same = record.outcome === outcome.outcome && autoDebit === told.autoDebit && autoRefund === told.autoRefund
      return same ? [] : [`${operationId ?? ''}: ${outcome.outcome} was kept as ${record.outcome ?? ''}`]
    }),

  'no account is asked twice at once': ({ seen, terminations, log }) =>
    pairs(
      [...seen, ...terminations].sort((one, next) => one.arrivedAt - next.arrivedAt),
      log,
    ).flatMap(([one, next]) =>
      one.doneAt !== undefined && next.arrivedAt >= one.doneAt ? [] : [`${one.account} at ${next.arrivedAt}`],
    ),

  'an account is asked again no sooner than the cool-down allows': ({ seen, log }) =>
    pairs(seen, log).flatMap(([one, next]) => {
      const { forced, trigger } = intentionOf(log, next)?.details ?? {}
      const gapMs = next.arrivedAt - (one.doneAt ?? one.arrivedAt)
      const isFree = forced === true || wasNotToldTo(log, one)
      const leastMs = isFree ? 0 : leastGapMs(one, trigger !== 'follow-up')
      return gapMs >= leastMs ? [] : [`${one.account}: ${gapMs} ms after ${one.outcome?.outcome ?? ''}`]
    }),

  'a profile calls no more than twice a second': ({ seen }) => {
    const windowMs = 5 * second
    const most = (windowMs / second) * 2 + 1
    return seen.flatMap(({ arrivedAt, jumps }, index) => {
      const until = seen.filter((one, at) => at >= index && one.jumps === jumps && one.arrivedAt < arrivedAt + windowMs)
      return until.length <= most ? [] : [`${until.length} calls within ${windowMs} ms from ${arrivedAt}`]
    })
  },

  'intentions keep the rate, over nodes and restarts': ({ log, simulation }) => {
    const intended = intentionsIn(log)
    return simulation.clock.jumps > 0
      ? []
      : intended.flatMap(({ at, operationId }, index) => {
          const before = intended[index - 1]
          return before === undefined || at - before.at >= second / 2 ? [] : [`${operationId}: ${at - before.at} ms`]
        })
  },

  'five failures alike set the brake, and while it holds only its canaries go out': ({ log }) => {
    const wrong: string[] = []
    let isSet = false
    let streak = { failure: '', agreements: new Set<unknown>() }
    for (const record of log) {
      if (record.kind === 'brake.set') isSet = true
      if (record.kind === 'brake.opened') isSet = false
      if (isIntention(record) && isSet && record.details.canary !== 'brake') {
        wrong.push(`${record.operationId}: asked while the brake holds`)
      }
      const failure = isSet ? '' : record.kind === 'query.answered' ? failureIn(record) : undefined
      if (failure === undefined) continue
      if (failure !== streak.failure) streak = { failure, agreements: new Set() }
      if (failure !== '') streak.agreements.add(record.agreementId)
      // The record of the brake follows that of the fifth failure.
      if (streak.agreements.size > 5) wrong.push(`${record.operationId}: failed alike, and the brake is not set`)
    }
    return wrong
  },

  'while a profile is paused nothing goes out but an operator\u2019s canaries': ({ log }) => {
    const wrong: string[] = []
    let isPaused = false
    for (const { kind, details, operationId } of log) {
      if (kind === 'profile.paused') isPaused = true
      if (kind === 'profile.resumed') isPaused = false
      const isCanary = kind === 'query.intended' && (details.forced === true || details.canary === 'pause')
      const goesOut = kind.endsWith('.intended') || startsAgain.test(kind)
      if (isPaused && goesOut && !isCanary) wrong.push(`${operationId}: ${kind} while paused`)
    }
    return wrong
  },

  'each pause and its end are told once': ({ log, events }) => {
    const aboutProfile = 'profile.'
    const told = events.filter(({ type }) => type.startsWith(aboutProfile)).map(({ type }) => type)
    const logged = log.filter(({ kind }) => kind.startsWith(aboutProfile)).map(({ kind }) => kind)
    return told.join() === logged.join() ? [] : [`told ${told.join()}, logged ${logged.join()}`]
  },

  'only a readable answer settles a state, and what follows takes it up': ({ log, agreements }) =>
    agreements.flatMap((row) => {
      let state = 'unknown'
      const wrong: string[] = []
      for (const record of log.filter(({ agreementId }) => agreementId === row.id)) {
        const { from, to } = record.details
        if (typeof from !== 'string' || typeof to !== 'string') continue
        if (from !== state) wrong.push(`${record.operationId}: from ${from}, but it was ${state}`)
        if (from !== to && !maySettle(record, to)) wrong.push(`${record.operationId}: ${record.kind} made it ${to}`)
        state = to
      }
      return row.state === state ? wrong : [...wrong, `${row.id}: ${row.state}, but the log says ${state}`]
    }),

  'each transition is told once': ({ log, events, agreements }) =>
    agreements.flatMap(({ id }) => {
      const told = events.filter(({ agreementId }) => agreementId === id).map(({ type }) => type)
      const logged = eventsIn(log.filter(({ agreementId }) => agreementId === id))
      return told.join() === logged.join() ? [] : [`${id}: told ${told.join()}, logged ${logged.join()}`]
    }),

  'signed, terminated and irregular are never told twice running': ({ events, agreements }) =>
    agreements.flatMap(({ id }) => {
      const told = events.filter((one) => one.agreementId === id && /signed|terminated|irregular/.test(one.type))
      return told.flatMap((event, index) => (event.type === told[index + 1]?.type ? [`${id}: ${event.type}`] : []))
    }),

  'nobody is sent to Alipay while the line is stopped': ({ log, agreements }) =>
    agreements.flatMap(({ id }) => {
      let held = false
      const wrong: string[] = []
      for (const record of log.filter(({ agreementId }) => agreementId === id)) {
        if (held && /^(signing\.started|signing\.departed|link\.built|termination\.intended)$/.test(record.kind)) {
          wrong.push(`${record.operationId}: ${record.kind} while held`)
        }
        for (const type of eventsIn([record])) {
          if (type === 'agreement.held') held = true
          if (type === 'agreement.released') held = false
        }
      }
      return wrong
    }),

  'nothing acknowledged is lost': async (story) => {
    const found = await Promise.all(story.acknowledged.map((one) => isKept(story, one)))
    return story.acknowledged.flatMap((one, index) => (found[index] === true ? [] : [JSON.stringify(one)]))
  },

  'one idempotency key starts one signing': ({ log, acknowledged }) => {
    const started = log.filter(({ kind }) => kind === 'signing.started').map(({ details }) => details.signingId)
    const ids = new Set(acknowledged.flatMap((one) => (one.what === 'started' ? [one.signingId] : [])))
    return [...ids].flatMap((id) => (started.filter((one) => one === id).length === 1 ? [] : [id]))
  },

  'no claim is left over': ({ agreements }) =>
    agreements.flatMap(({ id, leaseToken }) => (leaseToken === null ? [] : [`${id}: ${leaseToken}`])),
}

/** Store and gateway agree in the end: to be asked once everybody was asked again without a fault. */
export function disagreements({ agreements, simulation }: Story): readonly string[] {
  return agreements.flatMap((row) => {
    const { autoDebit, autoRefund, irregular } = simulation.gateway.agreement(row.account)
    const truth =
      irregular === true ? ['irregular'] : autoDebit || autoRefund ? ['signed'] : ['not_signed', 'terminated']
    const halves = row.state !== 'signed' || (row.autoDebit === autoDebit && row.autoRefund === autoRefund)
    return truth.includes(row.state) && halves && row.holdCode === null
      ? []
      : [`${row.account}: ${row.state} ${row.holdCode ?? ''}, and Alipay says ${truth.join(' or ')}`]
  })
}

function isIntention({ kind }: OperationRecord): boolean {
  return kind === 'query.intended' || kind === 'termination.intended'
}

function intentionsIn(log: readonly OperationRecord[]): readonly OperationRecord[] {
  return log.filter(isIntention)
}

type SeenCall = Pick<SeenQuery, 'account' | 'arrivedAt' | 'jumps' | 'operationId'>

function intentionOf(log: readonly OperationRecord[], { operationId }: SeenCall): OperationRecord | undefined {
  return intentionsIn(log).find((one) => one.operationId === operationId)
}

/**
 * Calls about one account, each with the next. Left out are those between whose claims the wall clock was set: who was
 * started in between cannot know how much time has passed.
 */
function pairs<Call extends SeenCall>(
  seen: readonly Call[],
  log: readonly OperationRecord[],
): readonly (readonly [Call, Call])[] {
  return seen.flatMap((one, index) => {
    const next = seen.slice(index + 1).find(({ account }) => account === one.account)
    return next?.jumps === one.jumps && !isWallSetBetween(log, one, next) ? [[one, next] as const] : []
  })
}

/** A jump is of minutes at least; from claim to arrival it takes seconds. */
function isWallSetBetween(log: readonly OperationRecord[], one: SeenCall, next: SeenCall): boolean {
  const since = intentionOf(log, one)
  const until = intentionOf(log, next)
  if (since === undefined || until === undefined) return false
  return Math.abs(until.at - since.at - (next.arrivedAt - one.arrivedAt)) > minute / 2
}

/** The answer never reached the log, because the node that asked was gone. */
function wasNotToldTo(log: readonly OperationRecord[], { operationId }: SeenQuery): boolean {
  return !log.some((one) => one.kind === 'query.answered' && one.operationId === operationId)
}

/** After nothing to go on with: 30 s; within the follow-up "not signed" is expected, and asked again after 10 s. Q4-01 */
function leastGapMs({ outcome }: SeenQuery, onRequest: boolean): number {
  switch (outcome?.outcome) {
    case 'indeterminate':
    case 'refused':
      return 30 * second
    case 'irregular':
      return onRequest ? 30 * second : 0
    case 'not_signed':
      return onRequest && outcome.code !== undefined ? 10 * second : 0
    case 'signed':
    case 'not_sent':
    case undefined:
      return 0
  }
}

const startsAgain = /^(signing\.started|signing\.departed|link\.built)$/

function maySettle({ kind, outcome, details }: OperationRecord, to: string): boolean {
  if (startsAgain.test(kind)) return to === 'awaiting_signer'
  if (kind !== 'query.answered' || details.settled !== true) return false
  return to === outcome || (to === 'terminated' && outcome === 'not_signed')
}

function eventsIn(log: readonly OperationRecord[]): readonly string[] {
  return log.flatMap(({ details }) => (Array.isArray(details.events) ? (details.events as readonly string[]) : []))
}

/** How a query failed, in words that are equal for equal failures; empty where it did not. */
function failureIn({ outcome, code, details }: OperationRecord): string | undefined {
  if (details.settled !== true || details.reason === 'aborted') return undefined
  if (outcome !== 'indeterminate' && outcome !== 'not_sent') return ''
  return JSON.stringify([outcome, details.reason, code, details.status])
}

async function isKept(story: Story, one: Acknowledged): Promise<boolean> {
  if (one.what === 'paused' || one.what === 'resumed') {
    return story.log.some(({ kind, details }) => kind === `profile.${one.what}` && details.reason === one.mark)
  }
  if (one.what === 'rostered') return isWholeRoster(story, one.rosterId, one.accounts)
  return isKeptAbout(story, one)
}

type AboutAgent = Extract<Acknowledged, { readonly account: string }>

async function isKeptAbout({ simulation, log, agreements }: Story, one: AboutAgent): Promise<boolean> {
  const row = agreements.find(({ account }) => account === one.account)
  const records = log.filter(({ agreementId }) => agreementId === row?.id)
  const has = (kind: string, suits: (record: OperationRecord) => boolean) =>
    records.some((record) => record.kind === kind && suits(record))
  switch (one.what) {
    case 'started':
      return (
        (await simulation.store.signing(one.signingId)) !== undefined &&
        has('signing.started', ({ details }) => details.signingId === one.signingId)
      )
    case 'departed':
      return has('signing.departed', (record) => record.operationId === one.operationId)
    case 'linked':
      return has('link.built', (record) => record.operationId === one.operationId)
    case 'arrived':
      return has('signing.arrived', () => true)
    case 'reported':
      return has('code.reported', ({ code, details }) => code === one.code && details.operation === one.mark)
    case 'released':
      return has('hold.released', ({ details }) => details.reason === one.mark)
    case 'terminated': {
      const { operationId, outcome } = one.result
      return (
        operationId === null ||
        has(
          'termination.answered',
          (record) => record.operationId === operationId && record.outcome === outcome.outcome,
        )
      )
    }
    case 'checked': {
      const { operationId, outcome } = one.result
      return (
        operationId === null ||
        has('query.answered', (record) => record.operationId === operationId && record.outcome === outcome.outcome)
      )
    }
  }
}

/** It was finished once, and the latest has its outcomes still; the next of the same file takes the place of the last. */
async function isWholeRoster({ simulation, log }: Story, id: string, accounts: readonly string[]): Promise<boolean> {
  const of = (kind: string) => log.filter((record) => record.kind === kind).map(({ operationId }) => operationId)
  if (of('roster.finished').filter((one) => one === id).length !== 1) return false
  if ((await simulation.store.roster(id))?.finishedAt === null) return false
  if (of('roster.started').at(-1) !== id) return true
  const entries = await simulation.store.rosterEntries(id, 0, 200)
  return entries.length === accounts.length && entries.every(({ outcome }) => outcome !== null)
}

/** Longer than any claim and any follow-up. */
export const untilAllIsAskedMs = 26 * 60 * minute
