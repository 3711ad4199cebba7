import type { Clock } from 'paycircle/internal/base'
import type { AlarmRow, Store } from '../store/port/index.js'
import { noticeId, testChannels, type AlarmChannel, type AlarmNotice, type ChannelTest } from './channel.js'
import { observeProfile } from './observe.js'
import { isAlarmRule, type AlarmRule, type Observation } from './rules.js'

export interface WatchOptions {
  readonly store: Store
  readonly clock: Clock
  readonly channels: readonly AlarmChannel[]
  /** Those that are served now. */
  readonly profileIds: () => Iterable<string>
  /** Whose looks these are: alarms about another node are its own to resolve while it looks. */
  readonly nodeName?: string
  /** What else is looked at, where it is not in the store. */
  readonly observers?: readonly (() => Promise<readonly Observation[]>)[]
  /** Whether the operation log is what was written; looked at once a day. */
  readonly isLogWhole?: () => Promise<boolean>
  /** Told of what a channel or the store could not do. */
  readonly onFailure?: (error: unknown) => void
}

export interface Watch {
  /** Looks once a minute from now on. */
  start(): void
  /** Looks once: opens, keeps and resolves alarms, and tells of those that are due. */
  look(): Promise<void>
  /** Sends a test notice by every channel. Never rejects. */
  test(): Promise<readonly ChannelTest[]>
  stop(): Promise<void>
}

const lookEveryMs = 60_000
const verifyEveryMs = 24 * 3_600_000
const firstReminderMs = 3_600_000
const longestReminderMs = 24 * 3_600_000
/** After a notice that no channel could carry. */
const retryMs = 60_000
/** A node that has not looked for so long looks no more: what it saw is over. */
const silentMs = 10 * 60_000
const mostOpen = 200

/**
 * Watches over what somebody should look at. Alarms are rows: one is open for a rule and a profile at a time, whatever
 * number of nodes looks and however often they start. A notice is claimed in the row before it is sent, so one opening
 * is told once; reminders follow after 1 h, doubling to a day, until a person acknowledges or the cause is gone.
 */
export function createWatch(options: WatchOptions): Watch {
  const { store, clock, channels, profileIds, nodeName = '', observers = [], isLogWhole } = options
  const { onFailure = () => undefined } = options
  let cancel: (() => void) | undefined
  let looking: Promise<void> = Promise.resolve()
  let isStopped = false
  let verifiedAt = -Infinity
  let isBroken = false

  async function observations(): Promise<readonly Observation[]> {
    if (isLogWhole !== undefined && clock.monotonic() - verifiedAt >= verifyEveryMs) {
      isBroken = !(await isLogWhole())
      verifiedAt = clock.monotonic()
    }
    const ofLog: readonly Observation[] = isBroken ? [{ rule: 'log-broken', profileId: null, count: 1 }] : []
    const others = await Promise.all(observers.map((observe) => observe()))
    const ofProfiles = await Promise.all([...profileIds()].map((id) => observeProfile(store, id, clock.now())))
    return [...ofLog, ...others.flat(), ...ofProfiles.flat()]
  }

  async function look(): Promise<void> {
    const seen = new Map((await observations()).map((one) => [keyOf(one), one]))
    for (const [key, one] of seen) await keep(key, one)
    for (const row of await store.openAlarms(mostOpen)) {
      if (!seen.has(row.key) && !isOfOther(row)) await resolve(row)
    }
  }

  /** Whether another node, which still looks, is the one to say that it is over. */
  function isOfOther({ key, lastSeenAt }: AlarmRow): boolean {
    const node = nodeOf(key)
    return node !== null && node !== nodeName && clock.now() - lastSeenAt < silentMs
  }

  async function keep(key: string, { rule, profileId, count }: Observation): Promise<void> {
    const before = await store.alarm(key)
    const now = clock.now()
    const isNew = before?.resolvedAt !== null
    const base: AlarmRow = isNew
      ? { ...fresh(key, rule, profileId, now), version: before?.version ?? 0 }
      : { ...before, lastSeenAt: now }
    const isDue = base.nextNoticeAt !== null && base.nextNoticeAt <= now
    const notices = base.notices + Number(isDue)
    const nextNoticeAt = isDue
      ? now + Math.min(firstReminderMs * 2 ** (notices - 1), longestReminderMs)
      : base.nextNoticeAt
    const row = { ...base, count, notices, nextNoticeAt }
    if (!(await put(row)) || !isDue) return
    // An opening that nobody took is told as one when it is sent again.
    const told = await tell(noticeOf(row, base.notices === 0 ? 'opened' : 'reminder', rule))
    if (!told) await put({ ...row, version: row.version + 1, notices: base.notices, nextNoticeAt: now + retryMs })
  }

  async function resolve(row: AlarmRow): Promise<void> {
    const { rule, notices } = row
    const isOver = await put({ ...row, resolvedAt: clock.now(), nextNoticeAt: null })
    // Who never heard of it need not hear that it is over.
    if (isOver && notices > 0 && isAlarmRule(rule)) await tell(noticeOf(row, 'resolved', rule))
  }

  /** False where another node was quicker. */
  async function put(row: AlarmRow): Promise<boolean> {
    const committed = await store.commit({
      guards: [{ guard: 'alarm-version', key: row.key, version: row.version }],
      writes: [{ write: 'put-alarm', row: { ...row, version: row.version + 1 } }],
      log: [],
    })
    return committed.result === 'done'
  }

  /** Whether one of the channels carried it. */
  async function tell(notice: AlarmNotice): Promise<boolean> {
    const sent = await Promise.allSettled(channels.map((channel) => channel.send(notice)))
    for (const one of sent) if (one.status === 'rejected') onFailure(one.reason)
    return channels.length === 0 || sent.some(({ status }) => status === 'fulfilled')
  }

  function lookAndGoOn(): void {
    looking = look()
      .catch(onFailure)
      .then(() => {
        if (!isStopped) cancel = clock.after(lookEveryMs, lookAndGoOn)
      })
  }

  return {
    start: lookAndGoOn,
    look,
    test: () => testChannels(channels, clock.now()),
    async stop() {
      isStopped = true
      cancel?.()
      await looking
    },
  }
}

function keyOf({ rule, profileId, nodeName }: Observation): string {
  if (nodeName !== undefined) return `${rule}@${nodeName}`
  return profileId === null ? rule : `${rule}:${profileId}`
}

/** Null where it is about no node in particular. */
function nodeOf(key: string): string | null {
  const at = key.indexOf('@')
  return at === -1 ? null : key.slice(at + 1)
}

function noticeOf(row: AlarmRow, kind: AlarmNotice['kind'], rule: AlarmRule): AlarmNotice {
  const { key, profileId, count, openedAt, notices } = row
  return {
    id: noticeId(`${key} ${openedAt} ${kind} ${notices}`),
    kind,
    rule,
    profileId,
    nodeName: nodeOf(key),
    count,
    openedAt,
  }
}

function fresh(key: string, rule: string, profileId: string | null, at: number): Omit<AlarmRow, 'version'> {
  return {
    key,
    rule,
    profileId,
    count: 0,
    openedAt: at,
    lastSeenAt: at,
    resolvedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    notices: 0,
    nextNoticeAt: at,
  }
}
