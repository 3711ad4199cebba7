import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle, settingsOf, startPaycircle, type Running } from '../program.js'

const anyPort = ['--port', '0', '--simulator-port', '0']

const start = (folder: string, env: Record<string, string> = {}) =>
  startPaycircle(['start', ...anyPort, '--data', folder], { env })

async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

async function textAt(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        resolve(text)
      })
    })
      .on('error', reject)
      .end()
  })
}

/** Has an agent sign at the simulator, as the control interface allows. */
async function sign({ ready }: Running, email: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const call = request(`${ready.simulator ?? ''}/_simulator/accounts/${email}`, { method: 'PUT' }, (response) => {
      response.resume()
      response.on('end', resolve)
    })
    call.on('error', reject)
    call.end('{"autoDebit":true,"autoRefund":true,"state":"normal"}')
  })
}

describe('start', () => {
  it('brings up service, simulator and store, and says where in one line of JSON', async () => {
    const folder = join(newFolder(), 'data')
    const running = await start(folder)
    const { ready } = running
    expect(Object.keys(ready)).toEqual([
      'service',
      'simulator',
      'console',
      'gateway',
      'partner',
      'keyFile',
      'apiKeyFile',
    ])
    expect(ready.gateway).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/gateway\.do$/)
    expect(ready.partner).toMatch(/^2088\d{12}$/)
    const authorization = `Bearer ${readFileSync(ready.apiKeyFile ?? '', 'utf8').trim()}`
    expect(await statusOf(`${ready.service ?? ''}/v1/agreements`, { authorization })).toBe(200)
    expect(await statusOf(`${ready.service ?? ''}/v1/agreements`)).toBe(401)
    expect(await statusOf(ready.console ?? '')).toBe(200)
    const ended = await running.stop('SIGINT')
    expect(ended.code).toBe(0)
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1)
  })

  it('keeps every file of the data folder for its owner alone, and the key out of all but its own', async () => {
    const folder = join(newFolder(), 'data')
    const running = await start(folder)
    const settings = { ...settingsOf(running), PAYCIRCLE_DATA: folder }
    await paycircle(['query', '--email', 'agent@example.com'], { env: settings })
    await paycircle(['link', '--email', 'agent@example.com'], { env: settings })
    const pid = running.child.pid ?? 0
    const key = readFileSync(running.ready.keyFile ?? '', 'utf8')
    const apiKey = readFileSync(running.ready.apiKeyFile ?? '', 'utf8').trim()
    expect(key).toMatch(/^[a-z0-9]{32}$/)
    expect(execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })).not.toContain(key)
    const { stdout, stderr } = await running.stop()
    expect(stdout + stderr).not.toContain(key)
    expect(stdout + stderr).not.toContain(apiKey)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder)) {
      const file = join(folder, name)
      expect([name, statSync(file).mode & 0o077]).toEqual([name, 0])
      const text = readFileSync(file, 'latin1')
      if (name !== 'demo-key.txt') expect([name, text.includes(key)]).toEqual([name, false])
      if (name !== 'api-key.txt') expect([name, text.includes(apiKey)]).toEqual([name, false])
    }
  })

  it('goes on where it ended, killed or not: same keys, same log, and signed agreements are still signed', async () => {
    const folder = join(newFolder(), 'data')
    const first = await start(folder)
    await sign(first, 'agent@example.com')
    const question = ['query', '--email', 'agent@example.com', '--json']
    const settings = { ...settingsOf(first), PAYCIRCLE_DATA: folder }
    expect(documentOf(await paycircle(question, { env: settings })).outcome).toBe('signed')
    const keys = [readFileSync(first.ready.keyFile ?? ''), readFileSync(first.ready.apiKeyFile ?? '')]
    await first.stop()
    const second = await start(folder)
    expect([readFileSync(second.ready.keyFile ?? ''), readFileSync(second.ready.apiKeyFile ?? '')]).toEqual(keys)
    const again = await paycircle(question, { env: { ...settings, ...settingsOf(second) } })
    expect(documentOf(again).outcome).toBe('signed')
    await second.stop('SIGKILL')
    const third = await start(folder)
    const last = await paycircle(question, { env: { ...settings, ...settingsOf(third) } })
    expect(documentOf(last).outcome).toBe('signed')
    const { items } = documentOf(await paycircle(['log', 'list', '--json'], { env: { PAYCIRCLE_DATA: folder } }))
    const kinds = (items as { kind: string }[]).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'query.answered')).toHaveLength(3)
  })

  it('lets query, link and log work beside it on the same data folder', async () => {
    const folder = join(newFolder(), 'data')
    const running = await start(folder)
    const env = { ...settingsOf(running), PAYCIRCLE_DATA: folder }
    const asked = documentOf(await paycircle(['query', '--email', 'signed@example.com', '--json'], { env }))
    expect(asked).toMatchObject({ outcome: 'signed', autoDebit: true })
    const link = documentOf(await paycircle(['link', '--email', 'agent@example.com', '--form', '--json'], { env }))
    expect(link.html).toContain('<form')
    for (const { operationId } of [asked, link]) {
      const shown = await paycircle(['log', 'show', String(operationId), '--json'], { env })
      expect(shown.code).toBe(0)
      expect(documentOf(shown).records).not.toEqual([])
    }
    const unknown = await paycircle(['link', '--email', 'x', '--json'], { env })
    expect(unknown.code).toBe(2)
    const held = 'agent+unknown-exception@example.com'
    expect((await paycircle(['query', '--email', held], { env })).code).toBe(3)
    const refused = await paycircle(['link', '--email', held, '--json'], { env })
    expect(refused.code).toBe(6)
    expect(errorOf(refused)).toMatchObject({ code: 'agreement-held' })
    const other = await paycircle(['query', '--email', held, '--json'], {
      env: { ...env, PAYCIRCLE_PARTNER: '2088000000000002' },
    })
    expect(other.code).toBe(2)
    expect(errorOf(other).code).toBe('service-other-profile')
  })

  it('ends when it is asked to, and at once when it is asked again', async () => {
    const running = await start(join(newFolder(), 'data'))
    const hanging = paycircle(['query', '--email', 'agent+timeout@example.com', '--json'], {
      env: { ...settingsOf(running), PAYCIRCLE_DATA: dirname(running.ready.keyFile ?? '') },
    })
    while (!(await textAt(`${running.ready.simulator ?? ''}/_simulator/requests`)).includes('agent+timeout')) continue
    const stopping = new Promise((resolve) => running.child.stderr?.once('data', resolve))
    running.child.kill('SIGINT')
    await stopping
    expect((await running.stop('SIGINT')).code).toBe(130)
    const { code, stdout } = await hanging
    expect(code).toBe(3)
    expect(stdout).toContain('service-lost')
  })

  it('says which port is taken and what to do, and leaves nothing behind', async () => {
    const running = await start(join(newFolder(), 'data'))
    const port = new URL(running.ready.service ?? '').port
    const args = ['start', '--port', port, '--simulator-port', '0', '--data', join(newFolder(), 'b'), '--json']
    const refused = await paycircle(args)
    expect(refused.code).toBe(2)
    expect(errorOf(refused)).toMatchObject({ code: 'port-taken' })
    expect(errorOf(refused).message).toContain(port)
    expect(errorOf(refused).remedy).toContain('--port')
    const simulatorPort = new URL(running.ready.simulator ?? '').port
    const other = [
      'start',
      '--port',
      '0',
      '--simulator-port',
      simulatorPort,
      '--data',
      join(newFolder(), 'c'),
      '--json',
    ]
    expect(errorOf(await paycircle(other)).remedy).toContain('--simulator-port')
  })

  it('does not share a data folder with another one', async () => {
    const folder = join(newFolder(), 'data')
    await start(folder)
    const refused = await paycircle(['start', ...anyPort, '--data', folder, '--json'])
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe('store-locked-by-other')
  })

  it.each(['live', 'test'])('is refused where the settings say %s', async (mode) => {
    const folder = newFolder()
    const byVariable = await paycircle(['start', '--json'], { cwd: folder, env: { PAYCIRCLE_MODE: mode } })
    expect(byVariable.code).toBe(2)
    expect(errorOf(byVariable)).toMatchObject({ code: 'configuration-start-is-sandbox', rows: ['S3-03', 'Q3-03'] })
    writeFileSync(join(folder, 'paycircle.config.json'), JSON.stringify({ profiles: { default: { mode } } }))
    const byFile = await paycircle(['start', '--json'], { cwd: folder })
    expect(errorOf(byFile).message).toContain('profiles.default.mode')
    expect(existsSync(join(folder, '.paycircle'))).toBe(false)
  })

  it('keeps away from a store that it did not make', async () => {
    const folder = newFolder()
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'paycircle.sqlite'), '')
    const refused = await paycircle(['start', ...anyPort, '--data', folder, '--json'])
    expect(errorOf(refused).code).toBe('folder-not-sandbox')
  })

  it('makes a new API key where the file has gone or the store knows it no more', async () => {
    const folder = join(newFolder(), 'data')
    const first = await start(folder)
    await first.stop()
    rmSync(first.ready.apiKeyFile ?? '')
    const second = await start(folder)
    const authorization = `Bearer ${readFileSync(second.ready.apiKeyFile ?? '', 'utf8').trim()}`
    expect(await statusOf(`${second.ready.service ?? ''}/v1/agreements`, { authorization })).toBe(200)
  })

  it('tells a person where to look, in Chinese too', async () => {
    for (const [language, word] of [
      ['en', 'The sandbox is ready.'],
      ['zh', '沙箱已就绪。'],
    ] as const) {
      const { spawn } = await import('node:child_process')
      const { fileURLToPath } = await import('node:url')
      const bin = fileURLToPath(new URL('../../bin/paycircle.js', import.meta.url))
      const folder = newFolder()
      const child = spawn(process.execPath, [bin, 'start', ...anyPort, '--lang', language], { cwd: folder })
      let stdout = ''
      const text = await new Promise<string>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          stdout += chunk.toString()
          if (stdout.includes('Ctrl-C')) resolve(stdout)
        })
      })
      child.kill('SIGINT')
      await new Promise((resolve) => child.once('close', resolve))
      expect(text).toContain(word)
      expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\//)
      expect(text).toContain('npx paycircle query')
      expect(existsSync(join(folder, '.paycircle', 'paycircle.sqlite'))).toBe(true)
    }
  })
})
