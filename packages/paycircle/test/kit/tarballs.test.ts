import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kit } from './compiler.js'

const packages = join(kit, '..')

interface Tarball {
  readonly files: readonly { readonly path: string }[]
}

/** What npm would publish of a package as it stands built. */
function filesOf(folder: string): string[] {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--offline'], {
    cwd: join(packages, folder),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [tarball] = JSON.parse(printed) as Tarball[]
  return (tarball?.files ?? []).map(({ path }) => path)
}

describe.each([
  { folder: 'paycircle', beside: [] },
  { folder: 'simulator', beside: [] },
  { folder: 'server', beside: ['openapi.json'] },
  { folder: 'cli', beside: ['bin/paycircle.js', 'paycircle.config.schema.json'] },
])('the tarball of packages/$folder', ({ folder, beside }) => {
  it('holds licence, README, code with source maps and types, and nothing else', () => {
    const files = filesOf(folder)
    const built = files.filter((file) => /^dist\/.*\.(?:js|js\.map|d\.ts)$/.test(file))
    expect(built.length).toBeGreaterThan(10)
    const other = files.filter((file) => !built.includes(file))
    expect(other.sort()).toEqual(['LICENSE', 'README.md', ...beside, 'package.json'].sort())
  })

  it('carries the licence of the repository', () => {
    const licence = (path: string): string => readFileSync(join(path, 'LICENSE'), 'utf8')
    expect(licence(join(packages, folder))).toBe(licence(join(packages, '..')))
  })
})
