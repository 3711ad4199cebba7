import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import type { UserWithLink } from '../../access/index.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
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
  change: z.enum(['role', 'profiles', 'subject', 'disable', 'enable', 'link', 'end-sessions']),
  role: z.string().max(40).default(''),
  profiles: z.string().max(2000).default(''),
  subject: z.string().max(500).default(''),
})
const shownUsers = 200

/** Who may log in, for administrators. */
export function userPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { access, store } = surroundings

  const subjectIn = (typed: string) => {
    const issuer = access.provider?.issuer
    if (issuer === undefined) throw serviceError('route-unknown', {})
    return typed.trim() === '' ? null : { issuer, subject: typed.trim() }
  }

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
    const shown = defined({ link, refused, issuer: access.provider?.issuer })
    const text = usersPage(context, { users: await access.users('', shownUsers), ...shown })
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
      return access.createUser({ name, role, profileIds: profilesIn(profiles), actor })
    }),
    act('/users/change', async ({ operator: { actor } }, request) => {
      const { name, change, role, profiles, subject } = readAs(changeForm, request.body ?? {})
      if (change === 'link') return access.passwordLink({ name, actor })
      if (change === 'role') await access.changeUser({ name, role, actor })
      else if (change === 'profiles') await access.changeUser({ name, profileIds: profilesIn(profiles), actor })
      else if (change === 'subject') await access.linkSubject({ name, subject: subjectIn(subject), actor })
      else if (change === 'end-sessions') {
        const user = await store.userByName(name)
        if (user !== undefined) await access.endSessions({ user, actor })
      } else await access.setDisabled({ name, disabled: change === 'disable', actor })
      return undefined
    }),
  ]
}

/** Empty for all. */
function profilesIn(typed: string): readonly string[] | null {
  const listed = typed.split(/[,，\s]+/).filter((id) => id !== '')
  return listed.length === 0 ? null : listed
}
