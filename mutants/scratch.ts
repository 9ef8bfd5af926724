import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import type { Mutant } from './mutant.ts'

const root = join(import.meta.dirname, '..')
const copied = ['e2e', 'packages', 'package.json', 'tsconfig.json', 'vitest.config.ts']

/** A copy of the repository in which one file at a time is changed; the checkout stays as it is. */
export interface Scratch {
  folder: string
  /** Takes a defence out, and gives what puts it back. */
  apply(mutant: Mutant): () => void
  close(): void
}

export function createScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-mutants-'))
  for (const name of copied)
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
    })
  mkdirSync(join(folder, 'tmp'))
  linkModules(folder)
  return {
    folder,
    apply({ file, from, to }) {
      const path = join(folder, file)
      const text = readFileSync(path, 'utf8')
      // By a function, since `$` means something in a replacement.
      writeFileSync(
        path,
        text.replace(from, () => to),
      )
      return () => writeFileSync(path, text)
    },
    close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/** Links everything that is installed; of the repository's own packages the copy's. */
function linkModules(folder: string): void {
  const list = (path: string) => readdirSync(join(root, path)).filter((name) => !name.startsWith('.vite'))
  const modules = list('node_modules').filter((name) => name !== '@wxgate')
  const own = list('node_modules/@wxgate').map((name) => `@wxgate/${name}`)
  mkdirSync(join(folder, 'node_modules/@wxgate'), { recursive: true })
  for (const name of [...modules, ...own]) {
    const installed = join('node_modules', name)
    const place = relative(root, realpathSync(join(root, installed)))
    const target = place.startsWith('packages') ? join(folder, place) : join(root, installed)
    symlinkSync(target, join(folder, installed), 'junction')
  }
}

/** The fault of a mutant that is known before anything runs: its text must stand once in its file. */
export function findProblem({ file, from }: Mutant): string | undefined {
  const times = readFileSync(join(root, file), 'utf8').split(from).length - 1
  return times === 1 ? undefined : `The text ${JSON.stringify(from)} stands ${times} times in ${file}`
}
