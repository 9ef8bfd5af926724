// `npm run faults [name…] [--short]`: what is named, or everything, one after the other. The last line counts.
import type { Fault, FaultCount } from './fault.ts'
import { flood } from './flood.ts'
import { keeperRace } from './keeper-race.ts'
import { log } from './log.ts'
import { signIn } from './sign-in.ts'

/** Every fault; a new one has a file of its name and a line here. */
const faults: readonly Fault[] = [keeperRace, log, signIn, flood]

const words = process.argv.slice(2)
const flags = words.filter((word) => word.startsWith('-'))
const names = words.filter((word) => !word.startsWith('-'))
const unknown = [
  ...flags.filter((flag) => flag !== '--short'),
  ...names.filter((name) => !faults.some((fault) => fault.name === name)),
]

if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Use: npm run faults -- [name…] [--short]. The names are:`)
  for (const { name, about } of faults) console.error(`  ${name.padEnd(16)} ${about}`)
  process.exitCode = 2
} else {
  await runAll(names.length === 0 ? faults : faults.filter(({ name }) => names.includes(name)))
}

async function runAll(chosen: readonly Fault[]): Promise<void> {
  const counts: FaultCount[] = []
  for (const fault of chosen) {
    console.log(`\n== ${fault.name}: ${fault.about}`)
    counts.push(await fault.run({ short: flags.includes('--short') }))
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}
