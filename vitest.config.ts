import { defineConfig } from 'vitest/config'

// Without 'import' and 'default': vitest hands these to Node.js for require() too, where they pick the wrong file.
const conditions = ['wxgate-source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // On a machine that is busy a page may take its time; a second, the default, is none.
    expect: { poll: { timeout: 15_000 } },
  },
})
