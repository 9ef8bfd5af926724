// `npm run check`: types, lint, rooms, unused code. Everything runs, then what failed is said.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const node = process.execPath

/** @type {readonly (readonly [string, ...string[]])[]} */
const checks = [
  ['types', 'node_modules/typescript/bin/tsc', '--project', '.'],
  ['page types', 'node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '--project', 'packages/simulator/web'],
  ['lint', 'node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '.'],
  [
    'rooms',
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    'rooms.config.js',
    'packages',
    'e2e',
    'faults',
    'mutants',
  ],
  ['unused', 'node_modules/knip/bin/knip.js', '--no-progress'],
  ['tree', 'scripts/check-tree.js'],
  ['time', 'scripts/check-time.js'],
]

const failed = checks.filter(([name, file, ...words]) => {
  console.log(`\n== ${name}`)
  return spawnSync(node, [join(root, file ?? ''), ...words], { cwd: root, stdio: 'inherit' }).status !== 0
})

if (failed.length > 0) {
  console.log(`\ncheck failed: ${failed.map(([name]) => name).join(', ')}`)
  process.exit(1)
}
console.log('\ncheck: all well')
