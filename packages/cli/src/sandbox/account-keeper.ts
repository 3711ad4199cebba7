import { existsSync, readFileSync } from 'node:fs'
import type { Clock } from 'paycircle/internal/base'
import { agreementStandings, type Simulator } from 'paycircle-simulator'
import { z } from 'zod'
import { programError } from '../errors.js'
import { replacePrivateFile } from '../service-run/index.js'
import { putControl } from './control.js'

/** How often the accounts are looked at; a crash forgets at most what changed since. */
const lookMs = 1_000

const accountsSchema = z.array(
  z.object({
    email: z.string(),
    autoDebit: z.boolean(),
    autoRefund: z.boolean(),
    state: z.enum(agreementStandings),
    certificate: z.boolean(),
    userId: z.string(),
  }),
)

/**
 * Keeps the simulator's accounts beside the store. The simulator itself remembers nothing: after a restart it would
 * deny agreements that the store knows to be signed.
 *
 * They are put back as changes, not as the beginning, so that the simulator's reset still leads to the demo accounts.
 */
export async function keepAccounts(
  simulator: Simulator,
  file: string,
  clock: Clock,
): Promise<{ readonly close: () => void }> {
  for (const { email, ...account } of readAccounts(file)) {
    await putControl(simulator.controlUrl, `accounts/${encodeURIComponent(email)}`, account)
  }
  let written = ''
  const write = () => {
    const text = JSON.stringify(accountsSchema.parse(simulator.accounts()))
    if (text === written) return
    replacePrivateFile(file, text)
    written = text
  }
  let cancel: () => void = () => undefined
  const look = () => {
    write()
    cancel = clock.after(lookMs, look)
  }
  look()
  return {
    close: () => {
      cancel()
      write()
    },
  }
}

function readAccounts(file: string): z.infer<typeof accountsSchema> {
  if (!existsSync(file)) return []
  try {
    return accountsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw programError('file-damaged', { file }, { cause: error })
  }
}
