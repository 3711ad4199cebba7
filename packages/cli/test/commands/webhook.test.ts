import { expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, startPaycircle } from '../program.js'

it('webhooks are made by the running service, and listed and deleted with the store alone; a secret shows once', async () => {
  const folder = newFolder()
  const env = { PAYCIRCLE_DATA: folder }
  const run = (args: string) => paycircle([...args.split(' '), '--json'], { env })
  const running = await startPaycircle(['start', '--port', '0', '--simulator-port', '0', '--data', folder])
  const made = await run('webhook create --url http://127.0.0.1:9/events --event agreement.signed')
  const { id, secret } = documentOf(made) as { id: string; secret: string }
  expect([made.code, secret.slice(0, 6)]).toEqual([0, 'whsec_'])
  expect(errorOf(await run('webhook create --url http://10.0.0.1/')).code).toBe('webhook-url-refused')
  expect(errorOf(await run(`webhook replay ${id} --from evt_none`)).code).toBe('event-unknown')
  await running.stop()
  const listed = await run('webhook list')
  expect(documentOf(listed)).toMatchObject({ items: [{ id, events: ['agreement.signed'], state: 'active' }] })
  expect(listed.stdout).not.toContain(secret.slice(6, 30))
  expect(documentOf(await run(`webhook delete ${id}`))).toMatchObject({ id, state: 'deleted' })
  expect(documentOf(await run('webhook list'))).toEqual({ items: [] })
}, 60_000)
