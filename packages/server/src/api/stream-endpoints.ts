import { z } from 'zod'
import { apiRoutes } from './paths.js'
import type { ProblemCode } from './problem-statuses.js'
import type { Scope } from '../scopes/index.js'

/** A GET that is answered with no JSON document: with a stream of messages or with a file. */
export interface StreamEndpoint {
  readonly id: string
  readonly path: string
  readonly tag: string
  /** One line, without a full stop. */
  readonly summary: string
  readonly description: string
  readonly scope: Scope
  readonly query: z.ZodObject
  /** Headers that it heeds, by name, and what for. */
  readonly headers?: Readonly<Record<string, string>>
  readonly contentType: 'text/event-stream' | 'text/csv'
  /** When it is answered 204. */
  readonly nothingMore?: string
  /** Beyond those that every endpoint answers with. */
  readonly problems: readonly ProblemCode[]
}

export const streamEndpoints = {
  streamEvents: {
    id: 'streamEvents',
    path: apiRoutes.stream,
    tag: 'Log and events',
    summary: 'Events as they come',
    description:
      'Server-sent events: `id` is the cursor behind the event, `event` its type, `data` the event as `GET /v1/events` gives it. A connection that breaks is taken up again with `Last-Event-ID`, and nothing is skipped; an event may come twice (S3-18).',
    scope: 'events:read',
    query: z.strictObject({
      cursor: z
        .string()
        .max(500)
        .optional()
        .describe('Where to begin: the events behind it; all where it is left out.'),
    }),
    headers: { 'Last-Event-ID': 'The `id` of the last event that came; it goes before `cursor`.' },
    contentType: 'text/event-stream',
    problems: ['cursor-invalid', 'streams-exhausted'],
  },
  streamRosterProgress: {
    id: 'streamRosterProgress',
    path: apiRoutes.rosterProgress,
    tag: 'Rosters',
    summary: 'How far a roster is, as it goes on',
    description:
      'Server-sent events: `progress` whenever something changed, about once a second, and `finished` at the end; `data` is the roster as `GET /v1/rosters/{roster}` gives it. A browser that resumes behind the end is answered 204 and stops.',
    scope: 'rosters:write',
    query: z.strictObject({}),
    headers: { 'Last-Event-ID': '`finished` behind the end.' },
    contentType: 'text/event-stream',
    nothingMore: 'The end was told already.',
    problems: ['roster-unknown', 'streams-exhausted'],
  },
  downloadRosterResults: {
    id: 'downloadRosterResults',
    path: apiRoutes.rosterResultsFile,
    tag: 'Rosters',
    summary: 'What came of each entry, as a CSV file for spreadsheets',
    description:
      'In the order of the list, with the columns `line`, `account`, `state`, `autoDebit`, `autoRefund`, `outcome`, `code`, `reason` (in words, as `Accept-Language` chooses) and `checkedAt`. Entries that are still to be asked about have no outcome. UTF-8 behind a byte order mark, or GBK; a cell that looks like a formula begins with an apostrophe.',
    scope: 'rosters:write',
    query: z.strictObject({ charset: z.enum(['utf-8', 'gbk']).default('utf-8') }),
    contentType: 'text/csv',
    problems: ['roster-unknown'],
  },
} as const satisfies Readonly<Record<string, StreamEndpoint>>
