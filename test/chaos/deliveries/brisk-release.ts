import { join } from 'node:path'
import type { DeliveryLimits } from 'paycircle-server/delivery'
import { copyRelease, type ReleaseCopy } from '../release-copy.js'

const limitsFile = join('packages', 'server', 'dist', 'delivery', 'limits.js')

/** As many attempts as ever, in three seconds instead of three days. */
export const briskLimits = {
  retryMs: [50, 100, 150, 200, 250, 300, 300, 300, 300, 300, 300, 300],
  jitter: 0.1,
  attemptMs: 1000,
  leaseMs: 2500,
  lookMs: 100,
} as const satisfies Partial<DeliveryLimits>

/** This program with other times for its deliveries, and nothing else different: no setting shortens them. */
export function buildBriskRelease(): ReleaseCopy {
  const release = copyRelease()
  release.edit(limitsFile, (text) => text.replace('export const defaultLimits =', 'const limitsOfRelease ='))
  const brisk = `export const defaultLimits = { ...limitsOfRelease, ...${JSON.stringify(briskLimits)} }`
  release.edit(limitsFile, (text) => `${text}\n${brisk}\n`)
  return release
}
