import { errorCodeEntry } from 'paycircle/internal/vocabulary'
import type { Answer } from '../answers.js'
import type { SigningResult } from '../signing-sessions.js'
import { page, type Reader } from './layout.js'
import { markup, type Markup } from './markup.js'

/** The result, shown here and nowhere else: no way back to the merchant, whatever `return_url` said. S4-06 */
export function resultPage(reader: Reader, result: SigningResult): Answer {
  const { texts, language } = reader
  const code = result.kind === 'signed' ? 'REFUND_SIGN_SUCCESS' : result.code
  const meaning = errorCodeEntry(code)?.meaning[language]
  const main = markup`<h1>${texts.resultTitle}</h1>
${told(reader, result)}
<dl>
<dt>${texts.codeLabel}</dt><dd><code>${code}</code></dd>
${meaning === undefined ? undefined : markup`<dt>${texts.codeMeaning}</dt><dd>${meaning}</dd>`}
</dl>
<p>${texts.closeTab}</p>`
  return page(reader, { title: texts.resultTitle, main, code })
}

function told({ texts }: Reader, result: SigningResult): Markup {
  if (result.kind === 'signed') {
    const halves = [
      ...(result.autoDebit ? [texts.autoDebit] : []),
      ...(result.autoRefund ? [texts.autoRefund] : []),
    ].join(texts.and)
    return markup`<h2>${texts.signedHeading}</h2>
<p>${texts.signedText(halves)}</p>`
  }
  if (result.code === 'REFUND_SIGN_ALREADY_SIGN') {
    return markup`<h2>${texts.alreadyHeading}</h2>
<p>${texts.alreadyText}</p>`
  }
  return markup`<h2>${texts.failedHeading}</h2>
<p>${texts.failedText}</p>`
}
