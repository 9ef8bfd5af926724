// `npm run package`: the library as it is published. Builds and packs it, judges the package, measures it, installs it
// into an empty project, compiles against it, signs in with the ten lines of the README, runs one test file on every
// runtime, and a Worker in workerd.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import { compile, listCompilations } from './compile.ts'
import { npm, packPackage } from './pack.ts'
import { run } from './run.ts'
import { listRuntimes, readPassed } from './runtime.ts'
import { signInAt } from './sign-in.ts'
import { judgeSize, measure, portions } from './size.ts'
import { createTally } from './tally.ts'
import { findWorkerd, startWorker, type Worker } from './worker.ts'

const root = join(import.meta.dirname, '../..')
const library = join(root, 'packages/wechat')
const { check, skip, close } = createTally()

/** An empty project with nothing but the packed library. */
async function install(folder: string, tarball: string): Promise<string> {
  const project = join(folder, 'project')
  mkdirSync(project)
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'empty', private: true, type: 'module' }),
  )
  await npm(['install', '--no-audit', '--no-fund', tarball], project)
  return project
}

async function listFiles(tarball: string): Promise<readonly string[]> {
  return (await run('tar', ['-tzf', tarball], { cwd: root })).trim().split('\n')
}

async function judgePackage(tarball: string, project: string): Promise<void> {
  await check('contents', async () => {
    const files = await listFiles(tarball)
    const wrong = files.filter((file) => /\.test\.|\.map$|vectors|tsconfig|node_modules/.test(file))
    if (wrong.length > 0) throw new Error(`does not belong there: ${wrong.join(', ')}`)
    for (const wanted of ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.cjs', 'dist/index.d.ts'])
      if (!files.includes(`package/${wanted}`)) throw new Error(`${wanted} is missing`)
    return `${files.length} files`
  })
  await check('links of the README', () => {
    const readme = readFileSync(join(library, 'README.md'), 'utf8')
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link)
    const dead = links.filter((link) => !existsSync(join(project, 'node_modules/@wxgate/wechat', link)))
    if (dead.length > 0) throw new Error(`dead after the installation: ${dead.join(', ')}`)
    return `${links.length} within the package`
  })
  await check('dependencies', () => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'))
    const names = Object.keys(dependencies)
    if (names.length > 2) throw new Error(`more than two: ${names.join(', ')}`)
    return names.join(', ')
  })
  const bin = (name: string) => join(root, 'node_modules', name)
  await check('publint', async () => {
    await run(process.execPath, [bin('publint/src/cli.js'), 'run', tarball, '--strict'], { cwd: library })
    return 'clean'
  })
  await check('are the types wrong', async () => {
    // By every way to find modules: node10, node16 from both sides, bundler.
    const words = [tarball, '--format', 'ascii', '--no-color']
    await run(process.execPath, [bin('@arethetypeswrong/cli/dist/index.js'), ...words], { cwd: library })
    return 'clean'
  })
  for (const portion of portions)
    await check(`size, ${portion.name}`, async () => {
      return judgeSize(await measure(project, portion), portion)
    })
}

async function tryCompilers(project: string): Promise<void> {
  for (const compilation of listCompilations(root)) {
    if (compilation.compiler === undefined) skip(compilation.name)
    else await check(compilation.name, () => compile(project, compilation))
  }
}

const renewalMs = 30_000

/** In minutes: a token lives 120, is due 10 before its end, and dead at it. */
async function tryWorker(sim: TestSimulator, project: string): Promise<void> {
  const workerd = findWorkerd(root)
  if (workerd === undefined) return skip('workerd')
  await sim.reset()
  let worker: Worker | undefined
  await check('workerd, account and login at module scope', async () => {
    worker = await startWorker(sim, { workerd, library, project })
    const page = await worker.signIn()
    if (page !== 'Hello 小明') throw new Error(`the page says ${page}`)
    return page
  })
  const ask = async (keeper: 'alone' | 'waiting', minutes: number) =>
    (await worker?.ask(keeper, minutes)) ?? 0
  await check('workerd, a renewal that ends with its request', async () => {
    const left = [await ask('alone', 0), await ask('alone', 115), await ask('alone', 5)]
    if (left.join() !== '120,5,120') throw new Error(`left are ${left.join()} minutes`)
    return `${left.join(', ')} minutes left`
  })
  await check('workerd, a renewal that waitUntil keeps', async () => {
    const left = [await ask('waiting', 0), await ask('waiting', 115)]
    const endsAt = performance.now() + renewalMs
    while ((left.at(-1) ?? 0) < 100 && performance.now() < endsAt) left.push(await ask('waiting', 0))
    if (left.at(-1) !== 120) throw new Error(`left are ${left.join()} minutes`)
    return `${left[0]}, ${left[1]}, ${left.at(-1)} minutes left`
  })
  worker?.close()
}

async function tryRuntimes(sim: TestSimulator, project: string): Promise<void> {
  const test = join(project, 'library.test.js')
  cpSync(join(library, 'runtime/library.test.js'), test)
  const example = join(project, 'ten-lines.js')
  cpSync(join(root, 'examples/ten-lines.js'), example)
  for (const { name, file, words } of listRuntimes(root)) {
    if (file === undefined) {
      skip(name)
      continue
    }
    await sim.reset()
    await check(`tests on ${name}`, async () => {
      const passed = readPassed(
        await run(file, [...words, test], {
          cwd: project,
          env: { ...process.env, NODE_OPTIONS: '', SIMULATOR_URL: sim.url },
        }),
      )
      if (passed === 0) throw new Error('ran no test')
      return `${passed} passed`
    })
    await check(`ten lines on ${name}`, async () => {
      const first = name === 'Deno' ? ['run', '--allow-all', example] : [example]
      const page = await signInAt(sim, { file, words: first, cwd: project, env: { NODE_OPTIONS: '' } })
      if (page !== 'Hello 小明') throw new Error(`the page says ${page}`)
      return page
    })
  }
}

const folder = mkdtempSync(join(tmpdir(), 'wxgate-package-'))
const sim = await startSimulator()
try {
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], join(library, 'runtime'))
  const tarball = await packPackage(library, folder)
  const project = await install(folder, tarball)
  await judgePackage(tarball, project)
  await tryCompilers(project)
  await tryRuntimes(sim, project)
  await tryWorker(sim, project)
} finally {
  await sim.close()
  rmSync(folder, { recursive: true, force: true })
}
close()
