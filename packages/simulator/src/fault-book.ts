import type { FaultEffect, FaultMoment } from './fault-table.js'
import { faultOfAddress, type NamedFault } from './fault-name.js'
import type { SimulatedService } from './service-name.js'

/** A fault ordered through the control API. */
export interface OrderedFault {
  readonly named: NamedFault
  readonly moment: FaultMoment
  /** Any service, any account where left out. */
  readonly service?: SimulatedService
  readonly email?: string
  /** How often it strikes; 0 = until reset. */
  readonly times: number
}

/** A fault that strikes now. */
export interface StrikingFault {
  readonly name: string
  readonly effect: FaultEffect
  readonly moment: FaultMoment
}

interface Standing {
  readonly order: OrderedFault
  left: number
}

/** Which faults still wait, and for whom. */
export class FaultBook {
  #standing: Standing[] = []
  readonly #struck = new Set<string>()

  static readonly limit = 1000

  order(order: OrderedFault): void {
    this.#standing.push({ order, left: order.times === 0 ? Infinity : order.times })
  }

  get full(): boolean {
    return this.#standing.length >= FaultBook.limit
  }

  /** Those that have strikes left; `left` is undefined where they last until reset. */
  waiting(): readonly (OrderedFault & { readonly left?: number })[] {
    return this.#standing.map(({ order, left }) => (left === Infinity ? order : { ...order, left }))
  }

  /**
   * Takes the fault that strikes this call, and uses it up: the first ordered one that fits, else the one that the
   * address carries, once for each service. With `moments` only faults of those moments are taken; the others wait.
   */
  take(
    service: SimulatedService,
    email: string | undefined,
    moments?: readonly FaultMoment[],
  ): StrikingFault | undefined {
    const account = email?.toLowerCase()
    const index = this.#standing.findIndex(
      ({ order }) =>
        order.named.row.services.includes(service) &&
        (order.service === undefined || order.service === service) &&
        (order.email === undefined || order.email.toLowerCase() === account) &&
        (moments?.includes(order.moment) ?? true),
    )
    const found = this.#standing[index]
    if (found !== undefined) {
      found.left -= 1
      if (found.left <= 0) this.#standing.splice(index, 1)
      return { name: found.order.named.name, effect: found.order.named.effect, moment: found.order.moment }
    }
    return account === undefined ? undefined : this.#takeFromAddress(service, account, moments)
  }

  clear(): void {
    this.#standing = []
    this.#struck.clear()
  }

  #takeFromAddress(
    service: SimulatedService,
    account: string,
    moments: readonly FaultMoment[] | undefined,
  ): StrikingFault | undefined {
    const named = faultOfAddress(account)
    const key = `${service} ${account}`
    if (named?.row.services.includes(service) !== true || this.#struck.has(key)) return undefined
    if (moments?.includes(named.moment) === false) return undefined
    this.#struck.add(key)
    return { name: named.name, effect: named.effect, moment: named.moment }
  }
}
