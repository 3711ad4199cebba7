import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import type { UserWithLink } from '../../access/index.js'
import { readAs } from '../bodies.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import type { PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { usersPage } from '../pages/users-page.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const newUserForm = z.object({
  name: z.string().max(200),
  role: z.string().max(40).default(''),
  profiles: z.string().max(2000).default(''),
})
const changeForm = z.object({
  name: z.string().max(200),
  change: z.enum(['role', 'disable', 'enable', 'link', 'end-sessions']),
  role: z.string().max(40).default(''),
})
const shownUsers = 200

/** Who may log in, for administrators. */
export function userPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { access, store } = surroundings

  const show = async (
    desk: Desk,
    request: FastifyRequest,
    reply: FastifyReply,
    made?: UserWithLink,
    error?: PaycircleError,
  ) => {
    const context = pages.operatorContext(request, desk, '/users')
    const link = made && { name: made.user.name, url: `${surroundings.publicOrigin()}/password/${made.token}` }
    const refused = error?.describe(context.locale.language)
    const text = usersPage(context, { users: await access.users('', shownUsers), ...defined({ link, refused }) })
    return pages.send(reply, context, text, error === undefined ? {} : { status: statusOf(error.code) })
  }

  /** A link that was made is in the answer itself: it is shown this once, and no address holds it. */
  const act = (path: string, doIt: (desk: Desk, request: FastifyRequest) => Promise<UserWithLink | undefined>) =>
    deskRoute(surroundings, 'POST', path, 'users:manage', async (desk, request, reply) => {
      try {
        return await show(desk, request, reply, await doIt(desk, request))
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, undefined, error)
      }
    })

  return [
    deskRoute(surroundings, 'GET', '/users', 'users:manage', (desk, request, reply) => show(desk, request, reply)),
    act('/users', ({ operator: { actor } }, request) => {
      const { name, role, profiles } = readAs(newUserForm, request.body ?? {})
      const listed = profiles.split(/[,，\s]+/).filter((id) => id !== '')
      return access.createUser({ name, role, profileIds: listed.length === 0 ? null : listed, actor })
    }),
    act('/users/change', async ({ operator: { actor } }, request) => {
      const { name, change, role } = readAs(changeForm, request.body ?? {})
      if (change === 'link') return access.passwordLink({ name, actor })
      if (change === 'role') await access.changeUser({ name, role, actor })
      else if (change === 'end-sessions') {
        const user = await store.userByName(name)
        if (user !== undefined) await access.endSessions({ user, actor })
      } else await access.setDisabled({ name, disabled: change === 'disable', actor })
      return undefined
    }),
  ]
}
