// Runs before `npm start`, `npm test` and `npm run check`, on whatever Node.js the machine has. It installs
// what is missing: nothing when the lockfile has not changed since the last time.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const lockfile = readTime('package-lock.json')
const installed = readTime('node_modules/.package-lock.json')

if (installed === undefined || (lockfile !== undefined && lockfile > installed)) install()

/** @param {string} path */
function readTime(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs
}

function install() {
  console.error('Installing what is missing (once, about a minute) …')
  // Development packages are part of every command here, whatever NODE_ENV says. Install scripts stay off:
  // nothing we depend on needs one.
  const words = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const npm = process.env.npm_execpath
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm']
  const { status } = spawnSync(command, [...first, ...words], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: npm === undefined && process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('npm ci failed: see above. Is the npm registry reachable?')
    process.exit(1)
  }
}
