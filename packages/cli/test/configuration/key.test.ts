import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { PaycircleError, Secret } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { loadKey } from '../../src/configuration/index.js'
import { newFolder } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'

function keyFile(content: string | Buffer, mode = 0o600): string {
  const file = join(newFolder(), 'key.txt')
  writeFileSync(file, content)
  chmodSync(file, mode)
  return file
}

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    expect(inspect(error)).not.toContain(key)
    return error instanceof PaycircleError ? String(error.code) : 'defect'
  }
  return 'accepted'
}

describe('the key', () => {
  it('is read from its file without the line end that editors add, everything else counts', () => {
    for (const end of ['', '\n', '\r\n']) {
      expect(loadKey(keyFile(key + end), {}).key.equals(Secret.fromText(key))).toBe(true)
    }
    expect(loadKey(keyFile(`${key} `), {}).key.equals(Secret.fromText(key))).toBe(false)
  })

  it('is taken from PAYCIRCLE_KEY where the settings name no file by variable', () => {
    expect(loadKey(undefined, { PAYCIRCLE_KEY: key }).where).toBe('PAYCIRCLE_KEY')
    expect(loadKey('/nowhere', { PAYCIRCLE_KEY: key }).key.equals(Secret.fromText(key))).toBe(true)
  })

  it('is not guessed where two are given', () => {
    expect(codeOf(() => loadKey('key.txt', { PAYCIRCLE_KEY: key, PAYCIRCLE_KEY_FILE: 'key.txt' }))).toBe(
      'configuration-key-twice',
    )
  })

  it('tells of a file that others can read, and of none that only its owner can', () => {
    expect(loadKey(keyFile(key, 0o644), {}).readableByOthers).toBe(true)
    expect(loadKey(keyFile(key, 0o640), {}).readableByOthers).toBe(true)
    expect(loadKey(keyFile(key, 0o600), {}).readableByOthers).toBe(false)
  })

  it.each([
    ['missing', () => join(newFolder(), 'none')],
    [
      'a folder',
      () => {
        const folder = join(newFolder(), 'key.txt')
        mkdirSync(folder)
        return folder
      },
    ],
    ['empty', () => keyFile('')],
    ['blank', () => keyFile(' \n')],
    ['larger than any key', () => keyFile(Buffer.alloc(70_000, 0x61))],
  ])('is refused where its file is %s', (_what, file) => {
    expect(codeOf(() => loadKey(file(), {}))).toBe('configuration-key-file')
  })

  it('has to be there', () => {
    expect(codeOf(() => loadKey(undefined, {}))).toBe('configuration-key-missing')
  })
})
