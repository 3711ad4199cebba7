import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

it('a forced query that takes two people is asked for, once, with the store alone and by the service', async () => {
  const cwd = newFolder()
  writeFileSync(join(cwd, 'key.txt'), 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3', { mode: 0o600 })
  const contact = { name: '王芳', phone: '021-5555 0100' }
  const profile = { partner: '2088000000000001', keyFile: 'key.txt', contact }
  const settings = { data: 'data', secondPerson: ['force-query'], profiles: { default: profile } }
  writeFileSync(join(cwd, 'paycircle.config.json'), JSON.stringify(settings))
  const run = (...args: string[]) => paycircle([...args, '--json'], { cwd })
  const force = () => run('query', '--email', 'agent@example.com', '--force', '--reason', 'the agent is on the phone')

  const unknown = await force()
  expect([unknown.code, errorOf(unknown).code]).toEqual([2, 'agreement-unknown'])
  expect((await run('link', '--email', 'agent@example.com')).code).toBe(0)
  const asked = await force()
  expect([asked.code, errorOf(asked).code]).toEqual([6, 'second-person-asked'])
  const running = await startPaycircle(['serve', '--port', '0'], { cwd })
  const again = await force()
  expect([again.code, errorOf(again).code]).toEqual([6, 'second-person-asked'])
  expect(documentOf(await run('approval', 'list'))).toMatchObject({
    items: [{ action: 'force-query', state: 'waiting', askedBy: 'cli', reason: 'the agent is on the phone' }],
  })
  await running.stop()
}, 60_000)
