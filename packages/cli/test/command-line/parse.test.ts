import fc from 'fast-check'
import { PaycircleError } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../src/command-line/index.js'
import { commands } from '../../src/command-table.js'

const parse = (...argv: string[]) => parseCommandLine(argv, commands)

function errorOf(...argv: string[]): PaycircleError {
  try {
    parse(...argv)
  } catch (error) {
    if (error instanceof PaycircleError) return error as PaycircleError
    throw error
  }
  throw new Error('it was accepted')
}

describe('a command line', () => {
  it('gives a command its options and argument, and leaves out what was not given', () => {
    expect(parse('query', '--email', 'agent@example.com', '--force', '--reason=asked to').input).toEqual({
      options: { email: 'agent@example.com', account: undefined, require: undefined, force: true, reason: 'asked to' },
      argument: undefined,
      all: [],
    })
    expect(parse('explain', 'ILLEGAL_SIGN').input?.argument).toBe('ILLEGAL_SIGN')
    expect(parse('explain-signature', '-').input?.argument).toBe('-')
  })

  it('collects an argument that may be given several times', () => {
    expect(parse('audit', 'src', '--format', 'sarif', 'pages', '-').input?.all).toEqual(['src', 'pages', '-'])
  })

  it('takes the options of every command before and after its name', () => {
    for (const argv of [
      ['--profile', 'east', 'log', 'list', '--json'],
      ['log', '--json', 'list', '--profile=east'],
    ]) {
      expect(parse(...argv)).toMatchObject({ profile: 'east', words: ['log', 'list'] })
    }
  })

  it('collects an option that may be given several times, in the order given', () => {
    const options = (...argv: string[]) => parse('simulate', ...argv).input?.options
    expect(options('--host-name', 'b.test', '--tls', '--host-name=a.test')).toMatchObject({
      'host-name': ['b.test', 'a.test'],
      tls: true,
    })
    expect(options()).toMatchObject({ 'host-name': [], tls: false })
  })

  it('reads days and times as UTC milliseconds', () => {
    const { input } = parse('log', 'list', '--since', '2026-11-23', '--until', '2026-11-23T08:30:00+08:00')
    expect(input?.options).toMatchObject({ since: Date.UTC(2026, 10, 23), until: Date.UTC(2026, 10, 23, 0, 30) })
    for (const wrong of ['2026-02-30', 'yesterday', '2026-11-23T25:00:00Z', '2026-11-23T08:30:00', '1']) {
      expect(errorOf('log', 'list', '--since', wrong).code).toBe('usage-option-time')
    }
  })

  it.each([
    [['quer'], 'usage-unknown-command', 'paycircle query'],
    [['log', 'lst'], 'usage-unknown-command', 'paycircle log list'],
    [['query', '--emial', 'a@b.cn'], 'usage-unknown-option', '--email'],
    [['start', '--prot', '1'], 'usage-unknown-option', '--port'],
  ])('%j is answered with what was probably meant', (argv, code, meant) => {
    const error = errorOf(...argv)
    expect(error.code).toBe(code)
    expect(error.describe('en').remedy).toContain(meant)
    expect(error.describe('zh').remedy).toContain(meant)
  })

  it.each([
    [[], 'usage-command-missing'],
    [['log'], 'usage-subcommand-missing'],
    [['query', '--email'], 'usage-option-value-missing'],
    [['query', '--email', '--json'], 'usage-option-value-missing'],
    [['query', '--email='], 'usage-option-value-missing'],
    [['query', '--force=yes'], 'usage-option-takes-no-value'],
    [['query', '--require', 'all'], 'usage-option-choice'],
    [['query', '--email', 'a@b.cn', '--email', 'c@d.cn'], 'usage-option-repeated'],
    [['simulate', '--tls=yes'], 'usage-option-takes-no-value'],
    [['simulate', ...Array.from({ length: 21 }, () => '--host-name=sim.test')], 'usage-option-too-often'],
    [['start', '--port', '65536'], 'usage-option-integer'],
    [['start', '--port', '-1'], 'usage-option-integer'],
    [['start', '--port', '0x10'], 'usage-option-integer'],
    [['link'], 'usage-option-required'],
    [['explain'], 'usage-argument-missing'],
    [['explain', 'A', 'B'], 'usage-argument-unexpected'],
    [['start', 'now'], 'usage-argument-unexpected'],
    [['--lang', 'fr', 'doctor'], 'usage-option-choice'],
  ])('%j is refused as %s', (argv, code) => {
    expect(errorOf(...argv).code).toBe(code)
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    '%s is an option like any unknown one',
    (name) => {
      expect(errorOf('query', `--${name}`, 'x').code).toBe('usage-unknown-option')
      expect(errorOf(name).code).toBe('usage-unknown-command')
    },
  )

  it.each([
    ['query', '--key', 's3cr3t-value'],
    ['--key', 's3cr3t-value', 'query'],
    ['query', '--key=s3cr3t-value'],
    ['link', '--md5-key', 's3cr3t-value'],
    ['link', '--secret=s3cr3t-value'],
    ['start', '--private-key=s3cr3t-value'],
  ])('%j is refused because it holds a key, which the refusal does not repeat', (...argv) => {
    const error = errorOf(...argv)
    expect(error.code).toBe('usage-secret-in-arguments')
    expect(error.rows).toContain('S3-02')
    expect(JSON.stringify([error.describe('en'), error.describe('zh'), error.fields])).not.toContain('s3cr3t')
  })

  it('help is asked for wherever it stands, and nothing else matters then', () => {
    expect(parse('--help').asks).toBe('help')
    expect(parse('help', 'query').asks).toBe('help')
    expect(parse('link', '-h')).toMatchObject({ asks: 'help', words: ['link'] })
    const ofLog = commands.map(({ name }) => name).filter((name) => name.startsWith('log '))
    expect(parse('log', '--help').candidates.map(({ name }) => name)).toEqual(ofLog)
    expect(ofLog).toContain('log show')
    expect(parse('--version').asks).toBe('version')
  })

  it('ends in typed errors alone, and no error repeats a value', () => {
    const word = fc.oneof(
      fc.constantFrom('query', 'log', 'list', 'start', '--email', '--port', '--json', '--', '-', '-h', '--since'),
      fc.string({ maxLength: 12 }),
      fc.string({ maxLength: 12 }).map((name) => `--${name}`),
      fc.constantFrom('--email=pl4nted', '--port=pl4nted', '--x=pl4nted', '--since=pl4nted', '--require=pl4nted'),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        try {
          parse(...argv)
        } catch (error) {
          expect(error).toBeInstanceOf(PaycircleError)
          expect(JSON.stringify((error as PaycircleError).describe('en'))).not.toContain('pl4nted')
        }
      }),
      { numRuns: 2000 },
    )
  })
})
