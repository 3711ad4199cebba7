import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const notRun: ReadonlySet<string> = new Set(['src', 'test', 'specimens', 'node_modules'])
const migrationsFile = join('packages', 'server', 'dist', 'store', 'sql', 'migrations', 'index.js')

/** The migration that the next release brings. */
export const nextMigration = '9001-next-release'

/** As a release may: it only adds, a column that is filled by itself among it. */
const nextStatements = [
  'alter table agreement add column told_at integer',
  "alter table operation_record add column region text default ''",
  'create table agreement_note (agreement_id text not null references agreement (id), note text not null)',
  'create index agreement_told on agreement (profile_id, told_at) where told_at is not null',
]

/** This program as its next release will be: the same code and one migration more. */
export interface NextRelease {
  /** The file that runs its command line. */
  readonly command: string
  dispose(): void
}

/** Copies what is built, so that both releases run beside each other, each with its own tables in mind. */
export function buildNextRelease(): NextRelease {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-next-release-'))
  cpSync(join(root, 'packages'), join(folder, 'packages'), {
    recursive: true,
    filter: (path) => !notRun.has(basename(path)),
  })
  linkModules(folder)
  const file = join(folder, migrationsFile)
  const before = readFileSync(file, 'utf8')
  const steps = nextStatements.map((text) => `await sql.raw(${JSON.stringify(text)}).execute(database)`).join('; ')
  const after = before.replace('\n};', `\n  '${nextMigration}': { async up(database) { ${steps} } },\n};`)
  if (after === before) throw new Error(`${migrationsFile} is not as it was`)
  writeFileSync(file, `import { sql } from 'kysely'\n${after}`)
  return {
    command: join(folder, 'packages', 'cli', 'bin', 'paycircle.js'),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The libraries are those of this tree; our own packages are the copies. */
function linkModules(folder: string): void {
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.') && !name.startsWith('paycircle')) {
      symlinkSync(join(root, 'node_modules', name), join(modules, name))
    }
  }
  for (const place of readdirSync(join(folder, 'packages'))) {
    const manifest = readFileSync(join(folder, 'packages', place, 'package.json'), 'utf8')
    const { name } = JSON.parse(manifest) as { readonly name: string }
    symlinkSync(join(folder, 'packages', place), join(modules, name))
  }
}
