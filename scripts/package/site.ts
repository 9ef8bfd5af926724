import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestSimulator } from '@wxgate/simulator/test-kit'

const waitMs = 60_000
const lookMs = 100

/** A site under test: how it is started, and what must be in its environment. */
export interface Site {
  file: string
  words: readonly string[]
  cwd: string
  env: NodeJS.ProcessEnv
  /** A free one unless given. */
  port?: number | undefined
}

/** A site that answers. */
export interface RunningSite {
  origin: string
  /** What it has said so far. */
  said(): string
  close(): void
}

/** Starts a site and waits until it answers. */
export async function startSite(sim: Pick<TestSimulator, 'url'>, site: Site): Promise<RunningSite> {
  const { file, words, cwd, env, port = await findPort() } = site
  const origin = `http://localhost:${port}`
  const settings = { PORT: String(port), ORIGIN: origin, WECHAT_ORIGIN: sim.url }
  const child = spawn(file, words, {
    cwd,
    env: { ...process.env, ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = collect(child)
  const close = () => void child.kill()
  await waitFor(origin, child, said).catch((error: unknown) => {
    close()
    throw error
  })
  return { origin, said, close }
}

async function waitFor(origin: string, child: ChildProcess, said: () => string): Promise<void> {
  const endsAt = performance.now() + waitMs
  while (performance.now() < endsAt) {
    if (child.exitCode !== null) throw new Error(`The site ended with ${child.exitCode}: ${said()}`)
    const answered = await fetch(origin, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (answered) return
    await sleep(lookMs)
  }
  throw new Error('The site does not answer')
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  const chunks: string[] = []
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk) => chunks.push(String(chunk)))
  return () => chunks.join('')
}

/** A port that is free now. */
export async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
