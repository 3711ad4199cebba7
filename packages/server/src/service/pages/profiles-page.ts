import type { ProfileStatus } from '../../engine/index.js'
import type { ProfileEntry } from '../../profiles/index.js'
import { profilePageMessages } from '../profile-page-messages.js'
import { html } from './html.js'
import { page, type PageContext } from './layout.js'
import { linkIn } from './locale.js'

export interface ListedProfile {
  readonly entry: Pick<ProfileEntry, 'profile' | 'source'>
  readonly status: ProfileStatus
}

/** The profiles of configuration and store that the operator may act for. */
export function profilesPage(context: PageContext, profiles: readonly ListedProfile[]): string {
  const { locale } = context
  const text = profilePageMessages[locale.language]
  return page(context, {
    title: text.profilesTitle,
    wide: true,
    main: html`<h1>${text.profilesTitle}</h1>
      <div class="scroll" role="region" aria-label="${text.profilesTitle}" tabindex="0">
        <table class="records">
          <caption>
            ${text.profilesCaption}
          </caption>
          <thead>
            <tr>
              <th scope="col">${text.profile}</th>
              <th scope="col">${text.name}</th>
              <th scope="col">${text.partner}</th>
              <th scope="col">${text.mode}</th>
              <th scope="col">${text.accountClass}</th>
              <th scope="col">${text.keptIn}</th>
              <th scope="col">${text.state}</th>
            </tr>
          </thead>
          <tbody>
            ${profiles.map(
              ({ entry: { profile, source }, status: { pause, brake } }) =>
                html`<tr>
                  <th scope="row"><a href="${linkIn(locale, `/profiles/${profile.id}`)}">${profile.id}</a></th>
                  <td class="loose">${profile.name}</td>
                  <td class="id">${profile.partner}</td>
                  <td>${text[`mode-${profile.mode}`]}</td>
                  <td>${text[`account-${profile.accountClass}`]}</td>
                  <td>${text[`source-${source}`]}</td>
                  <td>${pause !== null ? text.paused : brake !== null ? text.braked : text.running}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  })
}
