import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { documentOf, errorOf, newFolder, paycircle } from '../program.js'

const form = (scheme: string) => `<!doctype html>
<form action="${scheme}://mapi.alipay.com/gateway.do?_input_charset=utf-8" method="post">
<input type="hidden" name="_input_charset" value="utf-8">
<input type="hidden" name="partner" value="2088000000000000">
<input type="hidden" name="service" value="sign_protocol_with_partner">
<input type="hidden" name="sign" value="0123456789abcdef0123456789abcdef">
<input type="hidden" name="sign_type" value="MD5">
</form>
`

let cwd = ''

beforeEach(() => {
  cwd = newFolder()
  mkdirSync(join(cwd, 'pages'))
  writeFileSync(join(cwd, 'pages', 'good.html'), form('https'))
  writeFileSync(join(cwd, 'pages', 'bad.html'), form('http'))
})

it('tells what breaks which row, where, with the line, and how to mend it', async () => {
  const { code, stdout } = await paycircle(['audit', 'pages/'], { cwd })
  expect(code).toBe(1)
  expect(stdout).toContain('pages/bad.html:2:1  must  gateway-over-https  [S3-16, Q3-15, G19]')
  expect(stdout).toContain('2 | <form action="http://mapi.alipay.com/gateway.do')
  expect(stdout).toContain('To mend: Write https://mapi.alipay.com/gateway.do.')
  expect(stdout).not.toContain('good.html')
  const chinese = await paycircle(['audit', 'pages/', '--lang', 'zh'], { cwd })
  expect(chinese.stdout).toContain('共检查 2 个文件，发现 1 处问题，其中 1 处违反强制要求。')
})

it('ends with 0 where nothing is found', async () => {
  const { code, stdout } = await paycircle(['audit', 'pages/good.html'], { cwd })
  expect([code, stdout.trim().split('\n').at(-1)]).toEqual([0, 'Nothing found in 1 file.'])
})

it('gives the findings as the one JSON document, and reads standard input', async () => {
  const finished = await paycircle(['audit', '-', '--json'], { cwd, input: form('http') })
  expect(finished.code).toBe(1)
  expect(documentOf(finished)).toMatchObject({
    clean: false,
    findings: [
      {
        rule: 'gateway-over-https',
        rows: ['S3-16', 'Q3-15'],
        severity: 'must',
        location: { path: '-', line: 2, column: 1 },
      },
    ],
    inspected: [{ path: '-', kind: 'page' }],
  })
})

it('writes a baseline, tells only what is new after it, and what has gone', async () => {
  const written = await paycircle(['audit', './pages', '--write-baseline', 'baseline.json'], { cwd })
  expect([written.code, written.stderr]).toEqual([0, '1 finding written to baseline.json.\n'])
  const again = await paycircle(['audit', 'pages/', '--baseline', 'baseline.json'], { cwd })
  expect([again.code, again.stdout.includes('1 finding is in the baseline.')]).toEqual([0, true])
  writeFileSync(join(cwd, 'pages', 'worse.html'), form('http'))
  expect((await paycircle(['audit', 'pages/', '--baseline', 'baseline.json'], { cwd })).code).toBe(1)
  const mended = await paycircle(['audit', 'pages/good.html', '--baseline', 'baseline.json'], { cwd })
  expect([mended.code, mended.stdout.includes('1 finding of the baseline is gone')]).toEqual([0, true])
})

it('writes SARIF and JUnit where it is told to', async () => {
  const sarif = await paycircle(['audit', 'pages', '--format', 'sarif', '--out', 'audit.sarif'], { cwd })
  expect([sarif.code, sarif.stdout, sarif.stderr]).toEqual([1, '', 'Report with 1 finding written to audit.sarif.\n'])
  expect(JSON.parse(readFileSync(join(cwd, 'audit.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' })
  const junit = await paycircle(['audit', 'pages', '--format', 'junit'], { cwd })
  expect(junit.stdout).toMatch(/^<\?xml[^]*<failure type="must"[^]*<\/testsuites>\n$/)
})

it('refuses to waive what the documents demand', async () => {
  const waivers = [{ rule: 'gateway-over-https', owner: 'wang', reason: 'later', expires: '2099-01-01' }]
  writeFileSync(join(cwd, 'waivers.json'), JSON.stringify({ waivers }))
  const finished = await paycircle(['audit', 'pages', '--waivers', 'waivers.json', '--json'], { cwd })
  expect([finished.code, errorOf(finished)]).toMatchObject([
    2,
    { code: 'waivers-unusable', message: expect.stringContaining('gateway-over-https') as string },
  ])
})

it.each([
  [['audit'], 'usage-argument-missing'],
  [['audit', 'nowhere'], 'input-unreadable'],
  [['audit', 'pages', '--baseline', 'nowhere'], 'input-unreadable'],
  [['audit', 'pages', '--format', 'sarif'], 'usage-option-pair'],
  [['audit', 'pages', '--out', 'no/such/folder.json'], 'output-unwritable'],
])('says what cannot be used: %j', async (args, code) => {
  const finished = await paycircle([...args, '--json'], { cwd })
  expect([finished.code, errorOf(finished).code]).toEqual([2, code])
})

it('says that it recognised nothing, and what it passed over', async () => {
  writeFileSync(join(cwd, 'site.jar'), Buffer.from('PK\u0003\u0004 and more', 'latin1'))
  writeFileSync(join(cwd, 'photo.bin'), Buffer.from([1, 0, 2]))
  const { code, stdout } = await paycircle(['audit', 'site.jar', 'photo.bin'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toContain('archive, not opened: site.jar')
  expect(stdout).toContain('binary: photo.bin')
  expect(stdout).toContain('Nothing was recognised')
})
