import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { filesUnder } from '../../src/index.js'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paycircle-audit-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  return folder
}

async function under(folder: string): Promise<readonly string[]> {
  const found: string[] = []
  for await (const file of filesUnder(folder, 'site'))
    found.push('skipped' in file ? `${file.path} ${file.skipped}` : file.path)
  return found
}

it('finds every file by its name, follows no link, and leaves dependencies alone', async () => {
  const folder = newFolder()
  const outside = newFolder()
  writeFileSync(join(outside, 'secret.txt'), 'x')
  for (const name of ['src', 'node_modules', '.git']) mkdirSync(join(folder, name))
  for (const name of ['src/b.java', 'src/a.jsp', 'node_modules/c.js', '.git/config'])
    writeFileSync(join(folder, name), 'x')
  symlinkSync(outside, join(folder, 'out'))
  symlinkSync(folder, join(folder, 'src', 'loop'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'))
  expect(await under(folder)).toEqual([
    'site/.git not-yours',
    'site/dangling link',
    'site/node_modules not-yours',
    'site/out link',
    'site/src/a.jsp',
    'site/src/b.java',
    'site/src/loop link',
  ])
})

it('says that a path is not there', async () => {
  await expect(under(join(newFolder(), 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' })
})
