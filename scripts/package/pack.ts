import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

/** npm, run by the Node.js that runs this: a shebang would take the machine's own. */
export function npm(words: readonly string[], cwd: string, env = process.env): Promise<string> {
  const file = env.npm_execpath
  if (file === undefined) throw new Error('Run this as `npm run …`')
  return run(process.execPath, [file, ...words], { cwd, env })
}

/** Builds a package of the repository and packs it into this folder; answers the tarball. */
export async function packPackage(library: string, folder: string): Promise<string> {
  await npm(['run', 'build'], library)
  await npm(['pack', '--pack-destination', folder], library)
  const { name }: { name: string } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'))
  const start = name.replace('@', '').replace('/', '-')
  const [tarball] = readdirSync(folder).filter((file) => file.startsWith(start) && file.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack made nothing')
  return join(folder, tarball)
}
