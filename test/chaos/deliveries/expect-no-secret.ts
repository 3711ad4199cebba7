import { expect } from 'vitest'
import type { StoreReader } from 'paycircle-server/store/port'
import { formsIn, tracesOf } from '../../secrecy/traces.js'
import { recordsOf } from '../load.js'
import type { Told } from './expect-told.js'
import type { Site } from './site.js'

/** Neither keys nor webhooks' secrets stand in what the nodes wrote, in the operation log or in what was posted. */
export async function expectNoSecret(store: StoreReader, site: Site, told: readonly Told[]): Promise<void> {
  const places = new Map([
    ['output', site.output()],
    ['operation log', JSON.stringify(await recordsOf(store))],
    ['requests', JSON.stringify(told.map(({ receiver }) => receiver.posts))],
  ])
  for (const secret of new Set(site.secrets)) {
    const traces = [secret.replace('whsec_', ''), rawOf(secret)].flatMap((one) => tracesOf(one))
    for (const [where, text] of places) expect(formsIn(traces, text), where).toEqual([])
  }
}

/** A webhook's secret is bytes, which could come out as such. */
function rawOf(secret: string): string {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64').toString('hex') : secret
}
