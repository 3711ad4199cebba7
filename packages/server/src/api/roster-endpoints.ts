import { endpoint } from './endpoint.js'
import { apiRoutes } from './paths.js'
import {
  rosterFileLimitBytes,
  rosterResultsQuerySchema,
  rosterResultsSchema,
  rosterSchema,
  startRosterSchema,
} from './rosters.js'

const roster = {
  name: 'Roster',
  schema: rosterSchema,
  example: {
    id: 'rst_01kdvfzg542wczj3kssgrbc8vp',
    state: 'asking',
    entries: 2,
    pending: 1,
    outcomes: { signed: 1 },
    changes: {},
    waitsUntil: null,
    createdAt: '2026-11-26T06:00:00.000Z',
    finishedAt: null,
  },
} as const

/** Lists of accounts that the service asks about one after the other, under the governor. Q4-01 */
export const rosterEndpoints = {
  startRoster: endpoint({
    id: 'startRoster',
    method: 'POST',
    repeats: 'claimed',
    path: apiRoutes.rosters,
    tag: 'Rosters',
    summary: 'Ask about a list of agents',
    description:
      'As JSON, or as a CSV file of up to a million rows. Answered as soon as the whole list is taken in; the service asks at the profile’s pace, and goes on after a restart. A list with a fault, or whose sending breaks off, is not taken in at all. The same list sent again while it is under way is the same roster; once it is finished it begins anew, and the results of before are removed.',
    scope: 'rosters:write',
    bodyLimitBytes: 1024 * 1024,
    body: {
      name: 'StartRoster',
      schema: startRosterSchema,
      example: { accounts: [{ email: 'agent@example.com' }, { email: 'other@example.com' }] },
    },
    file: {
      contentType: 'text/csv',
      description:
        'A CSV file whose first row names a column `email` (or 邮箱) or `account` (or 账号); other columns are passed over. UTF-8 or GBK, found out from the bytes unless `charset` says it.',
      example: '姓名,邮箱\r\n王芳,agent@example.com\r\n李强,other@example.com\r\n',
      limitBytes: rosterFileLimitBytes,
    },
    answer: { ...roster, status: 202, description: 'The roster as it stands.' },
    problems: [
      'account-parameter-missing',
      'roster-empty',
      'roster-not-text',
      'roster-malformed',
      'roster-header-missing',
      'roster-column-twice',
      'roster-too-long',
      'uploads-exhausted',
      'upload-not-kept',
      'store-full',
    ],
  }),
  getRoster: endpoint({
    id: 'getRoster',
    method: 'GET',
    path: apiRoutes.roster,
    tag: 'Rosters',
    summary: 'How far a roster is',
    scope: 'rosters:write',
    answer: { ...roster, status: 200, description: 'The roster as it stands.' },
    problems: ['roster-unknown'],
  }),
  getRosterResults: endpoint({
    id: 'getRosterResults',
    method: 'GET',
    path: apiRoutes.rosterResults,
    tag: 'Rosters',
    summary: 'What came of each entry, in the order of the list',
    scope: 'rosters:write',
    query: rosterResultsQuerySchema,
    answer: {
      status: 200,
      name: 'RosterResults',
      schema: rosterResultsSchema,
      description: 'A slice of the entries.',
      example: {
        items: [
          {
            number: 1,
            given: 'agent@example.com',
            outcome: 'signed',
            code: null,
            reason: null,
            state: 'signed',
            autoDebit: true,
            autoRefund: false,
            change: null,
            checkedAt: '2026-11-26T06:00:30.000Z',
          },
        ],
      },
    },
    problems: ['roster-unknown'],
  }),
} as const
