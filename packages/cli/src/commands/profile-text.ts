import type { Language } from 'paycircle/internal/base'
import type { ProfileDetails } from 'paycircle-server/api'
import { timeText } from '../output/time.js'
import { printable } from '../output/table.js'
import { profileMessages } from './profile-messages.js'

/** A profile for people: whole, or the part that was asked for. */
export function profileText(details: ProfileDetails, language: Language, part?: 'key' | 'gate'): string {
  const lines = [
    ...(part === undefined ? settingsLines(details, language) : []),
    ...(part === 'gate' ? [] : keyLines(details, language)),
    ...(part === 'key' ? [] : gateLines(details, language)),
    ...details.notices.map(({ message, rows }) => `${message}${rows.length === 0 ? '' : ` [${rows.join(', ')}]`}`),
  ]
  return lines.map(printable).join('\n')
}

function settingsLines(details: ProfileDetails, language: Language): readonly string[] {
  const say = profileMessages[language]
  const { id, source, name, partner, mode, accountClass, signType, charset, contact, returnOrigins } = details
  const reach = [contact.phone, contact.email].filter((one) => one !== undefined).join(', ')
  return [
    say.line(say.profile, `${id} (${source === 'store' ? say.ofStore : say.ofConfiguration})`),
    say.line(say.name, name),
    say.line(say.partner, partner),
    say.line(say.mode, `${mode}, ${say[accountClass]}`),
    say.line(say.signing, `${signType}, ${charset}`),
    say.line(say.contact, `${contact.name} ${reach}`),
    ...(returnOrigins.length === 0 ? [] : [say.line(say.returnOrigins, returnOrigins.join(', '))]),
  ]
}

function keyLines({ key, timeZone }: ProfileDetails, language: Language): readonly string[] {
  const say = profileMessages[language]
  const at = (time: string) => timeText(Date.parse(time), timeZone)
  const { fingerprint, staged, probe, switchAt, previous, backUntil, offersWayBack } = key
  return [
    say.line(say.keyInUse, fingerprint),
    ...(staged === null ? [] : [say.line(say.keyStaged, staged)]),
    ...(probe === null
      ? []
      : [say.line(say.keyProbed, `${at(probe.at)}: ${say[probe.suggests]} (${probe.code ?? probe.outcome})`)]),
    ...(switchAt === null ? [] : [say.line(say.keySwitchAt, at(switchAt))]),
    ...(previous === null || backUntil === null
      ? []
      : [say.line(say.keyPrevious, say.keptUntil(previous, at(backUntil)))]),
    ...(offersWayBack ? [say.offersWayBack] : []),
  ]
}

function gateLines({ gate }: ProfileDetails, language: Language): readonly string[] {
  const say = profileMessages[language]
  return [
    say.line(say.gate, gate.readyForLive ? say.gateReady : say.gateNotReady),
    ...gate.items.map(({ state, message, rows }) => {
      const law = state === 'open' && rows.length > 0 ? ` [${rows.join(', ')}]` : ''
      return `  ${say[`item-${state}`]} ${message}${law}`
    }),
  ]
}
