import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url))

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
  },
})
