import { callersPerProcess, type Member } from './crew.ts'
import type { Scenario } from './round.ts'
import { pause } from './time.ts'
import { allCallers, type Town } from './town.ts'
import type { HeldCall } from './upstream.ts'
import { openTrial } from './verdict.ts'

const others = allCallers - callersPerProcess

/** What happens to the process that fetches, from the moment at which upstream has its call. */
type Blow = (leader: Member, call: HeldCall) => Promise<void>

const killInFetch: Blow = async (leader, call) => {
  await leader.kill()
  call.answer()
}

const killBeforeSave: Blow = async (leader, call) => {
  const paused = leader.paused()
  call.answer({ pause: true })
  await paused
  await leader.kill()
}

const killAfterAnswer: Blow = async (leader, call) => {
  call.answer()
  await pause(Math.random() * 10)
  await leader.kill()
}

const stopInFetch: Blow = async (leader, call) => {
  leader.stop()
  call.answer()
}

const stopAndDrop: Blow = async (leader, call) => {
  leader.stop()
  call.drop()
}

const stopBeforeSave: Blow = async (leader, call) => {
  const paused = leader.paused()
  call.answer({ pause: true })
  await paused
  leader.stop()
  leader.proceed()
}

/** The credential dies, and so does the process that fetches the next one: the others wait for its lease to end. */
function buildKill(blow: Blow, calls: readonly number[]): Scenario {
  return async (town) => {
    const { trial, asked, leader } = await strike(town, blow)
    const answering = trial.take(asked)
    await Promise.race([answering, pause(300)])
    await town.passLease()
    await answering
    await town.refill()
    // A leader that was killed late may have answered its own callers before.
    const leaderAnswers = sumTokens(await leader)
    return await trial.close({ calls, answered: others + leaderAnswers, tokens: 1 })
  }
}

/**
 * The process that fetches is stopped until its lease has ended, another has fetched, and its own token is dead: it
 * must neither save nor serve it when it goes on.
 */
function buildStop(blow: Blow): Scenario {
  return async (town) => {
    const { trial, asked, leader, wake } = await strike(town, blow)
    const answering = trial.take(asked.filter((one) => one !== leader))
    await pause(100)
    await town.passLease()
    await answering
    await town.passOverlap()
    wake()
    await trial.take([leader])
    return await trial.close({ calls: [2], answered: allCallers, tokens: 1 })
  }
}

/**
 * The same, but upstream makes the token of the stopped process last, which kills the one that all others have. The
 * process that wakes cannot know which of the two is newer, and leaves what is saved. The callers who are refused
 * then report it, and one more call heals it. (It takes an upstream that is slower than the lease, 10 s; with
 * `stable_token` both would be the same.)
 */
const runLateAnswer: Scenario = async (town) => {
  let late: HeldCall | undefined
  const { trial, asked, leader, wake } = await strike(town, async (member, call) => {
    member.stop()
    late = call
  })
  const answering = trial.take(asked.filter((one) => one !== leader))
  await pause(100)
  await town.passLease()
  await answering
  late?.answer()
  wake()
  await trial.take([leader])
  const saved = (await town.readKept())?.token ?? ''
  await town.passOverlap()
  await trial.take(town.askAll([saved]))
  return await trial.close({ calls: [3], answered: 2 * allCallers, tokens: 2 })
}

async function strike(town: Town, blow: Blow) {
  await town.passUntilEnd()
  const trial = await openTrial(town)
  const held = town.upstream.hold()
  const crew = town.crew()
  const asked = town.askAll()
  const call = await held
  const at = crew.findIndex(({ pid }) => pid === call.pid)
  const [member, leader] = [crew[at], asked[at]]
  if (member === undefined || leader === undefined) throw new Error('a stranger asks upstream')
  await blow(member, call)
  return { trial, asked, leader, wake: member.wake }
}

function sumTokens(answers: { tokens: [string, number][] } | undefined): number {
  return (answers?.tokens ?? []).reduce((sum, [, count]) => sum + count, 0)
}

/** Everything that happens to a process that fetches, by name. */
export const incidents: readonly (readonly [string, Scenario])[] = [
  ['leader killed in its fetch', buildKill(killInFetch, [2])],
  ['leader killed with the token, before saving it', buildKill(killBeforeSave, [2])],
  ['leader killed within 10 ms of the answer', buildKill(killAfterAnswer, [1, 2])],
  ['leader stopped in its fetch for longer than its lease', buildStop(stopInFetch)],
  ['leader stopped so, and its connection breaks', buildStop(stopAndDrop)],
  ['leader stopped before saving for longer than its lease', buildStop(stopBeforeSave)],
  ['leader stopped, its token made last: one refusal heals', runLateAnswer],
]
