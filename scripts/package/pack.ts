import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

/** npm, run by the Node.js that runs this: a shebang would take the machine's own. */
export function npm(words: readonly string[], cwd: string, env = process.env): Promise<string> {
  const file = env.npm_execpath
  if (file === undefined) throw new Error('Run this as `npm run …`')
  return run(process.execPath, [file, ...words], { cwd, env })
}

/** Builds the library and packs it into this folder; answers the tarball. */
export async function packLibrary(library: string, folder: string): Promise<string> {
  await npm(['run', 'build'], library)
  await npm(['pack', '--pack-destination', folder], library)
  const [tarball] = readdirSync(folder).filter((file) => file.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack made nothing')
  return join(folder, tarball)
}
