import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle } from '../program.js'

const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'
const settings = { PAYCIRCLE_PARTNER: '2088000000000001', PAYCIRCLE_KEY: key }
const link = (args: string[], more: Record<string, string> = {}) =>
  paycircle(['link', ...args], { env: { ...settings, ...more } })

describe('link', () => {
  it('prints a GET address whose signature is that of its pre-sign string', async () => {
    const document = documentOf(await link(['--email', 'agent@example.com', '--json']))
    const { preSignString, fields, method, url } = document as {
      preSignString: string
      fields: Record<string, string>
      method: string
      url: string
    }
    expect(preSignString).toBe(
      '_input_charset=utf-8&email=agent@example.com&partner=2088000000000001&service=sign_protocol_with_partner',
    )
    expect(fields.sign).toBe(
      createHash('md5')
        .update(preSignString + key)
        .digest('hex'),
    )
    expect(fields.sign_type).toBe('MD5')
    expect(method).toBe('get')
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual(fields)
    expect(document).not.toHaveProperty('html')
    expect(document.operationId).toEqual(expect.any(String))
  })

  it('with --form prints a form whose action carries the charset and nothing else', async () => {
    const post = documentOf(await link(['--email', 'agent@example.com', '--form', '--json']))
    expect(post).toMatchObject({ method: 'post', url: 'http://127.0.0.1:4010/gateway.do?_input_charset=utf-8' })
    expect(post.html).toContain('method="post"')
    const get = await link(['--email', 'agent@example.com', '--form', '--method', 'get'])
    expect(get.stdout).toContain('method="get"')
    expect(get.stdout).not.toContain(key)
  })

  it('offers auto-refund alone by --sign-channel NORMAL', async () => {
    const { fields } = documentOf(await link(['--email', 'a@example.com', '--sign-channel', 'NORMAL', '--json']))
    expect(fields).toMatchObject({ sign_channel: 'NORMAL' })
  })

  it('as text is the address alone, so that it can be piped on', async () => {
    const { stdout, stderr } = await link(['--email', 'agent@example.com'])
    expect(new URL(stdout.trim()).pathname).toBe('/gateway.do')
    expect(stderr).toContain('op_')
  })

  it.each([
    [['--email', '13800138000'], 'S4-05'],
    [['--email', 'agent@example.com', '--method', 'get'], undefined],
    [['--email', 'agent'], undefined],
  ])('%j is refused with exit code 2', async (args, row) => {
    const finished = await link([...args, '--json'])
    expect(finished.code).toBe(2)
    if (row !== undefined) expect(errorOf(finished).rows).toContain(row)
  })

  it('with a store is logged', async () => {
    const folder = newFolder()
    const { operationId } = documentOf(await link(['--email', 'a@example.com', '--json'], { PAYCIRCLE_DATA: folder }))
    const list = await paycircle(['log', 'list', '--json', '--email', 'A@example.com'], {
      env: { PAYCIRCLE_DATA: folder },
    })
    expect(documentOf(list).items).toMatchObject([{ kind: 'link.built', operationId, actor: 'cli' }])
  })
})
