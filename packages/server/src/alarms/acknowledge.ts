import type { Clock } from 'paycircle/internal/base'
import type { AlarmRow, Store } from '../store/port/index.js'
import { acknowledged } from './log-kinds.js'

/** A person has seen an alarm: no reminder any more, and the log keeps who. Undefined where no such alarm is open. S3-19 */
export async function acknowledgeAlarm(
  { store, clock, nodeName }: { readonly store: Store; readonly clock: Clock; readonly nodeName: string },
  key: string,
  by: string,
): Promise<AlarmRow | undefined> {
  for (;;) {
    const before = await store.alarm(key)
    if (before?.resolvedAt !== null) return undefined
    const { version } = before
    const at = clock.now()
    const row = { ...before, acknowledgedAt: at, acknowledgedBy: by, nextNoticeAt: null, version: version + 1 }
    const committed = await store.commit({
      guards: [{ guard: 'alarm-version', key, version }],
      writes: [{ write: 'put-alarm', row }],
      log: [acknowledged(before, { at, actor: by, clockSource: nodeName })],
    })
    if (committed.result === 'done') return row
  }
}
