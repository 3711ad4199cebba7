import { Secret } from 'paycircle/internal/base'
import { simulatedServices, type SimulatedService } from './service-name.js'

/** How the merchant's contract stands; all but `normal` make the sign page show a `MERCHANT_…` code. S3-22 */
export const contractStandings = ['normal', 'none', 'irregular', 'expired'] as const

export type ContractStanding = (typeof contractStandings)[number]

/** What is open about the query's answer, for each partner: how Alipay really answers is not known. */
export interface AnswerHabits {
  /** Whether `user_id` follows the flags. */
  readonly userId: boolean
  /** Whether `sign` and `sign_type` follow, made with the MD5 key over the flat fields. */
  readonly signature: boolean
  /** An account without an agreement: the code NO_SIGN_CUSTOMER, or both flags `F`. */
  readonly notSigned: 'code' | 'flags'
}

/** A merchant as registered. What is left out: all services, an air agreement, a normal contract. */
export interface PartnerSpec {
  /** Partner ID: 2088 and twelve digits. */
  readonly partner: string
  readonly md5Key?: Secret
  /** PEM, or its bare base64. */
  readonly rsaPublicKey?: string
  readonly services?: readonly SimulatedService[]
  readonly airAgreement?: boolean
  readonly contract?: ContractStanding
  readonly answers?: Partial<AnswerHabits>
}

export interface Partner {
  readonly partner: string
  readonly md5Key?: Secret
  readonly rsaPublicKey?: string
  readonly services: readonly SimulatedService[]
  readonly airAgreement: boolean
  readonly contract: ContractStanding
  readonly answers: AnswerHabits
}

const usualHabits: AnswerHabits = { userId: true, signature: false, notSigned: 'code' }

/** The merchants that the simulated Alipay knows. */
export class PartnerBook {
  readonly #byId = new Map<string, Partner>()
  readonly #beginning: readonly PartnerSpec[]

  static readonly limit = 10_000

  constructor(beginning: readonly PartnerSpec[]) {
    this.#beginning = beginning
    this.reset()
  }

  /** Registers or changes a merchant; what is left out stays as it was. */
  put(spec: PartnerSpec): Partner {
    const before = this.#byId.get(spec.partner)
    const md5Key = spec.md5Key ?? before?.md5Key
    const rsaPublicKey = spec.rsaPublicKey ?? before?.rsaPublicKey
    const partner: Partner = {
      partner: spec.partner,
      ...(md5Key === undefined ? {} : { md5Key }),
      ...(rsaPublicKey === undefined ? {} : { rsaPublicKey }),
      services: spec.services ?? before?.services ?? simulatedServices,
      airAgreement: spec.airAgreement ?? before?.airAgreement ?? true,
      contract: spec.contract ?? before?.contract ?? 'normal',
      answers: { ...usualHabits, ...before?.answers, ...spec.answers },
    }
    this.#byId.set(partner.partner, partner)
    return partner
  }

  named(partner: string): Partner | undefined {
    return this.#byId.get(partner)
  }

  /** The text with every merchant's key masked: somebody may send his key by mistake. S3-02 */
  masked(text: string): string {
    let result = text
    for (const { md5Key } of this.#byId.values()) result = md5Key?.redact(result) ?? result
    return result
  }

  get full(): boolean {
    return this.#byId.size >= PartnerBook.limit
  }

  all(): readonly Partner[] {
    return [...this.#byId.values()]
  }

  reset(): void {
    this.#byId.clear()
    for (const spec of this.#beginning) this.put(spec)
  }
}
