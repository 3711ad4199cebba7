import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import { probeStagedKey, type Actor } from '../../engine/index.js'
import { profileError, returnKey, standing, switchKey, type ProfileAct } from '../../profiles/index.js'
import { readAs } from '../bodies.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { linkIn } from '../pages/locale.js'
import { profilePage } from '../pages/profile-page.js'
import { profilesPage } from '../pages/profiles-page.js'
import { utcOfField } from '../pages/times.js'
import { goLiveOrAsk } from '../second-person.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const reason = z.string().trim().min(1).max(500)
const resumeForm = z.object({ reason })
const goLiveForm = z.object({ overrideReason: reason.optional() })
const probeForm = z.object({ email: z.string().trim().min(1).max(200) })
const backForm = z.object({ backReason: reason })
const switchForm = z.object({
  backDays: z
    .string()
    .trim()
    .regex(/^(?:[1-9]|[1-8]\d|90)$/),
  switchReason: reason,
  switchAt: z.string().trim().max(40).default(''),
})

/** The pages about profiles: which there are, the go-live gate, the change of the key; and resuming one. */
export function profilePageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { directory, engine } = surroundings

  /** Something that is done about a profile on its page, where a refusal is told as well. */
  const act = (
    path: string,
    does: (about: ProfileAct & { readonly actor: Actor }, body: unknown) => Promise<unknown>,
  ): Route =>
    deskRoute(surroundings, 'POST', `/profiles/:id/${path}`, 'profiles:manage', async (desk, request, reply) => {
      const profileId = idOf(request)
      entryAt(desk, profileId)
      try {
        await does({ profileId, actor: desk.operator.actor } as const, request.body ?? {})
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, error)
      }
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, `/profiles/${profileId}`))
    })

  /** Of the profiles that the operator may act for. @throws profile-unknown */
  const entryAt = ({ profiles }: Desk, profileId: string) => {
    const entry = profiles.some(({ id }) => id === profileId) ? directory.entries.get(profileId) : undefined
    if (entry === undefined) throw profileError('profile-unknown', { profileId })
    return entry
  }

  const show = async (desk: Desk, request: FastifyRequest, reply: FastifyReply, error?: PaycircleError) => {
    const entry = entryAt(desk, idOf(request))
    const { id } = entry.profile
    const status = await engine.profileStatus(id)
    // The page is about this profile, whichever the other pages are about.
    const context = pages.operatorContext(request, { ...desk, profile: entry.profile, status }, `/profiles/${id}`)
    const text = profilePage(context, {
      entry,
      status,
      gate: directory.gate(entry.profile),
      notices: engine.notices(id),
      rotation: standing(entry),
      ...(error === undefined ? {} : { refused: error.describe(context.locale.language) }),
    })
    return pages.send(reply, context, text, error === undefined ? {} : { status: statusOf(error.code) })
  }

  /** When a switch is meant to be, by the clock of the profile's zone; nothing where it is meant now. */
  const plannedAt = (typed: string, profileId: string): { readonly at?: number } => {
    if (typed === '') return {}
    const at = utcOfField(typed, directory.entries.get(profileId)?.profile.timeZone ?? 'UTC')
    if (at === undefined) throw profileError('switch-time-malformed', { profileId })
    return { at }
  }

  return [
    deskRoute(surroundings, 'GET', '/profiles', 'agreements:act', async (desk, request, reply) => {
      const context = pages.operatorContext(request, desk)
      const listed = await Promise.all(
        desk.profiles.map(async ({ id }) => ({ entry: entryAt(desk, id), status: await engine.profileStatus(id) })),
      )
      return pages.send(reply, context, profilesPage(context, listed))
    }),
    deskRoute(surroundings, 'GET', '/profiles/:id', 'agreements:act', show),
    act('go-live', (about, body) => {
      const { overrideReason } = readAs(goLiveForm, body)
      return goLiveOrAsk(surroundings, { ...about, ...(overrideReason === undefined ? {} : { overrideReason }) }) // S3-03, Q3-03
    }),
    act('key/probe', (about, body) => probeStagedKey(engine, directory, { ...about, ...readAs(probeForm, body) })),
    act('key/switch', (about, body) => {
      const { backDays, switchReason, switchAt } = readAs(switchForm, body)
      const how = { backDays: Number(backDays), reason: switchReason }
      return switchKey(directory, { ...about, ...how, ...plannedAt(switchAt, about.profileId) })
    }),
    act('key/back', (about, body) => returnKey(directory, { ...about, reason: readAs(backForm, body).backReason })),
    deskRoute(surroundings, 'POST', '/profile/resume', 'agreements:act', async (desk, request, reply) => {
      const { reason } = readAs(resumeForm, request.body ?? {})
      await surroundings.engine.resumeProfile({ profileId: desk.profile.id, reason, actor: desk.operator.actor })
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/'))
    }),
  ]
}

function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id
}
