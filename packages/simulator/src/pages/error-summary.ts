import type { Texts } from '../messages.js'
import { html, type Markup } from './markup.js'

/** A problem with what was typed, and the field that it is about. */
export interface FormProblem {
  readonly field: string
  readonly text: string
}

/** Read out at once by screen readers; each problem leads to its field. */
export function errorSummary(texts: Texts, problem: FormProblem | undefined): Markup | undefined {
  if (problem === undefined) return undefined
  return html`<div class="errors" role="alert" tabindex="-1">
    <h2>${texts.errorSummary}</h2>
    <ul>
      <li><a href="#${problem.field}">${problem.text}</a></li>
    </ul>
  </div> `
}
