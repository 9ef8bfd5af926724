import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
// Below node_modules, so that a snippet finds the packages as it does in the root.
const folder = join(root, 'node_modules/.cache/wxgate-snippet')

function readSnippets(page: string): string[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8')
  return [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
}

/** Whether a comment is what is printed, and not words about it. */
const isOutput = (words: string) => /^[\w':/. ?=&-]+$/.test(words)

/** What a snippet says will be printed: the comments behind its `console.log`. */
function readPromises(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\) \/\/ (.+)$/gm)].map(([, words = '']) => words)
}

const snippets = ['library', 'web', 'platform'].flatMap((page) =>
  ['en', 'zh'].flatMap((language) => {
    const path = `${language}/${page}.md`
    return readSnippets(path).map((code, at) => ({ name: `${path} ${at + 1}`, code }))
  }),
)

// The store in Redis needs a server and says so in its own tests.
const runnable = snippets.filter(
  ({ code }) => code.includes('import ') && !/from '(?:redis|ioredis)'/.test(code),
)

test.each(runnable)('the snippet $name runs, and prints what it says', ({ name, code }) => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name.replace(/\W+/g, '-')}.mjs`)
  writeFileSync(file, code)
  const words = ['--conditions=wxgate-source', file]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
  })
  expect(`${status} ${stderr}`).toBe('0 ')
  for (const promise of readPromises(code).filter(isOutput)) expect(stdout).toContain(promise)
})

test.each(['library', 'web', 'platform'])(
  '%s has the same snippets in both languages, but for the comments',
  (page) => {
    const strip = (code: string) =>
      code
        .replace(/\/\/.*$/gm, '')
        .replace(/'[^'\n]*[\u4e00-\u9fff][^'\n]*'|`[^`]*[\u4e00-\u9fff][^`]*`/g, "''")
        .replace(/'once for each sign-in'/, "''")
    expect(readSnippets(`zh/${page}.md`).map(strip)).toEqual(readSnippets(`en/${page}.md`).map(strip))
  },
)
