import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle } from './program.js'

const bin = fileURLToPath(new URL('../bin/paycircle.js', import.meta.url))
const key = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3'

describe('the program', () => {
  it('speaks the language of --lang, then of PAYCIRCLE_LANG, then of LANG, else English', async () => {
    const help = async (env: Record<string, string>, ...args: string[]) =>
      (await paycircle(['--help', ...args], { env })).stdout.includes('用法：') ? 'zh' : 'en'
    expect(await help({ LANG: 'C.UTF-8' })).toBe('en')
    expect(await help({ LANG: 'zh_CN.UTF-8' })).toBe('zh')
    expect(await help({ LANG: 'zh_CN.UTF-8', PAYCIRCLE_LANG: 'en' })).toBe('en')
    expect(await help({ LANG: 'de_DE.UTF-8', PAYCIRCLE_LANG: 'zh' }, '--lang', 'en')).toBe('en')
    expect(await help({ LANG: 'de_DE.UTF-8' }, '--lang=zh')).toBe('zh')
  })

  it('says what is wrong and what to do on standard error, with exit code 2', async () => {
    const { code, stdout, stderr } = await paycircle(['quer'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('paycircle query')
    expect((await paycircle(['quer', '--lang', 'zh'])).stderr).toContain('没有 `quer` 这个命令')
  })

  it('with --json prints one document, an error included, and nothing else on standard output', async () => {
    for (const args of [['--json'], ['quer', '--json'], ['query', '--json', '--emial', 'x'], ['link', '--json']]) {
      const finished = await paycircle(args)
      expect(finished.code).toBe(2)
      const { code, message, remedy, rows } = errorOf(finished)
      expect(code).toMatch(/^usage-/)
      expect(message.length * remedy.length).toBeGreaterThan(0)
      expect(rows).toEqual([])
      expect(finished.stdout.trimEnd().split('\n')).toHaveLength(1)
    }
    expect(documentOf(await paycircle(['--version', '--json']))).toHaveProperty('version')
    expect(documentOf(await paycircle(['query', '--help', '--json'])).help).toContain('--require')
  })

  it('loads for a short command nothing that the service alone needs', async () => {
    const { modules, packages: few } = await loadedBy(['--version'])
    expect(modules).toContain('main.js')
    expect(few).not.toContain('zod')
    const query = ['query', '--email', 'a@example.com']
    for (const args of [['log', 'list'], ['api-key', 'list'], ['alarm', 'list'], query, ['doctor']]) {
      const { packages } = await loadedBy(args)
      expect(packages).toContain('zod')
      expect(packages.filter((name) => /^(fastify|prom-client|nodemailer|openid-client)$/.test(name))).toEqual([])
    }
  })

  it('refuses a key on the command line and never repeats it', async () => {
    for (const args of [
      ['query', '--key', key],
      ['query', `--key=${key}`, '--json'],
      ['--key', key, 'start'],
    ]) {
      const { code, stdout, stderr } = await paycircle(args)
      expect(code).toBe(2)
      expect(stdout + stderr).toContain('S3-02')
      expect(stdout + stderr).not.toContain(key)
    }
  })

  it('shows no colours where no person looks, and no control characters of others', async () => {
    const { stdout } = await paycircle(['explain', '\u001b[31mX'])
    expect(stdout).not.toContain('\u001b')
  })

  it('ends quietly where its reader has gone', async () => {
    const child = spawn('sh', ['-c', `"${process.execPath}" "${bin}" --help | head -c 1`])
    const errors: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    await once(child, 'close')
    expect(Buffer.concat(errors).toString()).toBe('')
  })

  it('says a defect is one, without its insides, with exit code 70; PAYCIRCLE_DEBUG=1 shows them', async () => {
    const defect = async (debug: string) => {
      const folder = join(newFolder(), 'gone')
      mkdirSync(folder)
      const script = `cd "$1" && rmdir "$1" && exec "${process.execPath}" "${bin}" doctor`
      const env = { PATH: process.env.PATH ?? '', PAYCIRCLE_DEBUG: debug }
      const child = spawn('sh', ['-c', script, 'sh', folder], { env })
      const errors: Buffer[] = []
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
      const [code] = (await once(child, 'close')) as [number]
      return { code, stderr: Buffer.concat(errors).toString() }
    }
    const quiet = await defect('')
    expect(quiet.code).toBe(70)
    expect(quiet.stderr).toContain('PAYCIRCLE_DEBUG=1')
    expect(quiet.stderr).not.toContain('uv_cwd')
    expect((await defect('1')).stderr).toContain('uv_cwd')
  })

  it('says how to build it where it is not built', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'bin'))
    copyFileSync(bin, join(folder, 'bin/paycircle.js'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const child = spawn(process.execPath, [join(folder, 'bin/paycircle.js'), '--help'])
    const errors: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    const [code] = (await once(child, 'close')) as [number]
    expect(code).toBe(2)
    expect(Buffer.concat(errors).toString()).toContain('npm run build')
  })

  it('runs by the link that npm makes to it', async () => {
    const link = join(newFolder(), 'paycircle')
    symlinkSync(bin, link)
    chmodSync(bin, 0o755)
    const child = spawn(link, ['--version'])
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    await once(child, 'close')
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(Buffer.concat(chunks).toString().trim()).toBe(version)
  })
})

/** What files of ours and which packages a command loads that has a store, as Node.js notes them where it is asked for coverage. */
async function loadedBy(args: readonly string[]) {
  const folder = newFolder()
  await paycircle(args, { env: { NODE_V8_COVERAGE: folder, PAYCIRCLE_DATA: newFolder() } })
  const urls = readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] }
    return result.map(({ url }) => url)
  })
  const packages = urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? [])
  return { modules: urls.map((url) => url.slice(url.lastIndexOf('/') + 1)), packages: [...new Set(packages)] }
}
