import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { rosterEndpoints } from '../../api/index.js'
import { examineRoster, readRoster, type RosterCharset, type RosterRecord } from '../../engine/index.js'
import { apiRoute } from '../api-route.js'
import { instant } from '../api-values.js'
import { serviceError } from '../errors.js'
import { requestedRoster, rosterValue } from '../roster-value.js'
import type { Route } from '../routing.js'
import type { Surroundings } from '../surroundings.js'
import type { UploadedFile } from '../uploads.js'

/** Lists of accounts that the service asks about by itself. Q4-01 */
export function rosterRoutes(surroundings: Surroundings): readonly Route[] {
  const { rosters } = surroundings.engine
  return [
    apiRoute(surroundings, rosterEndpoints.startRoster, async ({ profileId, actor, body, file }) => {
      const { digest, records } = file === undefined ? listOfAccounts(body?.accounts ?? []) : await listOfFile(file)
      const id = await rosters.takeIn({ profileId, digest, actor }, records)
      return rosterValue(rosters, await requestedRoster(rosters, profileId, id))
    }),
    apiRoute(surroundings, rosterEndpoints.getRoster, async ({ profileId, parameters }) =>
      rosterValue(rosters, await requestedRoster(rosters, profileId, parameters.roster)),
    ),
    apiRoute(surroundings, rosterEndpoints.getRosterResults, async ({ profileId, parameters, query }) => {
      const { id } = await requestedRoster(rosters, profileId, parameters.roster)
      const rows = await rosters.entries(id, query.after, query.limit)
      const last = rows.at(-1)
      return {
        items: rows.map(({ line, given, outcome, code, reason, state, autoDebit, autoRefund, change, checkedAt }) => ({
          number: line,
          given,
          outcome,
          code,
          reason,
          state,
          autoDebit,
          autoRefund,
          change,
          checkedAt: checkedAt === null ? null : instant(checkedAt),
        })),
        ...(last !== undefined && rows.length === query.limit ? { next: last.line } : {}),
      }
    }),
  ]
}

interface List {
  /** By which the same list is known again. */
  readonly digest: string
  readonly records: () => AsyncIterable<RosterRecord>
}

function listOfAccounts(accounts: readonly ({ readonly email: string } | { readonly account: string })[]): List {
  const records = accounts.map((one, index) => ({
    line: index + 1,
    email: 'email' in one ? one.email : '',
    account: 'account' in one ? one.account : '',
  }))
  const digest = createHash('sha256').update(JSON.stringify(records)).digest('hex')
  return { digest, records: () => Readable.from(records) as AsyncIterable<RosterRecord> }
}

const charsets: Readonly<Record<string, RosterCharset>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gbk: 'gbk',
  gb2312: 'gbk',
}

async function listOfFile({ bytes, charset: said }: UploadedFile): Promise<List> {
  const { digest, charset } = await examineRoster(bytes())
  if (said === undefined) return { digest, records: () => readRoster(bytes(), charset) }
  const known = Object.hasOwn(charsets, said) ? charsets[said] : undefined
  if (known === undefined) throw serviceError('media-type-unsupported', { expected: 'text/csv; charset=utf-8 or gbk' })
  return { digest, records: () => readRoster(bytes(), known) }
}
