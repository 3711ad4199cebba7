import { randomBytes } from 'node:crypto'
import type { Clock } from 'paycircle/internal/base'
import { anchorFile, createCustody, type Custody, type CustodyRunOptions } from 'paycircle-server/custody'
import type { Store } from 'paycircle-server/store/port'
import { nodeName } from '../open-store.js'
import type { CustodySettings } from './settings.js'

/** The keeping of the log in a store that this process owns. */
export function custodyOf(
  store: Store,
  clock: Clock,
  { keys, anchorPath, retention }: CustodySettings,
  more: Pick<CustodyRunOptions, 'onTrouble' | 'redact'> = {},
): Custody {
  return createCustody({
    store,
    clock,
    random: randomBytes,
    nodeName,
    anchors: anchorFile(anchorPath),
    ...(keys?.key === undefined ? {} : { key: keys.key }),
    ...(keys === undefined ? {} : { trusted: keys.trusted }),
    ...(retention === undefined ? {} : { retention }),
    ...more,
  })
}
