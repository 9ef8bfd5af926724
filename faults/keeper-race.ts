import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '../packages/wechat/test/redis-server.ts'
import { findServer } from '../scripts/server.js'
import type { Fault, FaultCount } from './fault.ts'
import { createClock } from './keeper/clock.ts'
import { incidents } from './keeper/incident.ts'
import { openPlace, type Place } from './keeper/place.ts'
import { runExpiry, runOutsider, runRenewal, type Scenario } from './keeper/round.ts'
import { isGood, printHead, printRow } from './keeper/table.ts'
import { simulateTime, type Time, useRealTime } from './keeper/time.ts'
import { openTown, type Town } from './keeper/town.ts'
import { startUpstream } from './keeper/upstream.ts'
import type { Verdict } from './keeper/verdict.ts'

type Places = readonly [Place, Place, Place, Place]

/** One run: where its files lie, how long it is, and what it has come to. */
interface Run {
  folder: string
  short: boolean
  count: FaultCount
}

/** Four processes with a thousand callers on one store, in files and in Redis. */
export const keeperRace: Fault = {
  name: 'keeper-race',
  about: 'four processes keep one token; the one that fetches is killed and stopped at the worst moments',
  async run({ short }) {
    const folder = mkdtempSync(join(tmpdir(), 'wxgate-faults-'))
    const run: Run = { folder, short, count: { passed: 0, failed: 0 } }
    try {
      printHead()
      await runInFiles(run)
      await runInRedis(run)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    if (!short)
      console.log('* in real time, on the clocks of production; all others on a clock that is advanced')
    return run.count
  },
}

async function runInFiles(run: Run): Promise<void> {
  const place: Place = { driver: 'file', folder: join(run.folder, 'store') }
  await runDriver(run, 'file', [place, place, place, place])
}

async function runInRedis(run: Run): Promise<void> {
  const path = findServer('Redis')
  if (path === undefined) {
    console.log('Redis is not on this machine: its half is left out.')
    if (process.env.CI === 'true') run.count.failed += 1
    return
  }
  const redis = await startRedis({ path })
  try {
    const one: Place = { driver: 'redis', url: redis.url, client: 'redis' }
    const other: Place = { driver: 'redis', url: redis.url, client: 'ioredis' }
    await runDriver(run, 'redis', [one, other, one, other])
  } finally {
    await redis.kill('SIGKILL')
  }
}

async function runDriver(run: Run, driver: string, places: Places): Promise<void> {
  await runSimulated(run, driver, places)
  if (!run.short) await runReal(run, driver, places)
}

async function runSimulated(run: Run, driver: string, places: Places): Promise<void> {
  const [rounds, repeats] = run.short ? [10, 2] : [100, 10]
  const clockFile = join(run.folder, `clock-${driver}`)
  const { town, close } = await openTownAt(places, simulateTime(createClock(clockFile)), clockFile)
  const repeat = (what: string, scenario: Scenario, times: number) =>
    repeatScenario(run, { town, driver, what, scenario, times })
  try {
    await repeat('at the moment of expiry', runExpiry, rounds)
    await repeat('at the moment when renewal falls due', runRenewal, rounds)
    await repeat("somebody else's fetch has killed the token", runOutsider, repeats)
    for (const [what, scenario] of incidents) await repeat(what, scenario, repeats)
  } finally {
    await close()
  }
}

async function runReal(run: Run, driver: string, places: Places): Promise<void> {
  const { town, close } = await openTownAt(places, useRealTime())
  try {
    for (const [what, scenario] of incidents)
      await repeatScenario(run, { town, driver, what: `${what} *`, scenario, times: 1 })
  } finally {
    await close()
  }
}

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

interface Repetition {
  town: Town
  driver: string
  what: string
  scenario: Scenario
  times: number
}

async function repeatScenario({ count }: Run, { town, driver, what, scenario, times }: Repetition) {
  const verdicts: Verdict[] = []
  for (let at = 1; at <= times; at += 1) {
    const verdict = await scenario(town)
    verdicts.push(verdict)
    for (const problem of verdict.problems) console.log(`  ${driver}, ${what}, ${at}: ${problem}`)
  }
  const good = verdicts.filter(isGood).length
  count.passed += good
  count.failed += verdicts.length - good
  printRow(driver, what, verdicts)
}
