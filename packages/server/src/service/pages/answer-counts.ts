import type { OperationCount } from '../../store/port/index.js'
import { messages } from '../messages.js'
import { html, type Html } from './html.js'
import type { PageContext } from './layout.js'
import { outcomeWord } from './words.js'

/** What queries were answered lately, the most frequent first: where a code appears in numbers, something is wrong. */
export function answerCounts({ locale }: PageContext, counts: readonly OperationCount[]): Html | '' {
  const text = messages[locale.language]
  const answers = counts.filter(({ kind }) => kind === 'query.answered').sort((a, b) => b.count - a.count)
  if (answers.length === 0) return ''
  return html`<div class="scroll" role="region" aria-label="${text.answersCaption}" tabindex="0">
    <table>
      <caption>
        ${text.answersCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.outcome}</th>
          <th scope="col">${text.code}</th>
          <th scope="col">${text.answersCount}</th>
        </tr>
      </thead>
      <tbody>
        ${answers.map(
          ({ outcome, code, count }) =>
            html` <tr>
              <td>${outcome === null ? text.none : outcomeWord(outcome, text)}</td>
              <td>${code === null ? text.none : html`<code>${code}</code>`}</td>
              <td>${count}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
