import { existsSync, readFileSync } from 'node:fs'
import { agreementStandings, type Simulator } from 'paycircle-simulator'
import { z } from 'zod'
import { programError } from '../errors.js'
import { replacePrivateFile } from '../service-run/index.js'
import { putControl } from './control.js'

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
 * deny agreements that the store knows to be signed. A change is in the file before the simulator answers on its
 * strength, so a crash forgets nothing that anybody was told.
 */
export class AccountKeeper {
  readonly #file: string
  #simulator: Simulator | undefined

  constructor(file: string) {
    this.#file = file
  }

  /** For the simulator's `onAccountsChanged`. */
  readonly write = (): void => {
    if (this.#simulator === undefined) return
    replacePrivateFile(this.#file, JSON.stringify(accountsSchema.parse(this.#simulator.accounts())))
  }

  /**
   * Puts back what was kept, as changes and not as the beginning, so that the simulator's reset still leads to the demo
   * accounts; from here on changes are written.
   */
  async restore(simulator: Simulator): Promise<void> {
    for (const { email, ...account } of readAccounts(this.#file)) {
      await putControl(simulator.controlUrl, `accounts/${encodeURIComponent(email)}`, account)
    }
    this.#simulator = simulator
    this.write()
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
