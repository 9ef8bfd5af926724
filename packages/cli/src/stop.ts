/** Resolves when the command is told to stop. */
export function waitForStop(stopped: AbortSignal): Promise<void> {
  if (stopped.aborted) return Promise.resolve()
  return new Promise((resolve) => stopped.addEventListener('abort', () => resolve(), { once: true }))
}
