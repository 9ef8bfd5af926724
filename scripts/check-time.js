// No test depends on how fast the machine is: what `test-time.js` finds in any test is refused.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findTimeProblems } from './test-time.js'

const root = join(import.meta.dirname, '..')
const isTest = /\.test\.ts$|^e2e\/.*\.ts$|^packages\/[^/]+\/(src\/.*\/)?test\/.*\.ts$/

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => isTest.test(file) && existsSync(join(root, file)))

const problems = files.flatMap((file) =>
  findTimeProblems(readFileSync(join(root, file), 'utf8')).map((problem) => `${file}:${problem}`),
)
for (const problem of problems) console.log(problem)
process.exit(problems.length > 0 ? 1 : 0)
