// `npm run check:busy [times]`: the whole suite beside one process a core that does nothing but compute.
import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'

const times = Number(process.argv[2] ?? 3)
const burners = cpus().map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
/** @type {import('node:child_process').ChildProcess | undefined} */
let suite
process.on('exit', () => {
  for (const burner of burners) burner.kill('SIGKILL')
  suite?.kill()
})
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

const failed = []
for (let run = 1; run <= times; run += 1) {
  console.log(`\n== run ${run} of ${times}, ${burners.length} burners beside it`)
  if ((await runSuite()) !== 0) failed.push(run)
}
console.log(`busy: ${times - failed.length} of ${times} runs green`)
process.exit(failed.length > 0 ? 1 : 0)

/** @returns {Promise<number | null>} */
function runSuite() {
  suite = spawn(process.execPath, [join(import.meta.dirname, 'test.js')], { stdio: 'inherit' })
  return new Promise((resolve) => suite?.on('exit', resolve))
}
