import { expect } from 'vitest'
import type { DeliveryRow, StoreReader } from 'paycircle-server/store/port'
import type { ServiceProcess } from '../service-process.js'
import { until } from '../until.js'
import { briskLimits } from './brisk-release.js'
import type { Told } from './expect-told.js'
import { deliveriesOf } from './rows.js'
import type { Site } from './site.js'

const mostFreezes = 20

/**
 * A machine stands still until what its node had claimed has run out and others have settled some of it, and comes back
 * thinking no time has passed: what it still writes of those must change nothing. Again where it had claimed nothing.
 */
export async function freezePastClaims(site: Site, node: ServiceProcess, told: readonly Told[]): Promise<void> {
  await site.withStore(async (store) => {
    const before = await lateAttempts(node)
    for (let freeze = 0; freeze < mostFreezes; freeze++) {
      node.process.kill('SIGSTOP')
      const settled = await takenOver(store, told).finally(() => node.process.kill('SIGCONT'))
      const thawedAt = Date.now()
      const expectUnchanged = async () => {
        for (const row of settled) expect(await store.delivery(row.id), 'what another settled').toEqual(row)
      }
      await until('the attempts of before the freeze have ended', async () => {
        await expectUnchanged()
        return (await lateAttempts(node)) > before || Date.now() > thawedAt + briskLimits.leaseMs
      })
      await expectUnchanged()
      if (settled.length > 0 && (await lateAttempts(node)) > before) return
    }
    throw new Error('the node had never claimed anything when it was frozen')
  })
}

/** What is claimed now and stays so until the claim has run out: of it, what somebody else has settled then. */
async function takenOver(store: StoreReader, told: readonly Told[]): Promise<readonly DeliveryRow[]> {
  const rows = await Promise.all(told.map(({ webhookId }) => deliveriesOf(store, webhookId)))
  const waiting = new Map(rows.flatMap((some) => [...some.values()]).map((row) => [row.id, row]))
  for (const [id, { leaseToken }] of waiting) if (leaseToken === null) waiting.delete(id)
  const stale = new Set<string>()
  const settled: DeliveryRow[] = []
  await until('its claims have run out, and others have taken over', async () => {
    for (const [id, { leaseToken, leaseUntil }] of waiting) {
      const looked = Date.now()
      const row = await store.delivery(id)
      if (row?.leaseToken === leaseToken && looked >= (leaseUntil ?? 0)) stale.add(id)
      if (row?.leaseToken === leaseToken || (stale.has(id) && row?.settledAt === null)) continue
      if (row !== undefined && stale.has(id)) settled.push(row)
      waiting.delete(id)
    }
    return waiting.size === 0
  })
  return settled
}

async function lateAttempts(node: ServiceProcess): Promise<number> {
  const text = await (await fetch(`${node.url}/metrics`)).text()
  return Number(/^paycircle_delivery_late_attempts_total (\d+)/m.exec(text)?.[1] ?? 0)
}
