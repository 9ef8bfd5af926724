import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

/** A program that is compiled against the package: by which TypeScript, and how it finds modules. */
export interface Compilation {
  name: string
  /** The compiler; undefined where this machine has none. */
  compiler: string | undefined
  options: Readonly<Record<string, unknown>>
  /** Whether what comes out is run, as CommonJS. */
  runs: boolean
}

const oldest = { module: 'commonjs', moduleResolution: 'node' }

/** What NestJS, Egg and others compile with, by the oldest TypeScript that is supported and by today's. */
export function listCompilations(root: string): readonly Compilation[] {
  const today = join(root, 'node_modules/typescript/lib/tsc.js')
  const packed = join(root, 'packages/wechat/runtime/node_modules/typescript-5.2/lib/tsc.js')
  const old = existsSync(packed) ? packed : undefined
  return [
    { name: 'TypeScript 5.2, commonjs', compiler: old, options: oldest, runs: true },
    { name: 'TypeScript 5.2, node16', compiler: old, options: { module: 'node16' }, runs: true },
    { name: 'TypeScript 6, commonjs', compiler: today, options: { module: 'commonjs' }, runs: true },
    { name: 'TypeScript 6, node16', compiler: today, options: { module: 'node16' }, runs: true },
    { name: 'TypeScript 6, nodenext', compiler: today, options: { module: 'nodenext' }, runs: true },
    {
      name: 'TypeScript 6, bundler',
      compiler: today,
      options: { module: 'esnext', moduleResolution: 'bundler' },
      runs: false,
    },
  ]
}

/** Compiles a program that imports every door, without a look aside, and runs it; answers how many doors it opened. */
export async function compile(project: string, compilation: Compilation): Promise<string> {
  const { compiler, options, runs, name } = compilation
  const folder = join(project, name.replace(/\W+/g, '-'))
  mkdirSync(folder)
  const doors = listDoors(project)
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}')
  writeFileSync(join(folder, 'program.ts'), writeProgram(doors))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...strict, ...options } }))
  await run(process.execPath, [compiler ?? '', '--project', folder], { cwd: folder })
  const said = runs ? await run(process.execPath, ['program.js'], { cwd: folder }) : `${doors.length}\n`
  if (said !== `${doors.length}\n`) throw new Error(`it said ${said}`)
  return `${doors.length} doors${runs ? ', runs' : ''}`
}

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
}

function listDoors(project: string): readonly string[] {
  const file = join(project, 'node_modules/@wxgate/wechat/package.json')
  const { exports } = JSON.parse(readFileSync(file, 'utf8'))
  return Object.keys(exports).filter((door) => door !== './package.json')
}

function writeProgram(doors: readonly string[]): string {
  const imports = doors.map((door, at) => `import * as door${at} from '@wxgate/wechat${door.slice(1)}'`)
  const list = doors.map((_, at) => `door${at}`).join(', ')
  return `${imports.join('\n')}
import { type Account, createAccount, createMemoryStore, hide, type Store, WeChatError } from '@wxgate/wechat'
import { fetchTags } from '@wxgate/wechat/api'

const store: Store = createMemoryStore({ now: undefined })
const account: Account = createAccount({ store, appid: 'wx5a4db0c500000001', secret: hide('x', 'app secret') })
const error: Error = new WeChatError('wire_answer', 'text')
// @ts-expect-error: a code that was not checked is no code
export const unchecked = () => door0.identify(account, { code: 'text', scope: 'snsapi_base' })
export const isTyped: typeof fetchTags extends never ? never : string = account.appid + error.message
declare const console: { log(text: unknown): void }
console.log([${list}].filter((door) => Object.keys(door).length > 0).length)
`
}
