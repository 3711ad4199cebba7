import type { MerchantContact, MerchantProfile } from '../../profiles/index.js'
import { html, type Html } from './html.js'

/** Who asks, as agents are told it: what a profile says of itself, without its key. */
export interface Platform {
  readonly name: string
  readonly partner: string
  readonly contact: MerchantContact
}

export function platformOf(profile: MerchantProfile): Platform {
  const { name, partner, contact } = profile
  return { name, partner, contact }
}

/** Name, telephone and e-mail, the last two as links. */
export function contactOf({ name, phone, email }: MerchantContact): Html {
  return html`${name}${phone === undefined ? '' : html` · <a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`}${
    email === undefined ? '' : html` · <a href="mailto:${encodeURIComponent(email).replace('%40', '@')}">${email}</a>`
  }`
}
