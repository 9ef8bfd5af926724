import { WeChatError } from '../src/error.ts'
import type { Input, Target } from './input.ts'

/** How a try ended: `ok` or the code it was refused with, and what is wrong with that, if anything is. */
export interface Verdict {
  target: Target
  outcome: string
  problem: string | undefined
  durationMs: number
}

type Ending = Pick<Verdict, 'outcome' | 'problem'>

const mostMs = 1_000
// WeChat's own text, cut after 512 characters, and what we say around it. Anything longer would quote the input.
const mostMessageLetters = 700

/** Runs one input and judges how it ended. Slow ones get two more chances: the machine may have been busy. */
export async function judge(build: () => Input): Promise<Verdict> {
  let verdict = await judgeOnce(build())
  for (let tries = 0; verdict.durationMs > mostMs && tries < 2; tries += 1) verdict = await judgeOnce(build())
  if (verdict.durationMs <= mostMs) return verdict
  return {
    ...verdict,
    problem: verdict.problem ?? `it took ${Math.round(verdict.durationMs)} ms, three times`,
  }
}

async function judgeOnce({ target, run, allowed }: Input): Promise<Verdict> {
  const startedAt = performance.now()
  const ended = await runToEnd(run, allowed)
  return { target, ...ended, durationMs: performance.now() - startedAt }
}

async function runToEnd(run: Input['run'], allowed: Input['allowed']): Promise<Ending> {
  try {
    const value = run()
    if (value instanceof Promise) await value
    return { outcome: 'ok', problem: undefined }
  } catch (error) {
    return readRefusal(error, allowed)
  }
}

function readRefusal(error: unknown, allowed: Input['allowed']): Ending {
  const outcome =
    error instanceof WeChatError ? error.code : error instanceof Error ? error.name : typeof error
  if (!allowed.includes(outcome))
    return { outcome, problem: `${outcome}: ${String(Object(error).stack ?? error)}` }
  if (error instanceof WeChatError && error.message.length > mostMessageLetters)
    return { outcome, problem: `a message of ${error.message.length} characters` }
  return { outcome, problem: undefined }
}
