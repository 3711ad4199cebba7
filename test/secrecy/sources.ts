import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, relative, sep } from 'node:path'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Source {
  /** From the project's root. */
  readonly path: string
  readonly text: string
}

/** Every source of every package. */
export function packageSources(): readonly Source[] {
  const packages = join(root, 'packages')
  return readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/\\]+[/\\]src[/\\].*\.tsx?$/.test(path))
    .map((path) => {
      const full = join(packages, path)
      return { path: relative(root, full).split(sep).join('/'), text: readFileSync(full, 'utf8') }
    })
}
