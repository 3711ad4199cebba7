import type { MerchantProfile } from '../../profiles/index.js'
import type { AgreementRow, SigningRow } from '../../store/port/index.js'
import { Frame, gap } from './frame.js'
import { Html } from './html.js'
import type { AgentPageContext } from './layout.js'
import { startPage } from './start-page.js'
import { offsetOf, timeOf } from './times.js'

const names = ['path', 'query', 'account', 'validUntil'] as const
type StartFrame = Frame<(typeof names)[number]>

/** What the start page shows of a link. */
interface Started {
  readonly profile: MerchantProfile
  readonly signing: Pick<SigningRow, 'scope' | 'expiresAt'>
  readonly agreement: Pick<AgreementRow, 'accountAsGiven'>
}

/**
 * Makes start pages, in UTF-8 with a character for each byte, out of frames: thousands of agents open theirs when a platform sends its links, and all but three
 * values are the same for all of them. A frame belongs to a profile as it is now; one that is changed gets others.
 */
export function createStartPages(): (context: AgentPageContext, started: Started) => string {
  const frames = new WeakMap<MerchantProfile, Map<string, StartFrame>>()

  function frameFor(context: AgentPageContext, profile: MerchantProfile, refundOnly: boolean, hasQuery: boolean) {
    let ofProfile = frames.get(profile)
    if (ofProfile === undefined) frames.set(profile, (ofProfile = new Map<string, StartFrame>()))
    const { language, chosen } = context.locale
    const kind = `${language} ${chosen} ${refundOnly} ${hasQuery} ${offsetOf(context.now, context.timeZone)}`
    let frame = ofProfile.get(kind)
    if (frame === undefined) {
      // A link to an address with a query is put together otherwise.
      const path = hasQuery ? `${gap('path')}?${gap('query')}` : gap('path')
      const inGaps = { refundOnly, account: gap('account'), validUntil: new Html(gap('validUntil')) }
      frame = new Frame(startPage({ ...context, path }, inGaps), names)
      ofProfile.set(kind, frame)
    }
    return frame
  }

  return (context, { profile, signing, agreement }) => {
    const queryAt = context.path.indexOf('?')
    const hasQuery = queryAt >= 0
    return frameFor(context, profile, signing.scope === 'auto-refund', hasQuery).fill({
      path: hasQuery ? context.path.slice(0, queryAt) : context.path,
      query: hasQuery ? context.path.slice(queryAt + 1) : '',
      account: agreement.accountAsGiven,
      validUntil: timeOf(signing.expiresAt, context.timeZone),
    })
  }
}
