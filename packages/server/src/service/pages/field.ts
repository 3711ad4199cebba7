import type { ErrorDescription } from 'paycircle/internal/base'
import { html, type Html } from './html.js'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'password'
  readonly autocomplete: string
  readonly hint?: string
  readonly value?: string
  readonly optional?: boolean
  readonly maxLength?: number
  /** What was typed is what was refused: the field is begun at, and read out with the reason. */
  readonly invalid?: boolean
}

/** A labelled field of a form, with its hint. */
export function field({
  name,
  label,
  type,
  autocomplete,
  hint,
  value = '',
  optional = false,
  maxLength = 500,
  invalid = false,
}: Field): Html {
  const described = [...(hint === undefined ? [] : [`${name}-hint`]), ...(invalid ? ['refused'] : [])].join(' ')
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="note" id="${name}-hint">${hint}</p>`}
    <input
      type="${type}"
      id="${name}"
      name="${name}"
      value="${value}"
      autocomplete="${autocomplete}"
      maxlength="${maxLength}"
      ${described === '' ? '' : html` aria-describedby="${described}"`}
      ${invalid ? html` aria-invalid="true" autofocus` : ''}
      ${optional ? '' : html` required`}
    />
  </div>`
}

/** Why what was tried was not done, read out when the page opens. */
export function refusal(refused: ErrorDescription | undefined): Html | '' {
  if (refused === undefined) return ''
  return html`<div class="notice wrong" role="alert" id="refused">
    <p><strong>${refused.message}</strong>${refused.remedy}</p>
  </div>`
}
