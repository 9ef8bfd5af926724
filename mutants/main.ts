// `npm run mutants [-- name…] [--short]`: takes each defence out in turn, and its story must fail. The last line counts.
import { door } from './door.ts'
import type { Mutant } from './mutant.ts'
import { describe, findBroken, prove, type Verdict } from './prove.ts'
import { createScratch, type Scratch } from './scratch.ts'
import { endStories } from './story.ts'
import { way } from './way.ts'

/** Every list; a new one has a file of its name and a line here. */
const lists = [...way, door]

/** `--short` takes one mutant of so many. */
const shortShare = 8
/** A story mostly waits, and a machine that runs the suite has two cores. */
const atOnce = 2

const words = process.argv.slice(2)
const flags = words.filter((word) => word.startsWith('-'))
const names = words.filter((word) => !word.startsWith('-'))
const isNamed = (list: string, name: string) => list === name || list.startsWith(`${name}/`)
const unknown = [
  ...flags.filter((flag) => flag !== '--short'),
  ...names.filter((name) => !lists.some((list) => isNamed(list.name, name))),
]

if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Use: npm run mutants -- [name…] [--short]. The names are:`)
  for (const { name, about } of lists) console.error(`  ${name.padEnd(16)} ${about}`)
  process.exitCode = 2
} else {
  const chosen =
    names.length === 0 ? lists : lists.filter((list) => names.some((name) => isNamed(list.name, name)))
  const mutants = chosen.flatMap((list) => list.mutants)
  await runAll(flags.includes('--short') ? mutants.filter((_, at) => at % shortShare === 0) : mutants)
}

async function runAll(mutants: readonly Mutant[]): Promise<void> {
  const scratches: Scratch[] = []
  closeAtEnd(scratches)
  for (let count = 0; count < atOnce; count += 1) scratches.push(createScratch())
  const [first] = scratches
  const stories = mutants.map(({ story }) => story)
  const broken = first ? await findBroken(first, stories) : []
  for (const problem of new Set(broken)) console.log(`✖ ${problem}`)
  if (broken.length > 0) {
    console.log('\nThe stories must pass before a defence is taken out')
    process.exitCode = 1
    return
  }
  let held = 0
  await prove(mutants, scratches, (mutant, verdict) => {
    if ('failedAt' in verdict) held += 1
    print(mutant, verdict)
  })
  console.log(`\n${held} of ${mutants.length} defences are held by a story`)
  if (held < mutants.length) process.exitCode = 1
}

function print({ name, file, story }: Mutant, verdict: Verdict): void {
  if ('problem' in verdict) console.log(`✖ ${name} (${file})\n    ${verdict.problem}`)
  else console.log(`✔ ${name}\n    ${[describe(story), ...verdict.failedAt].join(', ')}`)
}

/** The end of this process ends its stories and takes its copies away, whatever brings it. */
function closeAtEnd(scratches: readonly Scratch[]): void {
  process.on('exit', () => {
    endStories()
    for (const scratch of scratches) scratch.close()
  })
  process.on('SIGINT', () => process.exit(130))
  process.on('SIGTERM', () => process.exit(143))
}
