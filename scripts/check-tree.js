// What no linter knows: file sizes, names that hide what a file is, and pages that exist in one language only.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const mostLines = 300
const hidingName =
  /(^|\/)(utils?|helpers?|common|shared|misc|core|types|constants|manager|service)(\/|\.[jt]s$)/

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)))

const problems = [...files.flatMap(readFileProblems), ...files.flatMap(readPageProblems)]
for (const problem of problems) console.log(problem)
process.exit(problems.length > 0 ? 1 : 0)

/** @param {string} file */
function readFileProblems(file) {
  if (!/\.(ts|js|vue)$/.test(file)) return []
  const lines = readFileSync(join(root, file), 'utf8').split('\n').length
  return [
    ...(lines > mostLines ? [`${file}: ${lines} lines, at most ${mostLines}`] : []),
    ...(hidingName.test(file) ? [`${file}: the name hides what it is`] : []),
  ]
}

/** @param {string} file */
function readPageProblems(file) {
  const page = /^docs\/(en|zh)\/(.+\.md)$/.exec(file)
  if (!page) return []
  const twin = `docs/${page[1] === 'en' ? 'zh' : 'en'}/${page[2]}`
  return files.includes(twin) ? [] : [`${file}: ${twin} is missing`]
}
