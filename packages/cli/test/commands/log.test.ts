import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle } from '../program.js'

const settings = (folder: string) => ({
  PAYCIRCLE_PARTNER: '2088000000000001',
  PAYCIRCLE_KEY: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3',
  PAYCIRCLE_DATA: folder,
})

type Item = Record<string, string>

async function folderWithLinks(...emails: string[]): Promise<string> {
  const folder = join(newFolder(), 'data')
  for (const email of emails) await paycircle(['link', '--email', email], { env: settings(folder) })
  return folder
}

describe('log', () => {
  it('lists newest first, page by page, each record once', async () => {
    const env = settings(await folderWithLinks('a@example.com', 'b@example.com', 'c@example.com'))
    const seen: Item[] = []
    let cursor: string | undefined
    do {
      const more = cursor === undefined ? [] : ['--cursor', cursor]
      const page = documentOf(await paycircle(['log', 'list', '--limit', '1', '--json', ...more], { env }))
      seen.push(...(page.items as Item[]))
      cursor = page.next as string | undefined
    } while (cursor !== undefined)
    expect(seen.map(({ account }) => account)).toEqual(['c@example.com', 'b@example.com', 'a@example.com'])
    expect(seen.every(({ at }) => /^\d{4}-.*Z$/.test(at ?? ''))).toBe(true)
  })

  it('filters by agent, kind and time', async () => {
    const env = settings(await folderWithLinks('a@example.com', 'b@example.com'))
    const count = async (...args: string[]) =>
      (documentOf(await paycircle(['log', 'list', '--json', ...args], { env })).items as Item[]).length
    expect(await count('--since', '2026-01-01')).toBe(2)
    expect(await count('--until', '2026-01-01')).toBe(0)
    expect(await count('--kind', 'link.built')).toBe(2)
    expect(await count('--kind', 'query.answered')).toBe(0)
    expect(await count('--email', 'nobody@example.com')).toBe(0)
    expect(await count('--email', ' B@Example.com')).toBe(1)
    // Who looks at an agent's records leaves one himself.
    expect(await count('--email', 'b@example.com', '--kind', 'log.read')).toBe(1)
  })

  it('shows an operation in words, its time in the profile’s zone', async () => {
    const folder = await folderWithLinks('a@example.com')
    const env = { ...settings(folder), PAYCIRCLE_TIME_ZONE: 'Europe/Berlin' }
    const [item] = documentOf(await paycircle(['log', 'list', '--json'], { env })).items as Item[]
    const { code, stdout } = await paycircle(['log', 'show', item?.operationId ?? '', '--lang', 'zh'], { env })
    expect(code).toBe(0)
    expect(stdout).toContain('a@example.com')
    expect(stdout).toContain('Europe/Berlin')
    expect(stdout).toContain(item?.hash)
  })

  it('says "no" by exit code 1 for an operation that the log does not have', async () => {
    const env = settings(await folderWithLinks('a@example.com'))
    const unknown = await paycircle(['log', 'show', 'op_none', '--json'], { env })
    expect(unknown.code).toBe(1)
    expect(errorOf(unknown).code).toBe('operation-unknown')
  })

  it.each([
    [{}, 'configuration-no-store'],
    [{ PAYCIRCLE_DATA: 'nowhere' }, 'store-unusable'],
  ])('with %j says what is missing, and makes no store', async (env, code) => {
    const refused = await paycircle(['log', 'list', '--json'], { env })
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe(code)
  })

  it('refuses a cursor that it did not give', async () => {
    const env = settings(await folderWithLinks('a@example.com'))
    const refused = await paycircle(['log', 'list', '--cursor', 'x', '--json'], { env })
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe('cursor-invalid')
  })
})
