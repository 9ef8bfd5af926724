import { dirname, join } from 'node:path'
import { type Held, sourceFolder } from './rule-list.ts'

/** One function or constant at the top of a file, with the other ones it speaks of. */
type Declaration = { text: string; uses: string[] }

/** A path of WeChat's that the simulator serves, and the rules that can decide there. */
export type Reached = { method: string; path: string; rules: Held[] }

const declarationPattern = /^(?:export )?(?:async )?(?:function|const) (\w+)\b/gm
const importPattern = /^import (?:type )?\{([^}]*)\} from '(\.[^']*)'/gm

/** What a name of this file stands for, `file name`: its own declarations and what it imports. */
function readNames(file: string, text: string): Map<string, string> {
  const own = Array.from(
    text.matchAll(declarationPattern),
    ([, name = '']) => [name, `${file} ${name}`] as const,
  )
  const imported = Array.from(text.matchAll(importPattern)).flatMap(([, list = '', from = '']) =>
    list.split(',').map((each) => {
      const [, name = '', alias = name] = /(\w+)(?: as (\w+))?\s*$/.exec(each) ?? []
      return [alias, `${join(dirname(file), from)} ${name}`] as const
    }),
  )
  return new Map([...imported, ...own])
}

function readDeclarations(file: string, text: string): [string, Declaration][] {
  const names = readNames(file, text)
  const starts = [...text.matchAll(declarationPattern)]
  return starts.map((start, at) => {
    const body = text.slice(start.index, starts[at + 1]?.index)
    const words = new Set(body.match(/\b[a-zA-Z_]\w*\b/g))
    const uses = [...words].flatMap((word) => (readers.includes(word) ? [] : (names.get(word) ?? [])))
    return [`${file} ${start[1]}`, { text: body, uses }]
  })
}

/** Functions that only read what a rule has counted. */
const readers = ['readTokenQuota']

function follow(declarations: Map<string, Declaration>, from: string): Set<string> {
  const reached = new Set([from])
  for (const key of reached) for (const use of declarations.get(key)?.uses ?? []) reached.add(use)
  return reached
}

/** The value of a path that is a constant: `'/a'`, or a list of several. */
function readPaths(text: string): string[] {
  return Array.from(text.matchAll(/'(\/[^']*)'/g), ([, path = '']) => path)
}

/** Every URL of `app.ts` with the name of the function that serves it. */
function readRoutes(app: string, all: string): { method: string; path: string; act: string }[] {
  const calls = Array.from(
    app.matchAll(/\{ path: '([^']+)', method: '(GET|POST|GET, POST)', act: (\w+) \}/g),
    ([, path = '', method = '', act = '']) => ({ method, path, act }),
  )
  const pages = Array.from(
    app.matchAll(/app\.(get|post)\((\w+|'[^']+'), (?:\(request, reply\) => )?(\w+)/g),
  ).flatMap(([, verb, named = '', act = '']) => {
    const constant = named === 'path' ? 'AUTHORIZATION_PATHS' : named
    const value = new RegExp(`^export const ${constant}\\b[^=]*= ([^\\]\\n]*(?:\\n  '[^']*',)*)`, 'm').exec(
      all,
    )
    const paths = named.startsWith("'") ? [named.slice(1, -1)] : readPaths(value?.[1] ?? '')
    return paths.map((path) => ({ method: verb === 'get' ? 'GET' : 'POST', path, act }))
  })
  return [...pages, ...calls]
}

/**
 * Which rules the code behind each URL comes to, read from the sources: a function that speaks of a rule, or of a
 * function that does. The wrong method and the missing body are decided before that and not among them.
 */
export function findReached(sources: Map<string, string>, held: readonly Held[]): Reached[] {
  const declarations = new Map([...sources].flatMap(([file, text]) => readDeclarations(file, text)))
  const app = `${sourceFolder}app.ts`
  const text = sources.get(app) ?? ''
  const names = readNames(app, text)
  const routes = readRoutes(text, [...sources.values()].join('\n'))
  return routes.map(({ method, path, act }) => {
    const reached = follow(declarations, names.get(act) ?? '')
    const rules = held.filter(({ file, constant }) => reached.has(`${file} ${constant}`))
    return { method, path, rules }
  })
}

/** Whether a rule can refuse, and does not only leave a note in the journal. */
export function canRefuse(sources: Map<string, string>, { constant }: Held): boolean {
  const pattern = new RegExp(`.*\\b${constant}\\b.{0,9}`, 'g')
  const uses = [...sources.values()].flatMap((text) => text.match(pattern) ?? [])
  const refusing = new RegExp(`(?:Refused\\(.*|count\\(call, |[?:] |throw .*)${constant}\\b(?!\\.)`)
  return uses.some((use) => refusing.test(use))
}
