import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { programError } from '../errors.js'

/** Makes the folder where it is missing, for its owner alone. */
export function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw programError('folder-unusable', { folder }, { cause: error })
  }
}

/** Writes a file that its owner alone may read, whole or not at all: readers see the old one or the new one. */
export function replacePrivateFile(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx' })
    renameSync(draft, file)
  } catch (error) {
    throw programError('folder-unusable', { folder: file }, { cause: error })
  }
}
