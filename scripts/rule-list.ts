import { globSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Rule } from '../packages/simulator/src/rules/rule.ts'

const root = join(import.meta.dirname, '..')

/** Folder of the simulator's sources, with a slash at the end. */
export const sourceFolder = 'packages/simulator/src/'

/** A rule, the constant that holds it and the file where that stands. */
export type Held = { rule: Rule; constant: string; file: string }

/** Every source of the simulator that is no test: its text by its path from the root, in the order of the paths. */
export function readSources(): Map<string, string> {
  const files = globSync(`${sourceFolder}**/*.ts`, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted()
  return new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
}

function findConstants(text: string): string[] {
  return Array.from(text.matchAll(/^(?:export )?const (\w+)\b/gm), ([, name = '']) => name)
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false
  return ['name', 'endpoints', 'errcode', 'wrong', 'passes', 'confidence'].every((key) => key in value)
}

/**
 * Every rule that is a constant of the simulator. Rules are nobody's business outside their file, so they are not
 * exported; here the loader adds an export of all constants to each file that has a rule. Needs a Node.js that
 * runs TypeScript by itself: a test has to ask a process of its own.
 */
export async function listRules(sources: Map<string, string>): Promise<Held[]> {
  const holding = [...sources].filter(([, text]) => /: Rule\b/.test(text))
  const byUrl = new Map(holding.map(([file, text]) => [pathToFileURL(join(root, file)).href, text]))
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const text = byUrl.get(url)
      if (text === undefined) return nextLoad(url, context)
      const constants = findConstants(text).join(', ')
      const source = `${text}\nexport const everyConstant = { ${constants} }\n`
      return { format: 'module-typescript', source, shortCircuit: true }
    },
  })
  const found: Held[] = []
  for (const [file] of holding) {
    const module: { everyConstant: Record<string, unknown> } = await import(join(root, file))
    for (const [constant, value] of Object.entries(module.everyConstant)) {
      if (isRule(value)) found.push({ rule: value, constant, file })
    }
  }
  hooks.deregister()
  return found
}
