import { WeChatError } from '../error.ts'

const busyMs = 30_000
const refusedMs = 60_000
const brokenMs = 500
const quotaMs = 300_000

/** How often one flight tries in all. */
export const mostTries = 3

const busyErrcodes: ReadonlySet<number | undefined> = new Set([-1, 61450])

/** Whether the next try, a moment later, may well succeed: WeChat was busy, or the connection broke. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof WeChatError && (busyErrcodes.has(error.errcode) || error.code === 'wire_unreachable')
  )
}

/**
 * Milliseconds between the first try and the second, or the second and the third: 200 to 400, then 400 to 800, so
 * at most 1.2 s in all. The spread keeps many processes apart. `random` is from 0 up to 1.
 */
export function buildPauseMs(tries: number, random: number = Math.random()): number {
  return 200 * tries * (1 + random)
}

/**
 * How long nobody in this process asks again after a failed flight: 30 s when WeChat is busy, 60 s when it said
 * no (repeating a wrong secret or a refused address is punished), 5 minutes when the allowance is used up (45009:
 * until midnight in Beijing, but an operator may clear it before), half a second when the network failed.
 */
export function readRestMs(error: unknown): number {
  if (!(error instanceof WeChatError) || error.errcode === undefined) return brokenMs
  if (error.kind === 'quota') return quotaMs
  return busyErrcodes.has(error.errcode) ? busyMs : refusedMs
}
