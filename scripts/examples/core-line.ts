import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What every application of its framework has anyway. */
const notOurs = /(^|\/)(layout\.tsx|next-env\.d\.ts)$/

/** The lines of code of an example, without imports, the settings from the environment, comments and empty lines. */
export function readCoreLines(folder: string): readonly string[] {
  const exclude = ['node_modules/**', '.next/**']
  const files = globSync('**/*.{ts,tsx}', { cwd: folder, exclude }).filter((file) => !notOurs.test(file))
  return files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .replace(/^import [\s\S]*? from '.*'$/gm, '')
      .replace(/^const \{[\s\S]*?\} = process\.env$/gm, '')
      .split('\n')
      .filter((line) => !/^\s*(\/\/.*)?$/.test(line)),
  )
}
