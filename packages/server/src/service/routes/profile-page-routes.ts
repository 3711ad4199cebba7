import { z } from 'zod'
import { readAs } from '../bodies.js'
import { deskRoute } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { linkIn } from '../pages/locale.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'

const resumeForm = z.object({ reason: z.string().trim().min(1).max(500) })

/** What an operator's pages do about the profile as a whole. */
export function profilePageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  return [
    deskRoute(surroundings, 'POST', '/profile/resume', 'agreements:act', async (desk, request, reply) => {
      const { reason } = readAs(resumeForm, request.body ?? {})
      await surroundings.engine.resumeProfile({ profileId: desk.profile.id, reason, actor: desk.operator.actor })
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/'))
    }),
  ]
}
