import type { Kit } from './kit.ts'

const stepMs = 400
const mostSteps = 62

/**
 * Looks again and again until there is news, where the host can wait: at once when this process brought it, within 400 ms
 * when another one did, for 25 s at most. Looks once where the host cannot wait.
 */
export async function waitForChange(
  kit: Kit,
  handle: string,
  look: () => Promise<{ status: string; isNews: boolean }>,
): Promise<string> {
  for (let steps = 0; ; steps += 1) {
    // Before the look: what happens between the look and the wait must wake, too.
    const { woken, end } = listen(kit, handle)
    try {
      const { status, isNews } = await look()
      if (isNews || kit.host.wait === undefined || steps >= mostSteps) return status
      await Promise.race([woken, kit.host.wait(stepMs)])
    } finally {
      end()
    }
  }
}

function listen({ wakers }: Kit, handle: string): { woken: Promise<void>; end: () => void } {
  const { promise: woken, resolve } = Promise.withResolvers<void>()
  const waiting = wakers.get(handle) ?? new Set()
  wakers.set(handle, waiting.add(resolve))
  return {
    woken,
    end() {
      waiting.delete(resolve)
      if (waiting.size === 0 && wakers.get(handle) === waiting) wakers.delete(handle)
    },
  }
}

/** Wakes those who wait for this handoff in this process. */
export function wake({ wakers }: Kit, handle: string): void {
  for (const resolve of wakers.get(handle) ?? []) resolve()
}
