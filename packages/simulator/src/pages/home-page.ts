import type { Account } from '../account-book.js'
import type { Answer } from '../answers.js'
import { controlPath } from '../control-api.js'
import { faultTable } from '../fault-table.js'
import type { Texts } from '../messages.js'
import { demoPassword } from '../signing-service.js'
import { page, withLanguage, type Reader } from './layout.js'
import { markup, type Markup } from './markup.js'
import { table } from './table.js'

export interface HomeContent {
  readonly gatewayOrigin: string
  readonly pageOrigin: string
  readonly accounts: readonly Account[]
}

const accountsShown = 50

/** What this is and how to use it. */
export function homePage(reader: Reader, content: HomeContent): Answer {
  const { texts } = reader
  const more = content.accounts.length - accountsShown
  const accountColumns = [
    texts.columnEmail,
    texts.columnState,
    texts.columnAutoDebit,
    texts.columnAutoRefund,
    texts.columnCertificate,
    texts.columnAccountNumber,
  ]
  const accountRows = content.accounts.slice(0, accountsShown).map((account) => accountRow(texts, account))
  const faultRows = faultTable.map(
    ({
      name,
      moments,
    }) => markup`<tr><th scope="row"><code>${name}</code></th><td><code>${moments.join(', ')}</code></td></tr>
`,
  )
  const main = markup`<h1>${texts.homeTitle}</h1>
<p>${texts.homeIntro}</p>
<dl>
<dt>${texts.gatewayLabel}</dt><dd><code>${content.gatewayOrigin}/gateway.do</code></dd>
<dt>${texts.pagesLabel}</dt><dd><code>${content.pageOrigin}</code></dd>
<dt>${texts.controlLabel}</dt><dd><code>${content.gatewayOrigin}${controlPath}</code></dd>
</dl>
<p><a href="${withLanguage('/requests', reader.language)}">${texts.requestsLink}</a></p>
<h2>${texts.accountsHeading}</h2>
<p>${texts.accountsIntro(demoPassword)}</p>
${table(texts.accountsHeading, accountColumns, accountRows)}
${more > 0 ? markup`<p>${texts.accountsMore(more)}</p>` : undefined}
<h2>${texts.faultsHeading}</h2>
<p>${texts.faultsIntro}</p>
${table(texts.faultsHeading, [texts.columnFault, texts.columnMoments], faultRows)}`
  return page(reader, { title: texts.homeTitle, main, wide: true })
}

function accountRow(texts: Texts, account: Account): Markup {
  const states = { normal: texts.stateNormal, irregular: texts.stateIrregular, none: texts.stateNone }
  const cells = [
    states[account.state],
    ...[account.autoDebit, account.autoRefund, account.certificate].map((yes) => (yes ? texts.yes : texts.no)),
    account.accountNumber,
  ]
  return markup`<tr><th scope="row">${account.email}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`
}
