import type { Texts } from '../messages.js'
import { markup, type Markup } from './markup.js'

/** A problem with what was typed, and the field that it is about. */
export interface FormProblem {
  readonly field: string
  readonly text: string
}

/** Takes the focus when the page comes, so that it is read out at once; leads to the field. */
export function errorSummary(texts: Texts, problem: FormProblem | undefined): Markup | undefined {
  if (problem === undefined) return undefined
  return markup`<div class="errors" role="alert" tabindex="-1" autofocus>
<h2>${texts.errorSummary}</h2>
<p id="problem"><a href="#${problem.field}">${problem.text}</a></p>
</div>
`
}

/** The attributes of a field that say whether the problem is its own. */
export function validity(problem: FormProblem | undefined, field: string, hint?: string): Markup | undefined {
  const wrong = problem?.field === field
  const describedBy = [...(wrong ? ['problem'] : []), ...(hint === undefined ? [] : [hint])].join(' ')
  return markup`${wrong ? markup` aria-invalid="true"` : undefined}${describedBy === '' ? undefined : markup` aria-describedby="${describedBy}"`}`
}
