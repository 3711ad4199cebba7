import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type * as Sqlite from '../../../src/store/sqlite/index.js'

const packageFolder = fileURLToPath(new URL('../../../', import.meta.url))

/** The built face of the store: a thread or process of its own runs plain Node, which cannot run the sources. */
export const builtFace = new URL('../../../dist/store/sqlite/index.js', import.meta.url)

/** Brings the build up to date and loads the store from it. Type errors are the build's to report, not this test's. */
export async function builtStore(): Promise<typeof Sqlite> {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  await new Promise((done) => execFile(process.execPath, [compiler, '-b', packageFolder], done))
  return (await import(builtFace.href)) as typeof Sqlite
}
