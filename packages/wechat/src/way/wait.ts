import type { Kit } from './kit.ts'

const stepMs = 500
const mostSteps = 50

/**
 * Looks again and again until there is news, where the host can wait: at once when this process brought it, twice a
 * second when another one did, for 25 s at most. Looks once where the host cannot wait.
 */
export async function waitForChange(
  kit: Kit,
  handle: string,
  look: () => Promise<{ status: string; isNews: boolean }>,
): Promise<string> {
  for (let steps = 0; ; steps += 1) {
    const { status, isNews } = await look()
    if (isNews || kit.host.wait === undefined || steps >= mostSteps) return status
    await waitForWake(kit, handle, kit.host.wait(stepMs))
  }
}

async function waitForWake({ wakers }: Kit, handle: string, end: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const waiting = wakers.get(handle) ?? new Set()
  wakers.set(handle, waiting.add(resolve))
  await Promise.race([promise, end])
  waiting.delete(resolve)
  if (waiting.size === 0 && wakers.get(handle) === waiting) wakers.delete(handle)
}

/** Wakes those who wait for this handoff in this process. */
export function wake({ wakers }: Kit, handle: string): void {
  for (const resolve of wakers.get(handle) ?? []) resolve()
}
