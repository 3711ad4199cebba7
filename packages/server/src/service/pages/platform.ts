import type { Mode } from 'paycircle/internal/vocabulary'
import type { MerchantContact, MerchantProfile } from '../../profiles/index.js'
import { html, type Html } from './html.js'

/** Who asks, as agents are told it: a profile without its key. */
export interface Platform {
  readonly id: string
  readonly name: string
  readonly partner: string
  readonly contact: MerchantContact
  readonly mode: Mode
  readonly timeZone: string
}

export function platformOf(profile: MerchantProfile): Platform {
  const { id, name, partner, contact, mode, timeZone } = profile
  return { id, name, partner, contact, mode, timeZone }
}

/** Name, telephone and e-mail, the last two as links. */
export function contactOf({ name, phone, email }: MerchantContact): Html {
  return html`${name}${phone === undefined ? '' : html` · <a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`}${
    email === undefined ? '' : html` · <a href="mailto:${encodeURIComponent(email)}">${email}</a>`
  }`
}
