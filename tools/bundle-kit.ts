/**
 * Bundles the kit's sources into the JavaScript of its package: one file a room that all entries share, since every
 * module more costs its importer half a millisecond. The compiler writes the declarations beside them.
 * docs/decisions/0022-the-kit-is-bundled.md
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const kit = fileURLToPath(new URL('../../packages/paycircle/', import.meta.url))
const output = join(kit, 'dist')

/** What the package exports, and what it loads on first use. */
const entries = [
  'index',
  'base/index',
  'vocabulary/index',
  'wire/index',
  'gateway/index',
  'gateway/transport',
  'explain/index',
]

/** File name in the package to its text. */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const build = await rolldown({
    cwd: kit,
    input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
    platform: 'node',
    // Dependencies stay what the user's lock file says they are.
    external: /^[^./]/,
    onLog(level, { message }) {
      if (level === 'warn') throw new Error(message)
    },
  })
  try {
    const { output: files } = await build.generate({
      entryFileNames: '[name].js',
      chunkFileNames: 'rooms/[name].js',
      sourcemap: true,
    })
    return new Map(
      files.map((file) => [normalize(file.fileName), file.type === 'chunk' ? file.code : String(file.source)]),
    )
  } finally {
    await build.close()
  }
}

/** Files that did not change are not touched: somebody may be running them. */
function write(files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const path = join(output, name)
    if (read(path) === text) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, text)
    renameSync(`${path}.new`, path)
  }
  for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
    if (/\.js(?:\.map)?$/.test(name) && !files.has(name)) rmSync(join(output, name))
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

write(await bundle())
