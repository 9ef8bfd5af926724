/** What held and what did not, so far. */
export interface Tally {
  /** One thing that must hold, with the figure it prints. */
  check(name: string, judge: () => string | Promise<string>): Promise<boolean>
  /** Something that this machine cannot try. */
  skip(name: string): void
  /** Says how it went; the process ends with 1 when something failed, and in CI when something was skipped. */
  close(): void
}

export function createTally(): Tally {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  return {
    async check(name, judge) {
      try {
        console.log(`✔ ${name}: ${await judge()}`)
        counts.passed += 1
        return true
      } catch (error) {
        console.log(`✖ ${name}: ${error instanceof Error ? error.message : String(error)}`)
        counts.failed += 1
        return false
      }
    },
    skip(name) {
      console.log(`- ${name}: not on this machine, skipped`)
      counts.skipped += 1
    },
    close() {
      console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
      process.exitCode = counts.failed > 0 || (process.env.CI === 'true' && counts.skipped > 0) ? 1 : 0
    },
  }
}
