import type { Clock } from 'paycircle/internal/base'
import type { AlarmRow, Store } from '../store/port/index.js'

/** A person has seen an alarm: no reminder any more. Undefined where no such alarm is open. */
export async function acknowledgeAlarm(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  key: string,
  by: string,
): Promise<AlarmRow | undefined> {
  for (;;) {
    const before = await store.alarm(key)
    if (before?.resolvedAt !== null) return undefined
    const { version } = before
    const row = { ...before, acknowledgedAt: clock.now(), acknowledgedBy: by, nextNoticeAt: null, version: version + 1 }
    const committed = await store.commit({
      guards: [{ guard: 'alarm-version', key, version }],
      writes: [{ write: 'put-alarm', row }],
      log: [],
    })
    if (committed.result === 'done') return row
  }
}
