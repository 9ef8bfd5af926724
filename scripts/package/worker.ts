import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestSimulator } from '@wxgate/simulator/test-kit'
import { rolldown } from 'rolldown'
import { signIn } from './sign-in.ts'
import { findPort, startSite } from './site.ts'

/** workerd, the runtime of Cloudflare Workers, from the packages of `packages/wechat/runtime`; undefined where there is none. */
export function findWorkerd(root: string): string | undefined {
  const file = join(root, 'packages/wechat/runtime/node_modules/workerd/bin/workerd')
  return existsSync(file) ? file : undefined
}

/** A Worker with the packed library, running. */
export interface Worker {
  /** Signs 小明 in, and answers the page that greets. */
  signIn(): Promise<string>
  /** What is left of a kept token, in minutes, after so many minutes have passed. */
  ask(keeper: 'alone' | 'waiting', minutes: number): Promise<number>
  close(): void
}

const limitMs = 30_000

/** Bundles the Worker as a developer would, and runs it in workerd. */
export async function startWorker(
  sim: TestSimulator,
  { workerd, library, project }: { workerd: string; library: string; project: string },
): Promise<Worker> {
  const folder = join(project, 'worker')
  mkdirSync(folder)
  copyFileSync(join(library, 'runtime/worker.js'), join(folder, 'source.js'))
  copyFileSync(join(library, 'runtime/worker.capnp'), join(folder, 'worker.capnp'))
  writeFileSync(join(folder, 'worker.js'), await bundle(join(folder, 'source.js')))
  const port = await findPort()
  const words = ['serve', 'worker.capnp', `--socket-addr=http=localhost:${port}`]
  const { origin, close } = await startSite(sim, { file: workerd, words, cwd: folder, env: {}, port })
  return {
    signIn: () => signIn(sim, origin),
    async ask(keeper, minutes) {
      const signal = AbortSignal.timeout(limitMs)
      const response = await fetch(`${origin}/keeper/${keeper}?minutes=${minutes}`, { signal })
      const text = await response.text()
      if (!response.ok) throw new Error(text)
      return Number(text)
    },
    close,
  }
}

async function bundle(input: string): Promise<string> {
  const built = await rolldown({ input, platform: 'neutral', external: /^cloudflare:/ })
  const { output } = await built.generate({ format: 'esm' })
  await built.close()
  return output[0].code
}
