import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url))

const exclude = ['**/node_modules/**', '**/dist/**']

/** Tests of what must end within a time. */
const timed = ['packages/compliance/test/**/hostile.test.ts']

/** The simulation takes minutes, all of them in one process, where time passes only as it says. */
const simulated = ['test/chaos/{scenarios,seeds}.test.ts']

// Vitest would leave the second of two processors alone.
const everyProcessor = Math.max(2, availableParallelism() - 1)

export default defineConfig({
  resolve: {
    // Tests run against the sources, so that a stale build cannot pass.
    alias: [
      { find: /^paycircle\/internal\/(.+)$/, replacement: source('paycircle/src/$1/index.ts') },
      { find: /^paycircle\/(wire|explain)$/, replacement: source('paycircle/src/$1/index.ts') },
      { find: /^paycircle$/, replacement: source('paycircle/src/index.ts') },
      { find: /^paycircle-compliance$/, replacement: source('compliance/src/index.ts') },
      { find: /^paycircle-simulator$/, replacement: source('simulator/src/index.ts') },
      { find: /^paycircle-server\/(.+)$/, replacement: source('server/src/$1/index.ts') },
    ],
  },
  test: {
    exclude,
    // For what hangs; on a busy machine a compiler or a program takes long to start.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          // The longest files come first, since Vitest goes by the name of the project: else they end alone.
          name: 'chaos',
          include: simulated,
          maxWorkers: everyProcessor,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'compliance',
          include: ['packages/compliance/test/**/*.test.ts'],
          exclude: [...exclude, ...timed],
          // Small files whose modules keep no state: most of the time went into importing them anew.
          isolate: false,
          maxWorkers: everyProcessor,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['packages/{paycircle,simulator,server,cli}/test/**/*.test.ts'],
          maxWorkers: everyProcessor,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'programs',
          include: [...timed, 'tools/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...exclude, ...simulated],
          // They start services, browsers and databases, which use the other processors, and have limits of time.
          maxWorkers: Math.max(1, availableParallelism() - 1),
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
