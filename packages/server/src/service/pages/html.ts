import { escapeHtml } from 'paycircle/internal/base'

/** Markup that is safe to send: made by `html` alone. */
export class Html {
  /** Only `html` calls this with text that is not a constant. */
  constructor(readonly text: string) {}
}

export type HtmlValue = string | number | Html | undefined | readonly HtmlValue[]

/**
 * A page template: the constant parts go out as they are, every value is escaped unless it is markup itself.
 *
 * @example
 * html`<td>${email}</td>`
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0] ?? ''
  for (let index = 0; index < values.length; index++) text += textOf(values[index]) + (parts[index + 1] ?? '')
  return new Html(text)
}

function textOf(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (value instanceof Html) return value.text
  if (typeof value === 'number') return String(value)
  return value === undefined ? '' : value.map(textOf).join('')
}
