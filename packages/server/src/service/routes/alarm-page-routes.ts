import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PaycircleError } from 'paycircle/internal/base'
import { z } from 'zod'
import { acknowledgeAlarm } from '../../alarms/index.js'
import type { AlarmRow } from '../../store/port/index.js'
import { alarmValue } from '../alarm-value.js'
import { readAs } from '../bodies.js'
import { serviceError } from '../errors.js'
import { isRefusal } from '../failures.js'
import { deskRoute, type Desk } from '../operator-desk.js'
import { seeOther, type PageAnswers } from '../page-answers.js'
import { defined } from '../page-value.js'
import { alarmsPage } from '../pages/alarms-page.js'
import { linkIn } from '../pages/locale.js'
import type { Route } from '../routing.js'
import { statusOf } from '../statuses.js'
import type { Surroundings } from '../surroundings.js'

const acknowledgementForm = z.object({ key: z.string().max(200) })
const mostAlarms = 200

/** Open alarms of the profiles for which the operator may act, and those of no profile in particular. */
export function alarmPageRoutes(surroundings: Surroundings, pages: PageAnswers): readonly Route[] {
  const { store } = surroundings

  const isFor = ({ profiles }: Desk, row: AlarmRow | undefined): boolean =>
    row !== undefined && (row.profileId === null || profiles.some(({ id }) => id === row.profileId))

  const show = async (desk: Desk, request: FastifyRequest, reply: FastifyReply, error?: PaycircleError) => {
    const context = pages.operatorContext(request, desk, '/alarms')
    const { language } = context.locale
    const rows = (await store.openAlarms(mostAlarms)).filter((row) => isFor(desk, row))
    const view = { alarms: rows.flatMap((row) => alarmValue(row, language)) }
    const text = alarmsPage(context, { ...view, ...defined({ refused: error?.describe(language) }) })
    return pages.send(reply, context, text, error === undefined ? {} : { status: statusOf(error.code) })
  }

  return [
    deskRoute(surroundings, 'GET', '/alarms', 'agreements:see', (desk, request, reply) => show(desk, request, reply)),
    deskRoute(surroundings, 'POST', '/alarms', 'agreements:act', async (desk, request, reply) => {
      try {
        const { key } = readAs(acknowledgementForm, request.body ?? {})
        const known = isFor(desk, await store.alarm(key))
        const row = known ? await acknowledgeAlarm(surroundings, key, desk.operator.actor) : undefined
        if (row === undefined) throw serviceError('alarm-unknown', {})
      } catch (error) {
        if (!isRefusal(error)) throw error
        return show(desk, request, reply, error)
      }
      return seeOther(reply, linkIn(pages.operatorContext(request, desk).locale, '/alarms'))
    }),
  ]
}
