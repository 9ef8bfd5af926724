import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Where the page's sources and its built files are. */
export type WebFolders = {
  sources: string
  built: string
  /** Written last: says which sources the built files were made from. */
  marker: string
  lock: string
}

const MOST_LEVELS = 5

function findPackage(from: string): string {
  let folder = from
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    if (existsSync(join(folder, 'package.json'))) return folder
    folder = dirname(folder)
  }
  return from
}

/** The folders of the package that this file is part of, from its sources or published. */
export function findWebFolders(from: string = import.meta.dirname): WebFolders {
  const folder = findPackage(from)
  const built = join(folder, 'dist', 'page')
  return {
    sources: join(folder, 'web'),
    built,
    marker: join(built, 'build.json'),
    lock: join(folder, 'dist', 'page.lock'),
  }
}

/** When anything below the folder changed last, folders included since a deletion changes them alone. */
export async function readNewestMs(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true })
  const changed = await Promise.all(
    ['', ...entries].map(async (name) => (await stat(join(folder, name))).mtimeMs),
  )
  return Math.max(...changed)
}

const markerSchema = z.object({ newestSourceMs: z.number() })

/** Whether the built files exist and nothing of the sources is newer; true where there are no sources. */
export async function isWebFresh({ sources, built, marker }: WebFolders): Promise<boolean> {
  if (!existsSync(join(built, 'index.html'))) return false
  if (!existsSync(sources)) return true
  try {
    const { newestSourceMs } = markerSchema.parse(JSON.parse(await readFile(marker, 'utf8')))
    return newestSourceMs >= (await readNewestMs(sources))
  } catch {
    return false
  }
}
