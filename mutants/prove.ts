import type { Mutant, Story } from './mutant.ts'
import { findProblem, type Scratch } from './scratch.ts'
import { runStories, type Told } from './story.ts'

/** A test that breaks off says that something is wrong, and not that a defence is missing. */
const assertion = /^(?:AssertionError|Error: promise (?:resolved|rejected) )/

/** The verdict on one mutant: where its story failed for it, or why that proves nothing. */
export type Verdict = { failedAt: readonly string[] } | { problem: string }

/** The stories that can judge nothing: they fail, or do not run, with every defence in its place. */
export async function findBroken(scratch: Scratch, stories: readonly Story[]): Promise<string[]> {
  const { tests, trouble } = await runStories(scratch.folder, stories)
  return stories.flatMap((story) => {
    const own = tests.filter((told) => isOf(told, story))
    if (own.length === 0) return [`${describe(story)} did not run: ${readStart(trouble)}`]
    const { failure } = own.find((told) => told.failure !== undefined) ?? {}
    return failure === undefined ? [] : [`${describe(story)} fails without any change: ${readStart(failure)}`]
  })
}

/** Takes each defence out in turn, two at once, each in a copy of its own. `tell` hears of them in their order. */
export async function prove(
  mutants: readonly Mutant[],
  scratches: readonly Scratch[],
  tell: (mutant: Mutant, verdict: Verdict) => void,
): Promise<void> {
  const verdicts = new Map<Mutant, Verdict>()
  let begun = 0
  let told = 0
  const work = async (scratch: Scratch) => {
    while (begun < mutants.length) {
      const mutant = mutants[begun++]
      if (mutant === undefined) return
      verdicts.set(mutant, await judge(scratch, mutant))
      for (let next = mutants[told]; next !== undefined; next = mutants[told]) {
        const verdict = verdicts.get(next)
        if (verdict === undefined) break
        tell(next, verdict)
        told += 1
      }
    }
  }
  await Promise.all(scratches.map(work))
}

async function judge(scratch: Scratch, mutant: Mutant): Promise<Verdict> {
  const problem = findProblem(mutant)
  if (problem !== undefined) return { problem }
  const repair = scratch.apply(mutant)
  try {
    const { tests, trouble } = await runStories(scratch.folder, [mutant.story])
    return readVerdict(
      tests.filter((told) => isOf(told, mutant.story)),
      mutant,
      trouble,
    )
  } finally {
    repair()
  }
}

function readVerdict(tests: readonly Told[], { story }: Mutant, trouble: string): Verdict {
  if (tests.length === 0) return { problem: `${describe(story)} did not run: ${readStart(trouble)}` }
  const failures = tests.filter(({ failure }) => failure !== undefined)
  if (failures.length === 0) return { problem: `${describe(story)} passes without it` }
  const asserted = failures.filter(({ failure }) => assertion.test(failure ?? ''))
  if (asserted.length === 0)
    return { problem: `${describe(story)} breaks off: ${readStart(failures[0]?.failure ?? '')}` }
  return { failedAt: readPlaces(asserted.map(({ title }) => title)) }
}

/** The hosts that a story failed at, where it runs at each. */
function readPlaces(titles: readonly string[]): string[] {
  const places = titles.flatMap((title) => /^at (?:a site with the library|the gateway)/.exec(title) ?? [])
  return [...new Set(places)]
}

function isOf({ file, title }: Told, story: Story): boolean {
  return file === story.file && title.includes(story.test)
}

export function describe({ file, test }: Story): string {
  return `${file}: ${test}`
}

function readStart(text: string): string {
  return text.trim().split('\n').slice(0, 3).join(' ').slice(0, 300)
}
