import { z } from 'zod'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { isRefusal } from '../failures.js'
import { chooseProfile } from '../operator.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { defined } from '../page-value.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { linkIn } from '../pages/locale.js'
import { overviewPage } from '../pages/overview-page.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const startForm = z.object({ email: z.string().max(1000), scope: z.enum(['both', 'auto-refund']).default('both') })
const chooseForm = z.object({ profile: z.string().max(40) })

/** The sandbox's first page, and starting a signing from it. */
export function overviewRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const view = ({ sandbox, profile, profiles }: Desk) => ({
    demoAgents: sandbox?.demoAgents ?? [],
    ...defined({ simulatorUrl: sandbox?.simulatorUrl }),
    profileId: profile.id,
    profileIds: profiles.map(({ id }) => id),
  })
  return [
    deskRoute(surroundings, 'GET', '/', 'agreements:see', async (desk, request, reply) => {
      if (!desk.operator.may('agreements:act'))
        return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/agreements'))
      const context = pages.operatorContext(request, desk)
      return Promise.resolve(pages.send(reply, context, overviewPage(context, view(desk))))
    }),
    deskRoute(surroundings, 'POST', '/profile/choose', 'agreements:see', async (desk, request, reply) => {
      const { profile } = readAs(chooseForm, request.body ?? {})
      if (desk.profiles.some(({ id }) => id === profile)) chooseProfile(surroundings, reply, profile)
      const { locale } = pages.operatorContext(request, desk)
      return Promise.resolve(seeOther(reply, linkIn(locale, '/agreements')))
    }),
    deskRoute(surroundings, 'POST', '/signings', 'agreements:act', async (desk, request, reply) => {
      const context = pages.operatorContext(request, desk, '/')
      const { email, scope } = readAs(startForm, request.body ?? {})
      try {
        if (email.trim() === '') throw serviceError('email-missing', {})
        const { engine } = surroundings
        const { token } = await engine.startSigning({
          profileId: desk.profile.id,
          email,
          scope,
          actor: desk.operator.actor,
        })
        return seeOther(reply, linkIn(context.locale, `/s/${token}`))
      } catch (error) {
        if (!isRefusal(error)) throw error
        // Said beside the field, with what was typed still in it.
        const refused = { email, error: error.describe(context.locale.language) }
        const text = overviewPage(context, { ...view(desk), refused })
        return pages.send(reply, context, text, { status: statusOf(error.code) })
      }
    }),
  ]
}
