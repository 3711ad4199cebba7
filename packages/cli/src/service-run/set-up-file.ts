import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Access } from 'paycircle-server/access'
import { replacePrivateFile } from './private-file.js'

/**
 * While there is no user: a one-time code with which the first administrator is made, in a file that only whoever runs
 * the service may read. Gives the file; undefined, and no file, once there is a user.
 */
export async function keepSetUpCode(access: Access, folder: string): Promise<string | undefined> {
  const file = join(folder, 'set-up-code.txt')
  const token = await access.beginSetUp()
  if (token === undefined) {
    rmSync(file, { force: true })
    return undefined
  }
  replacePrivateFile(file, `${token}\n`)
  return file
}
