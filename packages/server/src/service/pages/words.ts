import type { Language } from 'paycircle/internal/base'
import type { AgreementRow } from '../../store/port/index.js'
import { kindMessages } from '../kind-messages.js'
import type { PageMessages } from '../messages.js'
import { html, type Html } from './html.js'
import { timeOf } from './times.js'

type Tone = 'good' | 'bad' | 'wait' | 'quiet'

function tag(tone: Tone, words: string): Html {
  return html`<span class="tag ${tone}">${words}</span>`
}

/** An agreement's state in a word; the colour says nothing that the word does not. */
export function stateTag(state: AgreementRow['state'], text: PageMessages): Html {
  switch (state) {
    case 'unknown':
      return tag('quiet', text.stateUnknown)
    case 'awaiting_signer':
      return tag('wait', text.stateAwaiting)
    case 'signed':
      return tag('good', text.stateSigned)
    case 'not_signed':
      return tag('bad', text.stateNotSigned)
    case 'irregular':
      return tag('bad', text.stateIrregular)
    case 'terminated':
      return tag('bad', text.stateTerminated)
  }
}

/** One half as Alipay last answered it; unknown stays unknown. */
export function halfTag(half: boolean | null, text: PageMessages): Html {
  if (half === null) return tag('quiet', text.halfUnknown)
  return half ? tag('good', text.halfSigned) : tag('bad', text.halfNotSigned)
}

export function holdTag(text: PageMessages): Html {
  return tag('wait', text.hold)
}

/** A stored outcome in words; what we have no word for is shown as it stands. */
export function outcomeWord(outcome: string, text: PageMessages): string {
  const words: Readonly<Record<string, string>> = {
    signed: text.outcomeSigned,
    not_signed: text.outcomeNotSigned,
    irregular: text.outcomeIrregular,
    refused: text.outcomeRefused,
    indeterminate: text.outcomeIndeterminate,
    not_sent: text.outcomeNotSent,
    held: text.outcomeHeld,
  }
  return Object.hasOwn(words, outcome) ? (words[outcome] ?? outcome) : outcome
}

/** A record's kind in words; undefined where another version wrote it. */
export function kindWords(kind: string, language: Language): string | undefined {
  const words: Readonly<Record<string, string>> = kindMessages[language]
  return Object.hasOwn(words, kind) ? words[kind] : undefined
}

/** Entries of a list of facts: the two halves apart, and when Alipay was and will be asked. */
export function agreementFacts(row: AgreementRow, text: PageMessages, timeZone: string, now: number): Html {
  return html`<dt>${text.state}</dt>
    <dd>${stateTag(row.state, text)}</dd>
    <dt>${text.autoDebit}</dt>
    <dd>${halfTag(row.autoDebit, text)}</dd>
    <dt>${text.autoRefund}</dt>
    <dd>${halfTag(row.autoRefund, text)}</dd>
    <dt>${text.lastCheck}</dt>
    <dd>${row.lastCheckAt === null ? text.never : timeOf(row.lastCheckAt, timeZone)}</dd>
    <dt>${text.nextCheck}</dt>
    <dd>${nextCheck(row, text, timeZone, now)}</dd>`
}

export function nextCheck(row: AgreementRow, text: PageMessages, timeZone: string, now: number): Html | string {
  if (row.nextCheckAt === null) return text.nonePlanned
  return row.nextCheckAt <= now ? text.checkDue : timeOf(row.nextCheckAt, timeZone)
}
