import { createClient } from 'paycircle/internal/gateway'
import type { Clock } from 'paycircle/internal/base'
import type { QueryOutcome } from 'paycircle/internal/vocabulary'
import type { EngineOptions } from 'paycircle-server/engine'

/** One query as it reached the gateway. */
export interface Call {
  readonly profileId: string
  readonly email: string
  /** UTC milliseconds. */
  readonly at: number
  readonly outcome: QueryOutcome
}

/** The gateway within the process: it answers in the turn in which it is asked, and writes down when that was. */
export interface GatewayModel {
  readonly calls: readonly Call[]
  /** The largest number of queries about one account under way at once. */
  readonly mostAtOnce: number
  /** How every query is answered from now on. */
  answer: (email: string, profileId: string) => QueryOutcome | Promise<QueryOutcome>
  readonly clientOf: NonNullable<EngineOptions['clientOf']>
}

export const notSigned: QueryOutcome = { outcome: 'not_signed', code: 'NO_SIGN_CUSTOMER' }
export const signed: QueryOutcome = { outcome: 'signed', autoDebit: true, autoRefund: true }
export const timeout: QueryOutcome = { outcome: 'indeterminate', reason: 'timeout' }

export function gatewayModel(clock: Clock): GatewayModel {
  const calls: Call[] = []
  const underWay = new Map<string, number>()
  const model = {
    calls,
    mostAtOnce: 0,
    answer: (): QueryOutcome | Promise<QueryOutcome> => notSigned,
    clientOf: ({ id: profileId, partner, key, gateway = '' }) => {
      const client = createClient({ partner, key, gateway, clock })
      return {
        ...client,
        agreements: {
          ...client.agreements,
          async query(input) {
            const email = 'email' in input ? input.email : input.account
            const name = `${profileId} ${email}`
            const count = (underWay.get(name) ?? 0) + 1
            underWay.set(name, count)
            model.mostAtOnce = Math.max(model.mostAtOnce, count)
            const at = clock.now()
            const outcome = await model.answer(email, profileId)
            underWay.set(name, count - 1)
            calls.push({ profileId, email, at, outcome })
            return outcome
          },
        },
      }
    },
  } as GatewayModel & { calls: Call[]; mostAtOnce: number }
  return model
}
