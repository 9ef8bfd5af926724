// `npm run bench [name…] [--short]`: what is named, or everything, one after the other. Figures, no verdict.
import { benchDesktop } from './desktop.ts'
import { benchSimulator } from './simulator.ts'

const benches: Readonly<Record<string, (isShort: boolean) => Promise<void>>> = {
  simulator: benchSimulator,
  desktop: benchDesktop,
}

const words = process.argv.slice(2)
const names = words.filter((word) => word !== '--short')
const unknown = names.filter((name) => !Object.hasOwn(benches, name))

if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Use: npm run bench -- [name…] [--short]. The names are:`)
  for (const name of Object.keys(benches)) console.error(`  ${name}`)
  process.exitCode = 2
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue
    console.log(`\n== ${name}`)
    await bench(words.includes('--short'))
  }
}
