// The process that builds the page: a child of a simulator that runs from its sources, or `npm run build:page`.
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { findWebFolders, isWebFresh, readNewestMs } from './web-file.ts'
import { holdLock } from './web-lock.ts'
import { publishWeb } from './web-publish.ts'

const TEMPORARY = 'page-build-'
/** A build that was killed leaves its folder. */
const ABANDONED_MS = 600_000

type Builder = { build(options: object): Promise<unknown> }

function isBuilder(found: unknown): found is Builder {
  return typeof found === 'object' && found !== null && 'build' in found && typeof found.build === 'function'
}

/** Vite is a tool of the repository, no dependency of the package: found when needed, not imported. */
async function findBuilder(): Promise<Builder> {
  const found: unknown = await import(import.meta.resolve('vite'))
  if (isBuilder(found)) return found
  throw new Error('this Vite has no build')
}

async function dropAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (!name.startsWith(TEMPORARY)) continue
    if ((await stat(path)).mtimeMs < Date.now() - ABANDONED_MS)
      await rm(path, { recursive: true, force: true })
  }
}

async function buildPage(): Promise<void> {
  const folders = findWebFolders()
  const { sources, lock } = folders
  await mkdir(dirname(lock), { recursive: true })
  await holdLock(lock, async () => {
    if (await isWebFresh(folders)) return
    await dropAbandoned(dirname(lock))
    const newestSourceMs = await readNewestMs(sources)
    const temporary = await mkdtemp(join(dirname(lock), TEMPORARY))
    const { build } = await findBuilder()
    try {
      await build({
        configFile: join(sources, 'vite.config.ts'),
        root: sources,
        mode: 'production',
        logLevel: 'silent',
        build: { outDir: temporary, emptyOutDir: true },
      })
      await publishWeb(temporary, folders, { newestSourceMs, nowMs: Date.now() })
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  })
}

/** Tells the simulator, or whoever looks at the terminal. */
function tellFailure(error: unknown): void {
  const problem = error instanceof Error ? error.message : String(error)
  if (process.send) process.send({ problem })
  else process.stderr.write(`${problem}\n`)
}

// The simulator is gone: nobody waits for this any more.
process.once('disconnect', () => process.exit())
setPriority(constants.priority.PRIORITY_LOW)
await buildPage().catch((error: unknown) => {
  tellFailure(error)
  process.exitCode = 1
})
if (process.connected) process.disconnect()
