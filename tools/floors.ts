/**
 * The house as data: which room may import which. Imports run down only, types included, and rooms on one floor do not
 * know each other. A room is a folder; the longest path that fits a file names its room.
 */
export interface Room {
  readonly name: string
  readonly floor: number
  /** From the project's root. */
  readonly path: string
  /** Names of rooms; `*` is every room on a lower floor. */
  readonly mayImport: readonly string[]
}

const kit = 'packages/paycircle/src'
const server = 'packages/server/src'

export const rooms: readonly Room[] = [
  { name: 'test', floor: 9, path: 'test', mayImport: ['*'] },
  { name: 'bench', floor: 9, path: 'bench', mayImport: ['*'] },
  { name: 'examples', floor: 9, path: 'examples', mayImport: ['*'] },
  { name: 'tools', floor: 9, path: 'tools', mayImport: ['*'] },
  { name: 'cli', floor: 8, path: 'packages/cli/src', mayImport: ['*'] },
  {
    name: 'service',
    floor: 7,
    path: `${server}/service`,
    mayImport: [
      'engine',
      'cases',
      'alarms',
      'delivery',
      'idempotency',
      'spreadsheet',
      'profiles',
      'access',
      'custody',
      'store/port',
      'sealing',
      'ledger',
      'api',
      'explain',
      'compliance',
      'wire',
      'vocabulary',
      'base',
    ],
  },
  {
    name: 'engine',
    floor: 6,
    path: `${server}/engine`,
    mayImport: [
      'profiles',
      'idempotency',
      'spreadsheet',
      'gateway',
      'store/port',
      'ledger',
      'lifecycle',
      'wire',
      'vocabulary',
      'base',
    ],
  },
  {
    name: 'cases',
    floor: 6,
    path: `${server}/cases`,
    mayImport: ['store/port', 'ledger', 'vocabulary', 'base'],
  },
  {
    name: 'conformance',
    floor: 6,
    path: 'packages/conformance/src',
    mayImport: ['simulator', 'compliance', 'wire', 'vocabulary', 'base'],
  },
  {
    name: 'profiles',
    floor: 5,
    path: `${server}/profiles`,
    mayImport: ['store/port', 'sealing', 'compliance', 'vocabulary', 'base'],
  },
  { name: 'access', floor: 5, path: `${server}/access`, mayImport: ['store/port', 'sealing', 'vocabulary', 'base'] },
  { name: 'alarms', floor: 5, path: `${server}/alarms`, mayImport: ['store/port', 'vocabulary', 'base'] },
  {
    name: 'custody',
    floor: 5,
    path: `${server}/custody`,
    mayImport: ['store/port', 'sealing', 'ledger', 'vocabulary', 'base'],
  },
  {
    name: 'delivery',
    floor: 5,
    path: `${server}/delivery`,
    mayImport: ['store/port', 'sealing', 'idempotency', 'vocabulary', 'base'],
  },
  {
    // What spreadsheets read, for results and exports.
    name: 'spreadsheet',
    floor: 4,
    path: `${server}/spreadsheet`,
    mayImport: ['wire', 'base'],
  },
  {
    // Answers kept under an Idempotency-Key, for every room that does something once.
    name: 'idempotency',
    floor: 4.5,
    path: `${server}/idempotency`,
    mayImport: ['store/port', 'vocabulary', 'base'],
  },
  {
    // What the stores share: tables, statements in no dialect yet, the reads.
    name: 'store/sql',
    floor: 4.5,
    path: `${server}/store/sql`,
    mayImport: ['store/port', 'ledger', 'lifecycle', 'vocabulary', 'base'],
  },
  {
    name: 'store/sqlite',
    floor: 5,
    path: `${server}/store/sqlite`,
    mayImport: ['store/sql', 'store/port', 'ledger', 'lifecycle', 'vocabulary', 'base'],
  },
  {
    name: 'store/postgres',
    floor: 5,
    path: `${server}/store/postgres`,
    mayImport: ['store/sql', 'store/port', 'ledger', 'lifecycle', 'vocabulary', 'base'],
  },
  {
    name: 'simulator',
    floor: 5,
    path: 'packages/simulator/src',
    mayImport: ['compliance', 'wire', 'vocabulary', 'base'],
  },
  { name: 'kit', floor: 5, path: kit, mayImport: ['gateway', 'explain', 'vocabulary', 'base'] },
  { name: 'gateway', floor: 4, path: `${kit}/gateway`, mayImport: ['wire', 'vocabulary', 'base'] },
  { name: 'explain', floor: 4, path: `${kit}/explain`, mayImport: ['wire', 'vocabulary', 'base'] },
  { name: 'compliance', floor: 4, path: 'packages/compliance/src', mayImport: ['wire', 'vocabulary', 'base'] },
  {
    name: 'store/port',
    floor: 4,
    path: `${server}/store/port`,
    mayImport: ['ledger', 'lifecycle', 'vocabulary', 'base'],
  },
  { name: 'console', floor: 4, path: 'packages/console/src', mayImport: ['api'] },
  { name: 'wire', floor: 3, path: `${kit}/wire`, mayImport: ['vocabulary', 'base'] },
  { name: 'sealing', floor: 3, path: `${server}/sealing`, mayImport: ['vocabulary', 'base'] },
  { name: 'lifecycle', floor: 3, path: `${server}/lifecycle`, mayImport: ['vocabulary', 'base'] },
  { name: 'ledger', floor: 3, path: `${server}/ledger`, mayImport: ['vocabulary', 'base'] },
  { name: 'api', floor: 3, path: `${server}/api`, mayImport: ['scopes', 'vocabulary', 'base'] },
  { name: 'scopes', floor: 2, path: `${server}/scopes`, mayImport: [] },
  { name: 'vocabulary', floor: 2, path: `${kit}/vocabulary`, mayImport: ['base'] },
  { name: 'base', floor: 1, path: `${kit}/base`, mayImport: [] },
]

