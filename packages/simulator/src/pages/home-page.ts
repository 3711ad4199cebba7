import type { Account } from '../account-book.js'
import type { Answer } from '../answers.js'
import { faultTable } from '../fault-table.js'
import type { Texts } from '../messages.js'
import { demoPassword } from '../signing-service.js'
import { page, withLanguage, type Reader } from './layout.js'
import { html, type Markup } from './markup.js'

export interface HomeContent {
  readonly gatewayUrl: string
  readonly controlUrl: string
  readonly pageOrigin: string
  readonly accounts: readonly Account[]
}

const accountsShown = 50

/** What this is and how to use it. */
export function homePage(reader: Reader, content: HomeContent): Answer {
  const { texts } = reader
  const more = content.accounts.length - accountsShown
  const main = html`<h1>${texts.homeTitle}</h1>
    <p>${texts.homeIntro}</p>
    <dl>
      <dt>${texts.gatewayLabel}</dt>
      <dd><code>${content.gatewayUrl}</code></dd>
      <dt>${texts.pagesLabel}</dt>
      <dd><code>${content.pageOrigin}</code></dd>
      <dt>${texts.controlLabel}</dt>
      <dd><code>${content.controlUrl}</code></dd>
    </dl>
    <p><a href="${withLanguage('/requests', reader.language)}">${texts.requestsLink}</a></p>
    <h2 id="accounts">${texts.accountsHeading}</h2>
    <p>${texts.accountsIntro(demoPassword)}</p>
    <div class="scroll" role="region" aria-labelledby="accounts" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.columnEmail}</th>
            <th scope="col">${texts.columnState}</th>
            <th scope="col">${texts.columnAutoDebit}</th>
            <th scope="col">${texts.columnAutoRefund}</th>
            <th scope="col">${texts.columnCertificate}</th>
            <th scope="col">${texts.columnAccountNumber}</th>
          </tr>
        </thead>
        <tbody>
          ${content.accounts.slice(0, accountsShown).map((account) => accountRow(texts, account))}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p>${texts.accountsMore(more)}</p>` : undefined}
    <h2 id="faults">${texts.faultsHeading}</h2>
    <p>${texts.faultsIntro}</p>
    <div class="scroll" role="region" aria-labelledby="faults" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.columnFault}</th>
            <th scope="col">${texts.columnMoments}</th>
          </tr>
        </thead>
        <tbody>
          ${faultTable.map(
            (row) =>
              html`<tr>
                <th scope="row"><code>${row.name}</code></th>
                <td><code>${row.moments.join(', ')}</code></td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`
  return page(reader, { title: texts.homeTitle, main })
}

function accountRow(texts: Texts, account: Account): Markup {
  const states = { normal: texts.stateNormal, irregular: texts.stateIrregular, none: texts.stateNone }
  const cells = [
    states[account.state],
    ...[account.autoDebit, account.autoRefund, account.certificate].map((yes) => (yes ? texts.yes : texts.no)),
    account.accountNumber,
  ]
  return html`<tr>
    <th scope="row">${account.email}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr> `
}
