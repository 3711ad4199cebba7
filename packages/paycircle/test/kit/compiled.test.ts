import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'

const kit = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'paycircle-compiled-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the compiler says about programs that import the kit by name, read from its sources. */
function complaints(files: readonly string[]): string[] {
  const program = ts.createProgram(files, {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    typeRoots: [join(dirname(dirname(kit)), 'node_modules', '@types')],
    paths: { paycircle: [join(kit, 'src', 'index.ts')] },
  })
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file !== undefined && files.some((one) => file.fileName === one))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

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
    expect(complaints([...files, join(kit, 'test', 'kit', 'outcome.types.ts')])).toEqual([])
  })

  it('would find one, so that the test above can fail', () => {
    const wrong = program('wrong.mts', "import { createClient } from 'paycircle'\ncreateClient({ partner: 5 })\n")
    expect(complaints([wrong]).length).toBeGreaterThan(0)
  })
})
