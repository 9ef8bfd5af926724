import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** What somebody imports, and how many bytes of it may arrive in their bundle. */
export interface Portion {
  name: string
  /** The text of a module that uses the package. */
  source: string
  /** Minified, not compressed; undefined where the figure is only told. */
  mostBytes: number | undefined
  /** The promised size where it is not kept: said in every run until it is. Until then nothing may grow. */
  promisedBytes?: number | undefined
}

const protocol = ['api', 'credential', 'errcode', 'platform', 'store-file', 'store-redis']
const pages = ['way', 'web']
const signIn = ['createSignInAccount', 'identify', 'startAttempt', 'takeCallback']

const importAll = (rooms: readonly string[]) =>
  ["export * from '@wxgate/wechat'", ...rooms.map((room) => `export * from '@wxgate/wechat/${room}'`)].join(
    '\n',
  )

/** What is promised, and what is told beside it. */
export const portions: readonly Portion[] = [
  {
    name: 'sign-in alone (attempt, callback, identity; the store is yours)',
    source: `export { ${signIn.join(', ')} } from '@wxgate/wechat'`,
    mostBytes: 16_000,
  },
  {
    name: 'sign-in alone with the memory store',
    source: `export { ${signIn.join(', ')}, createMemoryStore } from '@wxgate/wechat'`,
    mostBytes: 17_500,
  },
  {
    name: 'createLogin with inWeChat',
    source:
      "export { createAccount, createMemoryStore } from '@wxgate/wechat'; export { createLogin, inWeChat } from '@wxgate/wechat/web'",
    mostBytes: undefined,
  },
  { name: 'the main entry: the whole protocol', source: importAll([]), mostBytes: 60_000 },
  {
    name: 'every entry without pages: the protocol, the platform and the stores',
    source: importAll(protocol),
    mostBytes: 90_000,
  },
  {
    // The words of the pages in two languages and the drawing of QR codes are 22 kB of it.
    name: '/way and /web, with all that they stand on',
    source: pages.map((room) => `export * from '@wxgate/wechat/${room}'`).join('\n'),
    mostBytes: 96_000,
    promisedBytes: 60_000,
  },
  {
    name: 'every entry but /explain: pages, QR codes and drivers too',
    source: importAll([...protocol, ...pages]),
    mostBytes: 164_000,
    promisedBytes: 130_000,
  },
  { name: '/explain', source: "export * from '@wxgate/wechat/explain'", mostBytes: undefined },
]

/** Bundles a portion as an application would, in a folder where the package is installed; answers its bytes. */
export async function measure(folder: string, { source }: Portion): Promise<number> {
  const scratch = mkdtempSync(join(folder, 'size-'))
  const entry = join(scratch, 'entry.js')
  const bundle = await rolldown({
    input: entry,
    platform: 'neutral',
    external: /^node:/,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
  })
  const { output } = await bundle.generate({ minify: true, format: 'esm' })
  await bundle.close()
  rmSync(scratch, { recursive: true })
  return output.reduce((sum, part) => sum + (part.type === 'chunk' ? Buffer.byteLength(part.code) : 0), 0)
}

/** Says whether a portion holds. A promise that is kept again is a limit again: then its mark must go. */
export function judgeSize(
  bytes: number,
  { mostBytes, promisedBytes }: Omit<Portion, 'source' | 'name'>,
): string {
  if (mostBytes !== undefined && bytes >= mostBytes) throw new Error(`${bytes} bytes, not under ${mostBytes}`)
  if (promisedBytes !== undefined && bytes < promisedBytes)
    throw new Error(`${bytes} bytes keep the promise of ${promisedBytes}: make it the limit`)
  const limit = mostBytes === undefined ? '' : `, under ${mostBytes}`
  const promise = promisedBytes === undefined ? '' : `; PROMISED ${promisedBytes}, NOT KEPT`
  return `${bytes} bytes minified${limit}${promise}`
}
