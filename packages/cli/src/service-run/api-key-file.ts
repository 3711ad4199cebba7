import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Access } from 'paycircle-server/access'
import { replacePrivateFile } from './private-file.js'

/** Sees to it that the file holds a key of the profile that works; makes one where it does not. */
export async function keepApiKey(access: Access, profileId: string, file: string): Promise<void> {
  const row = await access.authenticate(presentKey(file))
  if (row?.profileId === profileId) return
  const { key } = await access.createApiKey({ profileId, name: basename(file), actor: 'cli' })
  replacePrivateFile(file, `${key}\n`)
}

function presentKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
