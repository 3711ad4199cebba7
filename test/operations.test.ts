import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alarmRules } from 'paycircle-server/alarms'
import { gaugeMetrics, reportedMetrics } from 'paycircle-server/service'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const entries = [...Object.values(reportedMetrics), ...Object.values(gaugeMetrics)]

describe.each(['docs/operations.md', 'docs/operations.zh-CN.md'])('%s', (path) => {
  const text = read(path)

  it('lists the metrics of the code, no more and no less', () => {
    const table = text.split('<!-- metrics')[1]?.split('<!-- end of metrics')[0] ?? ''
    expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual(entries.map(({ name }) => name))
  })

  it('lists the alarms of the code, no more and no less', () => {
    const table = text.split('<!-- alarms')[1]?.split('<!-- end of alarms')[0] ?? ''
    expect([...table.matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, rule]) => rule)).toEqual(Object.keys(alarmRules))
  })

  it('names only files that there are', () => {
    for (const [, file = ''] of text.matchAll(/`(deploy\/[\w.]+)`/g)) expect(read(file)).not.toBe('')
    for (const [, file = ''] of text.matchAll(/\]\(([\w.-]+\.md)\)/g)) expect(read(`docs/${file}`)).not.toBe('')
  })
})

it('both languages of the operations guide have the same sections, commands and tables', () => {
  const shape = (path: string) => ({
    sections: read(path).match(/^## /gm)?.length,
    rows: read(path).match(/^\|/gm)?.length,
    blocks: read(path).match(/^```[\s\S]*?^```/gm),
  })
  expect(shape('docs/operations.zh-CN.md')).toEqual(shape('docs/operations.md'))
})

describe('the metrics', () => {
  it('are named as Prometheus asks for: counters end in _total, times in _seconds', () => {
    for (const { name, type, help } of entries) {
      expect(name).toMatch(/^paycircle_[a-z][a-z_]*[a-z]$/)
      expect(name.endsWith('_total')).toBe(type === 'counter')
      if (type === 'histogram') expect(name).toMatch(/_duration_seconds$/)
      expect(help).toMatch(/\.$/)
    }
  })

  it('are all that the rooms report', () => {
    const sources = ['packages/server/src/', 'packages/paycircle/src/'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => read(folder + file)),
    )
    const reported = sources.flatMap((text) =>
      [...text.matchAll(/\.(?:count|observe)\(\s*'([\w.]+)'/g)].map(([, name = '']) => name),
    )
    expect([...new Set(reported)].sort()).toEqual(Object.keys(reportedMetrics).sort())
  })
})

const unit = 'deploy/paycircle.service'
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

describe(unit, () => {
  it('is one that systemd accepts, and leaves it little of the machine', () => {
    const text = read(unit)
    for (const line of ['ProtectSystem=strict', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'DynamicUser=yes']) {
      expect(text).toContain(`\n${line}\n`)
    }
    // Where systemd is not on the machine its own verdict cannot be had.
    if (!hasSystemd) return
    const path = new URL(unit, root).pathname
    expect(spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' }).stderr).not.toContain('paycircle')
    const verdict = execFileSync('systemd-analyze', ['security', '--offline=true', path], { encoding: 'utf8' })
    expect(Number(/exposure level for paycircle\.service: ([\d.]+)/.exec(verdict)?.[1])).toBeLessThan(2)
  })
})

describe('deploy/Containerfile', () => {
  it('runs as nobody, holds no secret, and starts a command that there is', () => {
    const text = read('deploy/Containerfile')
    expect(text).toMatch(/^USER 65532:65532$/m)
    expect(text).not.toMatch(/KEY|PASSWORD|SECRET|TOKEN/)
    expect(text).toMatch(/^FROM \S+ AS build$/m)
    const program = /^ENTRYPOINT \["node", "\/opt\/paycircle\/([^"]+)"\]$/m.exec(text)?.[1] ?? ''
    expect(read(program)).toContain('#!/usr/bin/env node')
  })
})
