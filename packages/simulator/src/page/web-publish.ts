import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WebFolders } from './web-file.ts'

/** Files of older builds stay so long that pages still open find them. */
const KEPT_MS = 3_600_000

async function dropOld(folder: string, names: readonly string[], nowMs: number): Promise<void> {
  const kept = [...names, 'build.json']
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    if (!kept.includes(name) && (await stat(file)).mtimeMs < nowMs - KEPT_MS) await rm(file, { force: true })
  }
}

/**
 * Moves a finished build into place, file by file, each in one step: `index.html` after everything it names,
 * the marker at the end. Whoever is served meanwhile gets the old page or the new one, whole.
 */
export async function publishWeb(
  from: string,
  { built, marker }: WebFolders,
  { newestSourceMs, nowMs }: { newestSourceMs: number; nowMs: number },
): Promise<void> {
  await mkdir(built, { recursive: true })
  const names = await readdir(from)
  const ordered = [...names.filter((name) => name !== 'index.html'), 'index.html']
  for (const name of ordered) await rename(join(from, name), join(built, name))
  const written = join(from, 'build.json')
  await writeFile(written, `${JSON.stringify({ newestSourceMs })}\n`)
  await rename(written, marker)
  await rm(from, { recursive: true, force: true })
  await dropOld(built, names, nowMs)
}
