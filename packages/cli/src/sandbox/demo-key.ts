import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Secret } from 'paycircle/internal/base'
import { databaseFileName, loadKey } from '../configuration/index.js'
import { programError } from '../errors.js'
import { makePrivateFolder, replacePrivateFile } from '../service-run/index.js'

const alphabet = Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789')
const keyBytes = 32

export interface DemoKey {
  readonly key: Secret
  readonly file: string
}

/** The MD5 key of a data folder's demo merchant; made at the first start, in the shape in which Alipay hands them out. */
export function demoKey(folder: string): DemoKey {
  const file = join(folder, 'demo-key.txt')
  if (!existsSync(file)) {
    if (existsSync(join(folder, databaseFileName))) throw programError('folder-not-sandbox', { folder })
    makePrivateFolder(folder)
    const bytes = newKey()
    replacePrivateFile(file, bytes)
    bytes.fill(0)
  }
  return { key: loadKey(file, {}).key, file }
}

function newKey(): Buffer {
  const key = Buffer.alloc(keyBytes)
  const highest = 256 - (256 % alphabet.length)
  for (let length = 0; length < keyBytes;) {
    for (const byte of randomBytes(keyBytes)) {
      // A byte above the last whole round of the alphabet would make its first letters likelier.
      if (byte >= highest || length === keyBytes) continue
      key[length++] = alphabet[byte % alphabet.length] ?? 0
    }
  }
  return key
}
