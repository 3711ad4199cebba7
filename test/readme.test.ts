import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { installationVariables, profileVariables } from '../packages/cli/src/configuration/settings.js'
import { runCommand } from './e2e/sandbox.js'

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

const readmes = ['README.md', 'README.zh-CN.md']

function exampleOf(text: string): string {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(text) ?? []
  return code.replace(/ *\/\/ .*$/gm, '')
}

describe.each(readmes)('%s', (path) => {
  const text = read(path)

  it('shows the example of the kit, which is compiled there', () => {
    expect(exampleOf(text)).not.toBe('')
    expect(exampleOf(text)).toBe(exampleOf(read('packages/paycircle/README.md')))
  })

  it('names no command that does not exist', async () => {
    const { code, stdout } = await runCommand(['--help', '--lang', 'en'], {})
    expect(code).toBe(0)
    const named = [...text.matchAll(/npx paycircle ([a-z-]+(?: (?:list|show|verify|check|gate|go-live))?)/g)].map(
      ([, name]) => name ?? '',
    )
    expect(named.length).toBeGreaterThan(5)
    for (const name of named) expect(stdout).toContain(`  ${name} `)
  })

  it('links to nothing that is not there', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+)/g))
      expect(() => readFileOrFolder(target), target).not.toThrow()
  })

  it('gives the two commands that CI runs or anybody would type', () => {
    expect(text).toContain('npm install && npm start')
    expect(text).toContain('npm ci && npm test')
    expect(read('.ci/run')).toContain('npm ci && npm test')
  })
})

describe('the page of the command line', () => {
  it('tells of every variable, or links to the page that does', () => {
    const told = ['packages/cli/README.md', 'docs/access.md', 'docs/operations.md'].map(read).join('\n')
    const variables = Object.keys({ ...installationVariables, ...profileVariables })
    expect(variables.length).toBeGreaterThan(20)
    expect(variables.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
  })
})

function readFileOrFolder(path: string): void {
  try {
    read(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
  }
}
