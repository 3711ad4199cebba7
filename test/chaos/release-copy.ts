import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const notRun: ReadonlySet<string> = new Set(['src', 'test', 'specimens', 'node_modules'])

/** This program as it is built, in a folder of its own, where something of it may be different. */
export interface ReleaseCopy {
  /** The file that runs its command line. */
  readonly command: string
  /** Changes a file of it, named from the root; throws where that changes nothing. */
  edit(file: string, change: (text: string) => string): void
  dispose(): void
}

export function copyRelease(): ReleaseCopy {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-release-'))
  cpSync(join(root, 'packages'), join(folder, 'packages'), {
    recursive: true,
    filter: (path) => !notRun.has(basename(path)),
  })
  linkModules(folder)
  return {
    command: join(folder, 'packages', 'cli', 'bin', 'paycircle.js'),
    edit(file, change) {
      const path = join(folder, file)
      const before = readFileSync(path, 'utf8')
      const after = change(before)
      if (after === before) throw new Error(`${file} is not as it was`)
      writeFileSync(path, after)
    },
    dispose: () => {
      rmSync(folder, { recursive: true, force: true })
    },
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
