import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** A runtime that the library is tried on: what runs the test file, or undefined where this machine has none. */
export interface Runtime {
  name: string
  file: string | undefined
  words: readonly string[]
}

/** Node.js 22 and 24, Bun and Deno, from the packages of `packages/wechat/runtime` (Linux on x64). */
export function listRuntimes(root: string): readonly Runtime[] {
  const packages = join(root, 'packages/wechat/runtime/node_modules')
  const find = (...path: string[]) => {
    const file = join(packages, ...path)
    return existsSync(file) ? file : undefined
  }
  return [
    { name: 'Node.js 22', file: find('node-22', 'bin', 'node'), words: ['--test'] },
    { name: 'Node.js 24', file: process.execPath, words: ['--test'] },
    { name: 'Bun', file: find('bun', 'bin', 'bun'), words: ['test'] },
    { name: 'Deno', file: find('deno', 'deno'), words: ['test', '--allow-all', '--no-check'] },
  ]
}

/** How many tests passed by the runtime's own closing lines; each says it in its own way. */
export function readPassed(output: string): number {
  const plain = stripVTControlCharacters(output)
  const found =
    /^ℹ pass (\d+)$/m.exec(plain) ?? /^# pass (\d+)$/m.exec(plain) ?? /(\d+) (?:pass|passed)\b/.exec(plain)
  return Number(found?.[1] ?? 0)
}
