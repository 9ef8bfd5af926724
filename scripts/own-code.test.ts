import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownPages } from '../packages/gateway/src/login/own-page.ts'
import { catalogue, explain } from '../packages/wechat/src/explain/explain.ts'
import { pageTexts } from '../packages/wechat/src/way/page-text.ts'

const root = join(import.meta.dirname, '..')

function readSource(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** The members of the unions of literal codes in a file. */
function readUnions(file: string): string[] {
  return Array.from(readSource(file).matchAll(/^ {2}\| '([a-z]+_[a-z_]+)'$/gm), ([, code = '']) => code)
}

/** The codes that the gateway answers programs with, as problem+json, and those on its own pages. */
function readProblems(): string[] {
  const files = globSync('packages/gateway/src/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  )
  const calls = /(?:sendProblem\(\s*\w+,\s*\w+,\s*(?:'([a-z_]+)'|`http_\$\{kind\}`)|<dt>([a-z]+_[a-z_]+)<)/g
  return files
    .flatMap((file) =>
      Array.from(readSource(file).matchAll(calls), ([, code, shown]) => {
        const known = code ?? shown
        return known === undefined ? ['http_refused', 'http_broken'] : [known]
      }),
    )
    .flat()
}

const promised = [
  ...readUnions('packages/wechat/src/error.ts'),
  ...readUnions('packages/gateway/src/record/error.ts'),
  ...readUnions('packages/cli/src/exit.ts'),
  ...readProblems(),
  ...Object.keys(pageTexts.en),
  ...Object.values(ownPages).map(({ code }) => code),
  'config_invalid',
]

test('every literal code that library, gateway and command promise is explained, and no other', () => {
  const explained = catalogue
    .flatMap(({ entries }) => entries.map(({ code }) => code))
    .filter((code) => typeof code === 'string')
  expect(explained.toSorted()).toEqual([...new Set(promised)].toSorted())
})

test('every one of them is found in a line', () => {
  expect(promised.length).toBeGreaterThan(90)
  for (const code of promised) expect(explain(`2026-11-28 [error] ${code}: something`)?.code).toBe(code)
})
