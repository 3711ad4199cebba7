import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes the folder of the store where it is missing, open to its owner only. */
export function createPrivateFolderOf(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
}

/**
 * Makes an empty file that its owner alone may read and write, where there is none; SQLite gives the same mode to the
 * files it puts beside it. A file that exists is not even opened: closing it again would drop SQLite's locks on it.
 */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
