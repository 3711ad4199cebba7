import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url))

/** The simulation first: it takes minutes in small files, which would come last and leave a worker alone with them. */
class SimulationFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/(scenarios|seeds)\.test\.ts$/.test(moduleId)
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))]
  }
}

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
    include: ['packages/*/test/**/*.test.ts', 'tools/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { sequencer: SimulationFirst },
  },
})
