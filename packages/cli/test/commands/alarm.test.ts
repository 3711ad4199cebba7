import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { expect, it, onTestFinished } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

async function receiver() {
  const posts: { headers: IncomingHttpHeaders; body: string }[] = []
  const state = { status: 204, posts, url: '' }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      posts.push({ headers: request.headers, body })
      response.writeHead(state.status).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarms`
  return state
}

it('alarms are tested, listed and acknowledged, and approvals decided, with and without a service', async () => {
  const hook = await receiver()
  const cwd = newFolder()
  const contact = { name: '王芳', phone: '021-5555 0100' }
  const profile = { partner: '2088000000000001', keyFile: 'key.txt', contact }
  const settings = { data: 'data', secondPerson: ['go-live'], alarmWebhookFile: 'hook.json', logLevel: 'info' }
  writeFileSync(join(cwd, 'key.txt'), key, { mode: 0o600 })
  writeFileSync(join(cwd, 'hook.json'), JSON.stringify({ url: hook.url, secret }), { mode: 0o600 })
  writeFileSync(join(cwd, 'paycircle.config.json'), JSON.stringify({ ...settings, profiles: { default: profile } }))
  const run = (...args: string[]) => paycircle([...args, '--json'], { cwd })

  const running = await startPaycircle(['serve', '--port', '0'], { cwd })
  expect(documentOf(await run('alarm', 'list'))).toEqual({ items: [] })
  const tested = await run('alarm', 'test')
  expect([tested.code, documentOf(tested)]).toEqual([
    0,
    { channels: [{ channel: 'webhook', sent: true, failure: null }] },
  ])
  const [post] = hook.posts
  const signed = new Webhook(secret).verify(post?.body ?? '', post?.headers as Record<string, string>)
  expect(signed).toMatchObject({ type: 'alarm.test', id: post?.headers['webhook-id'] })
  hook.status = 500
  const failed = await run('alarm', 'test')
  expect([failed.code, documentOf(failed)]).toMatchObject([1, { channels: [{ sent: false, failure: 'HTTP 500' }] }])
  const unknown = await run('alarm', 'ack', 'profile-paused:default')
  expect([unknown.code, errorOf(unknown).code]).toEqual([1, 'alarm-unknown'])

  expect(documentOf(await run('approval', 'list'))).toEqual({ items: [] })
  const nothing = await run('approval', 'approve', 'apr_none', '--reason', 'r')
  expect([nothing.code, errorOf(nothing).code]).toEqual([1, 'approval-unknown'])
  const stopped = await running.stop()
  expect(stopped.code).toBe(0)
  expect(`${stopped.stdout}${stopped.stderr}`).not.toContain(secret.slice(6))
  expect(stopped.stderr).toContain('the service takes requests')

  // What a command asked for no command approves.
  const profiles = { default: { ...profile, accountClass: 'contracted', name: '示例' } }
  writeFileSync(join(cwd, 'paycircle.config.json'), JSON.stringify({ ...settings, profiles }))
  const asked = await run('profile', 'go-live', '--override', '--reason', 'tested')
  expect([asked.code, errorOf(asked).code]).toEqual([6, 'second-person-asked'])
  const { items } = documentOf(await run('approval', 'list')) as { items: { id: string }[] }
  expect(items).toMatchObject([{ action: 'go-live', state: 'waiting', askedBy: 'cli', reason: 'tested' }])
  const [{ id } = { id: '' }] = items
  const own = await run('approval', 'approve', id, '--reason', 'seen')
  expect([own.code, errorOf(own).code]).toEqual([2, 'approval-by-same-person'])
  const refused = await run('approval', 'refuse', id, '--reason', 'not yet')
  expect([refused.code, documentOf(refused)]).toMatchObject([0, { state: 'refused', decidedBy: 'cli' }])
  const again = await run('approval', 'refuse', id, '--reason', 'not yet')
  expect([again.code, errorOf(again).code]).toEqual([6, 'approval-not-open'])
}, 60_000)
