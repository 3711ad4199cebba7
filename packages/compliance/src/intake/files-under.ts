import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileLimit, type SkipReason } from '../reading/index.js'

/** A file to be judged, or what was passed over and why. */
export type FoundFile =
  { readonly path: string; readonly bytes: Uint8Array } | { readonly path: string; readonly skipped: SkipReason }

/** Folders of other people's work: they are passed over unless they are named themselves. */
const notYours = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'vendor',
  '__pycache__',
  '.venv',
  '.paycircle',
])

/**
 * Every file under a path, in the order of names. Links are not followed, so that nothing outside is read and nothing
 * twice; archives and other binary files are passed over by who reads them. A file is read once, up to the limit.
 *
 * @throws errors of the operating system where the path itself is not there
 */
export async function* filesUnder(root: string, shown = root): AsyncGenerator<FoundFile> {
  const stats = await lstat(root)
  if (stats.isSymbolicLink()) yield { path: shown, skipped: 'link' }
  else if (stats.isDirectory()) yield* filesIn(root, shown)
  else if (stats.isFile()) yield await readFound(root, shown, stats.size)
  else yield { path: shown, skipped: 'unreadable' }
}

async function* filesIn(folder: string, shown: string): AsyncGenerator<FoundFile> {
  let names: string[]
  try {
    names = (await readdir(folder)).sort()
  } catch {
    yield { path: shown, skipped: 'unreadable' }
    return
  }
  for (const name of names) {
    const path = join(folder, name)
    const shownPath = shown === '.' ? name : `${shown.replace(/\/+$/, '')}/${name}`
    try {
      const stats = await lstat(path)
      if (stats.isDirectory() && notYours.has(name)) yield { path: shownPath, skipped: 'not-yours' }
      else yield* filesUnder(path, shownPath)
    } catch {
      yield { path: shownPath, skipped: 'unreadable' }
    }
  }
}

async function readFound(path: string, shown: string, size: number): Promise<FoundFile> {
  if (size > fileLimit) return { path: shown, skipped: 'too-large' }
  try {
    const handle = await open(path, 'r')
    try {
      return { path: shown, bytes: await handle.readFile() }
    } finally {
      await handle.close()
    }
  } catch {
    return { path: shown, skipped: 'unreadable' }
  }
}
