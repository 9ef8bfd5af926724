// `npm run examples`: every example as somebody has it who copies its folder. Packs the library, installs it with what
// the lockfile says, checks types, builds, starts, and signs in. Names of examples: those alone. `--start NAME` leaves
// one running, with a simulator; `--lock` writes the lockfile anew.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSimulator } from '@wxgate/simulator'
import { connectSimulator, startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import { npm, packPackage } from '../package/pack.ts'
import { signIn } from '../package/sign-in.ts'
import { type Site, startSite } from '../package/site.ts'
import { createTally } from '../package/tally.ts'
import { readCoreLines } from './core-line.ts'
import { behave } from './manner.ts'
import { type PackedPackage, startRegistry } from './registry.ts'
import { trySinglePage } from './single-page.ts'

const root = join(import.meta.dirname, '../..')
const library = join(root, 'packages/wechat')
const frontEnd = join(root, 'packages/browser')
const source = join(root, 'examples')
const mostLines = 16
const { check, skip, close } = createTally()

const { values: flags, positionals } = parseArgs({
  options: { lock: { type: 'boolean', default: false }, start: { type: 'string' } },
  allowPositionals: true,
})
const all: string[] = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).workspaces
const names = flags.start === undefined ? positionals : [flags.start]
const unknown = names.filter((name) => !all.includes(name))
if (unknown.length > 0) throw new Error(`There is no example ${unknown.join(', ')}: ${all.join(', ')}`)
const chosen = names.length > 0 ? names : all

const folder = mkdtempSync(join(tmpdir(), 'wxgate-examples-'))
const copy = join(folder, 'examples')
// Nothing is fetched but what the lockfile says.
const env = { ...process.env, NODE_OPTIONS: '', NEXT_TELEMETRY_DISABLED: '1' }

function say(what: string): void {
  console.log(`… ${what}`)
}

/** A copy without what somebody may have installed or built in the folder. */
function copyExamples(): void {
  const made = new Set(['node_modules', '.next', '.wxgate', 'next-env.d.ts'])
  cpSync(source, copy, { recursive: true, filter: (file) => !made.has(basename(file)) })
}

/** Installs what the lockfile says, with the packed packages as if they were published. */
async function install(words: readonly string[]): Promise<void> {
  say('packing the library and the front end')
  const packed: PackedPackage[] = []
  for (const source of [library, frontEnd])
    packed.push({
      tarball: await packPackage(source, folder),
      manifest: JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')),
    })
  const registry = await startRegistry(packed)
  say(`npm ${words[0]}`)
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', `--@wxgate:registry=${registry.url}`]
  await npm([...words, ...quiet], copy, env).finally(registry.close)
}

/** The lockfile names our packages without a fingerprint: they are packed anew every time. */
async function writeLockfile(): Promise<void> {
  rmSync(join(copy, 'package-lock.json'), { force: true })
  await install(['install', '--package-lock-only'])
  const lock = JSON.parse(readFileSync(join(copy, 'package-lock.json'), 'utf8'))
  for (const name of ['wechat', 'browser']) delete lock.packages[`node_modules/@wxgate/${name}`].integrity
  writeFileSync(join(source, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`)
}

/** How an example is started, by its own script, without npm and a shell in between that would have to be ended too. */
function readSite(name: string): Site {
  const { start }: { start: string } = readManifest(name).scripts
  const [command = '', ...words] = start.split(' ')
  const cwd = join(copy, name)
  const bin = join(copy, 'node_modules/.bin', command)
  return { file: process.execPath, words: command === 'node' ? words : [bin, ...words], cwd, env }
}

function readManifest(name: string) {
  return JSON.parse(readFileSync(join(copy, name, 'package.json'), 'utf8'))
}

async function build(name: string): Promise<void> {
  await npm(['run', 'check'], join(copy, name), env)
  if (readManifest(name).scripts.build === undefined) return
  say(`${name}: building`)
  await npm(['run', 'build'], join(copy, name), env)
  const settings = (place: string) => readFileSync(join(place, name, 'tsconfig.json'), 'utf8')
  if (settings(copy) !== settings(source)) throw new Error('the build has changed tsconfig.json')
}

async function tryExample(sim: TestSimulator, name: string): Promise<void> {
  const lines = readCoreLines(join(source, name)).length
  const startedAt = performance.now()
  const built = await check(`${name}, types and build`, async () => {
    await build(name)
    if (lines > mostLines) throw new Error(`${lines} lines, at most ${mostLines}`)
    return `${lines} lines`
  })
  if (!built) return
  await check(`${name}, sign-in`, async () => {
    const site = await startSite(sim, readSite(name))
    try {
      const page = await signIn(sim, site.origin)
      const greeting = readGreeting(page)
      if (greeting !== 'Hello 小明') throw new Error(`the page says ${page}`)
      await behave(site.origin)
      return `${greeting}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`
    } catch (error) {
      throw new Error(`${String(error)}\n${site.said()}`)
    } finally {
      site.close()
    }
  })
}

/** The greeting, which stands on a page of HTML or is all there is. */
function readGreeting(page: string): string {
  return (/<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? page).replace(/<!--.*?-->/g, '')
}

async function runOne(name: string): Promise<void> {
  await install(['ci'])
  await build(name)
  const simulator = await createSimulator({ page: true })
  const url = await simulator.listen({ port: 4401 })
  const sim = { ...connectSimulator(url), close: simulator.close }
  const site = await startSite(sim, { ...readSite(name), port: 3000 })
  console.log(`${name}: open ${site.origin} and press “Continue in the pretend phone” beside the code.
WeChat on localhost, with its phone and every request: ${sim.url}. Ctrl-C ends both.`)
  await new Promise<void>((resolve) => process.once('SIGINT', resolve))
  site.close()
  await sim.close()
}

async function tryAll(): Promise<void> {
  await install(['ci'])
  const sim = await startSimulator()
  for (const name of chosen)
    if (name === 'vue') await trySinglePage({ folder: join(copy, name), env, check, skip, say })
    else await tryExample(sim, name)
  await sim.close()
  close()
}

try {
  copyExamples()
  if (flags.lock) await writeLockfile()
  else if (flags.start !== undefined) await runOne(flags.start)
  else await tryAll()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
