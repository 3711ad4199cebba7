import { describe, expect, it } from 'vitest'
import { floorViolations, readSources } from './check-floors.js'
import { rooms } from './floors.js'

const check = (path: string, text: string) => floorViolations([{ path, text }])

describe('the floors', () => {
  it('lets a room import what stands below it, by its face', () => {
    expect(check('packages/paycircle/src/gateway/a.ts', "import { x } from '../wire/index.js'")).toEqual([])
    expect(check('packages/server/src/engine/a.ts', "import { x } from 'paycircle/internal/gateway'")).toEqual([])
  })

  it('refuses an import up', () => {
    expect(check('packages/paycircle/src/wire/a.ts', "import { x } from '../gateway/index.js'")).toEqual([
      'packages/paycircle/src/wire/a.ts: wire may not import gateway (../gateway/index.js)',
    ])
  })

  it('refuses an import across a floor, types included', () => {
    expect(check('packages/server/src/lifecycle/a.ts', "import type { X } from '../ledger/index.js'")).toHaveLength(1)
    expect(check('packages/simulator/src/a.ts', "import type { X } from 'paycircle/internal/gateway'")).toHaveLength(1)
  })

  it('refuses dynamic imports and re-exports alike', () => {
    expect(check('packages/paycircle/src/base/a.ts', "await import('../wire/index.js')")).toHaveLength(1)
    expect(check('packages/paycircle/src/base/a.ts', "export * from '../wire/index.js'")).toHaveLength(1)
  })

  it('refuses a way into another room that is not its face', () => {
    expect(check('packages/paycircle/src/wire/a.ts', "import { x } from '../base/secret.js'")).toHaveLength(1)
  })

  it('refuses I/O in a pure room and a package that belongs to another room', () => {
    expect(check('packages/paycircle/src/wire/a.ts', "import { x } from 'node:fs'")).toHaveLength(1)
    expect(check('packages/server/src/service/a.ts', "import { x } from 'kysely'")).toHaveLength(1)
  })

  it('refuses a file that stands in no room', () => {
    expect(check('packages/server/src/lib/a.ts', '')).toEqual([
      'packages/server/src/lib/a.ts: stands in no room of tools/floors.ts',
    ])
  })

  it('never lets the table itself run up or across', () => {
    for (const room of rooms) {
      for (const name of room.mayImport.filter((target) => target !== '*')) {
        expect(rooms.find((target) => target.name === name)?.floor, `${room.name} -> ${name}`).toBeLessThan(room.floor)
      }
    }
  })

  it('hold in this checkout', () => {
    const sources = readSources(process.cwd())
    expect(sources.length).toBeGreaterThan(40)
    expect(floorViolations(sources)).toEqual([])
  })
})