/** The specifiers by which packages offer their rooms. */
export const packageRooms: readonly {
  readonly specifier: RegExp
  readonly room: (match: RegExpExecArray) => string
}[] = [
  { specifier: /^paycircle$/, room: () => 'kit' },
  { specifier: /^paycircle\/(wire|explain)$/, room: (match) => match[1] ?? '' },
  { specifier: /^paycircle\/internal\/([a-z]+)$/, room: (match) => match[1] ?? '' },
  { specifier: /^paycircle-server\/([a-z/]+)$/, room: (match) => match[1] ?? '' },
  { specifier: /^paycircle-(simulator|compliance|conformance|cli)$/, room: (match) => match[1] ?? '' },
]

/** Rooms that do no I/O and read no clock: of node's modules they may use these alone. */
export const pureRooms: readonly string[] = ['wire', 'explain', 'lifecycle', 'ledger', 'vocabulary', 'api', 'scopes']
export const pureModules: readonly string[] = ['node:crypto', 'node:module', 'node:buffer', 'node:util']

/** Packages that only some rooms may name. */
export const packageOwners: Readonly<Record<string, readonly string[]>> = {
  standardwebhooks: ['delivery', 'examples', 'test'],
  undici: ['gateway', 'test', 'bench', 'tools'],
  saxes: ['wire'],
  'iconv-lite': ['wire', 'bench'],
  kysely: ['store/sql', 'store/sqlite', 'store/postgres'],
  pg: ['store/postgres', 'test', 'bench'],
  'better-sqlite3': ['store/sqlite', 'bench'],
  'node:sqlite': ['store/sqlite'],
  fastify: ['service', 'simulator', 'bench'],
  commander: ['cli'],
  'csv-parse': ['engine'],
  nodemailer: ['alarms'],
  'openid-client': ['access'],
  parse5: ['compliance', 'test'],
}
