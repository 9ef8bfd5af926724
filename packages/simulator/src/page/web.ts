import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Problem } from '../wire/problem.ts'
import { findWebFolders, isWebFresh, type WebFolders } from './web-file.ts'

/** `building`: come back in a moment; `failed`: the log said why; `off`: this simulator has only its plain page. */
export type WebState = 'off' | 'building' | 'ready' | 'failed'

/** The built page for people: whether it is there, and the child process that builds it. */
export type WebPage = {
  state(): WebState
  /** Looks whether the built files are there and as new as their sources; begins to build them if not. */
  open(): void
  /** Ends a build that runs. */
  close(): void
  /** The page; undefined while it is not ready. */
  readIndex(): Promise<Buffer | undefined>
  readAsset(name: string): Promise<Buffer | undefined>
}

const isFromSources = import.meta.filename.endsWith('.ts')

/** Only the page's own files; scripts and styles come from nowhere else. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** Low in priority and without this process's settings; it ends when this process does, however that happens. */
function forkBuild(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'build-main.ts'), {
    env: { NODE_ENV: 'production' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.unref()
  child.channel?.unref()
  return child
}

function readProblem(message: unknown): string | undefined {
  return typeof message === 'object' && message !== null && 'problem' in message
    ? String(message.problem)
    : undefined
}

/**
 * The page of a simulator. `log` hears once why a build failed. `fromSources` is false in a published package,
 * whose page was built before.
 */
export function createWebPage(
  log: (line: string) => void,
  folders: WebFolders = findWebFolders(),
  fromSources: boolean = isFromSources,
): WebPage {
  let state: WebState = 'building'
  let child: ChildProcess | undefined
  let isClosed = false

  const fail = (why: string) => {
    if (isClosed || state === 'failed') return
    state = 'failed'
    log(`The simulator's page could not be built; its plain page is shown instead. ${why}`)
  }
  const build = () => {
    child = forkBuild()
    let problem = ''
    child.on('message', (message) => {
      problem = readProblem(message) ?? problem
    })
    child.on('error', (error) => fail(error.message))
    child.on('exit', (code) => {
      child = undefined
      if (code === 0) state = 'ready'
      else fail(problem)
    })
  }
  const look = async () => {
    if (await isWebFresh(folders)) state = 'ready'
    else if (isClosed) return
    else if (fromSources && existsSync(folders.sources)) build()
    else fail('Its files are missing.')
  }
  return {
    state: () => state,
    open: () => void look().catch((error: unknown) => fail(String(error))),
    close() {
      isClosed = true
      child?.kill('SIGKILL')
    },
    async readIndex() {
      if (state !== 'ready') return undefined
      return readFile(join(folders.built, 'index.html')).catch(() => undefined)
    },
    readAsset: (name) => readFile(join(folders.built, name)).catch(() => undefined),
  }
}

const SAFE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' }

/** Sends the page itself, which names the newest files and is never kept. */
export function sendWebIndex(reply: FastifyReply, page: Buffer): FastifyReply {
  return reply
    .headers({
      ...SAFE,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'x-robots-tag': 'noindex, nofollow',
    })
    .send(page)
}

/** `/__sim/page/…`: files with a hash in their name, kept for a year. */
export function routeWebAssets(app: FastifyInstance, page: WebPage): void {
  app.get<{ Params: { file: string } }>('/__sim/page/:file', async (request, reply) => {
    const [, ending = ''] = /^[\w-]+\.(js|css)$/.exec(request.params.file) ?? []
    const bytes = ending === '' ? undefined : await page.readAsset(request.params.file)
    if (!bytes) throw new Problem(404, 'the page has no such file')
    return reply
      .headers({
        ...SAFE,
        'content-type': CONTENT_TYPES[ending] ?? '',
        'cache-control': 'public, max-age=31536000, immutable',
      })
      .send(bytes)
  })
}
