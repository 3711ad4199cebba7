import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { complaints, kit } from './compiler.js'

const folder = mkdtempSync(join(tmpdir(), 'paycircle-compiled-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sources = { paycircle: [join(kit, 'src', 'index.ts')] }

const program = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

describe('the compiler', () => {
  it('finds every misuse of an outcome and every example of the README sound', () => {
    const readme = readFileSync(join(kit, 'README.md'), 'utf8')
    const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
    expect(examples.length).toBe(1)
    expect(examples[0]?.split('\n').filter((line) => line.trim() !== '').length).toBe(5)
    const files = examples.map((text, index) => program(`readme-${index}.mts`, text))
    expect(complaints([...files, join(kit, 'test', 'kit', 'outcome.types.ts')], sources)).toEqual([])
  })

  it('would find one, so that the test above can fail', () => {
    const wrong = program('wrong.mts', "import { createClient } from 'paycircle'\ncreateClient({ partner: 5 })\n")
    expect(complaints([wrong], sources).length).toBeGreaterThan(0)
  })
})
