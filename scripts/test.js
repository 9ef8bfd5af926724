// `npm test`: finds out which servers run here, says which are missing, runs every suite and closes with
// one line that counts. With CI=true a missing server is a failure.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findServer, servers } from './server.js'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'wxgate-test-'))
const report = join(folder, 'report.json')

const missing = servers.filter(({ name }) => findServer(name) === undefined).map(({ name }) => name)
for (const name of missing) console.log(`${name} is not on this machine: its suites are skipped.`)

const found = servers.flatMap(({ name, variable }) => {
  const path = findServer(name)
  return path === undefined ? [] : [[variable, path]]
})
const status = await run({ ...process.env, ...Object.fromEntries(found) })
const { passed, failed: counted, skipped } = readCounts()
// An error outside of every test is counted by none, and the run has failed all the same.
const failed = status === 0 ? counted : Math.max(counted, 1)
rmSync(folder, { recursive: true, force: true })

const refused = process.env.CI === 'true' && missing.length > 0
if (refused) console.log(`With CI=true everything must be there; missing: ${missing.join(', ')}.`)
console.log(`${passed} passed, ${failed + (refused ? missing.length : 0)} failed, ${skipped} skipped`)
process.exit(status === 0 && !refused ? 0 : 1)

/** @param {NodeJS.ProcessEnv} env @returns {Promise<number | null>} */
function run(env) {
  const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), ...words, ...process.argv.slice(2)],
    { cwd: root, env, stdio: 'inherit' },
  )
  // The suite ends with what started it.
  process.on('SIGTERM', () => child.kill())
  return new Promise((resolve) => child.on('exit', resolve))
}

function readCounts() {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  // A file that does not even load counts no test as failed.
  const broken = counts.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + broken,
    skipped: counts.numPendingTests + counts.numTodoTests,
  }
}
