import { randomBytes } from 'node:crypto'
import { createSealing, type Sealing } from 'paycircle-server/sealing'
import type { CustodySettings } from './settings.js'

/** What seals the secrets in the store: the private keys of the seal key file, or nothing that seals. S3-02, Q3-02 */
export function sealingOf({ keys }: CustodySettings): Sealing {
  return createSealing({ keys: keys?.privateKeys ?? [], random: randomBytes })
}
