import { allCallers, type Town } from './town.ts'
import { openTrial, type Verdict } from './verdict.ts'

/** Something that is done to a town again and again. */
export type Scenario = (town: Town) => Promise<Verdict>

const renewBeforeMs = 600_000

/** The credential dies; a thousand callers ask at that moment. */
export const runExpiry: Scenario = async (town) => {
  await town.passUntilEnd()
  const trial = await openTrial(town)
  await trial.take(town.askAll())
  return await trial.close({ calls: [1], answered: allCallers, tokens: 1 })
}

/** Renewal falls due; nobody waits for it, everybody gets the old credential or the new one. */
export const runRenewal: Scenario = async (town) => {
  await town.passUntilEnd(renewBeforeMs)
  const trial = await openTrial(town)
  await trial.take(town.askAll())
  await Promise.all(town.crew().map((member) => member.settle()))
  return await trial.close({ calls: [1], answered: allCallers, tokens: 2 })
}

/** Somebody else fetches a token, which kills ours a little later; a thousand callers are refused, report it and ask again. */
export const runOutsider: Scenario = async (town) => {
  const ours = (await town.readKept())?.token ?? ''
  town.upstream.issue()
  await town.passOverlap()
  const trial = await openTrial(town)
  await trial.take(town.askAll([ours]))
  return await trial.close({ calls: [1], answered: allCallers, tokens: 1 })
}
