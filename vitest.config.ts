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
    // A busy machine may take its time: these end a test that hangs, and judge none.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
