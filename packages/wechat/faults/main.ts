// `npm run faults`: four processes with a thousand callers on one store, in files and in Redis; the process that
// fetches is killed and stopped at the worst moments. Ends with one line that counts; `--short` does a tenth of it
// and leaves out what takes real time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findServer } from '../../../scripts/server.js'
import { startRedis } from '../test/redis-server.ts'
import { createClock } from './clock.ts'
import { incidents } from './incident.ts'
import { openPlace, type Place } from './place.ts'
import { runExpiry, runOutsider, runRenewal, type Scenario } from './round.ts'
import { isGood, printHead, printRow } from './table.ts'
import { simulateTime, type Time, useRealTime } from './time.ts'
import { openTown, type Town } from './town.ts'
import { startUpstream } from './upstream.ts'
import type { Verdict } from './verdict.ts'

const short = process.argv.includes('--short')
const [rounds, repeats] = short ? [10, 2] : [100, 10]
const folder = mkdtempSync(join(tmpdir(), 'wxgate-faults-'))
let [passed, failed] = [0, 0]

async function openTownAt(places: readonly [Place, ...Place[]], time: Time, clockFile?: string) {
  const upstream = await startUpstream(time)
  const { store, close } = await openPlace(places[0], clockFile === undefined ? undefined : time.now)
  const setups = places.map((place) => ({ place, clockFile, upstreamUrl: upstream.url }))
  const town = await openTown({ upstream, store, setups, time })
  return {
    town,
    async close() {
      await town.close()
      close()
      upstream.close()
    },
  }
}

async function repeat(town: Town, driver: string, what: string, scenario: Scenario, times: number) {
  const verdicts: Verdict[] = []
  for (let at = 1; at <= times; at += 1) {
    const verdict = await scenario(town)
    verdicts.push(verdict)
    for (const problem of verdict.problems) console.log(`  ${driver}, ${what}, ${at}: ${problem}`)
  }
  const good = verdicts.filter(isGood).length
  passed += good
  failed += verdicts.length - good
  printRow(driver, what, verdicts)
}

type Places = readonly [Place, Place, Place, Place]

async function runSimulated(driver: string, places: Places): Promise<void> {
  const clockFile = join(folder, `clock-${driver}`)
  const { town, close } = await openTownAt(places, simulateTime(createClock(clockFile)), clockFile)
  try {
    await repeat(town, driver, 'at the moment of expiry', runExpiry, rounds)
    await repeat(town, driver, 'at the moment when renewal falls due', runRenewal, rounds)
    await repeat(town, driver, "somebody else's fetch has killed the token", runOutsider, repeats)
    for (const [what, scenario] of incidents) await repeat(town, driver, what, scenario, repeats)
  } finally {
    await close()
  }
}

async function runReal(driver: string, places: Places): Promise<void> {
  const { town, close } = await openTownAt(places, useRealTime())
  try {
    for (const [what, scenario] of incidents) await repeat(town, driver, `${what} *`, scenario, 1)
  } finally {
    await close()
  }
}

async function run(driver: string, places: Places): Promise<void> {
  await runSimulated(driver, places)
  if (!short) await runReal(driver, places)
}

const redisPath = findServer('Redis')
const redis = redisPath === undefined ? undefined : await startRedis({ path: redisPath })
try {
  printHead()
  const inFiles: Place = { driver: 'file', folder: join(folder, 'store') }
  await run('file', [inFiles, inFiles, inFiles, inFiles])
  if (redis !== undefined) {
    const one: Place = { driver: 'redis', url: redis.url, client: 'redis' }
    const other: Place = { driver: 'redis', url: redis.url, client: 'ioredis' }
    await run('redis', [one, other, one, other])
  }
} finally {
  await redis?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}

if (!short) console.log('* in real time, on the clocks of production; all others on a clock that is advanced')
const missing = redis === undefined && process.env.CI === 'true'
if (redis === undefined) console.log('Redis is not on this machine: its half is left out.')
console.log(`${passed} passed, ${failed + (missing ? 1 : 0)} failed`)
process.exitCode = failed > 0 || missing ? 1 : 0
