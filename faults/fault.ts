/** Something that is broken on purpose, again and again, while the rest has to hold. */
export interface Fault {
  /** The word after `npm run faults`, and the name of its file. */
  name: string
  /** The fault and what has to hold, in one line for the list. */
  about: string
  /**
   * Breaks it, and prints what was seen. With `short` it ends within a minute and leaves out what takes real time.
   * Everything that it opened is closed when it resolves. A server that is missing on this machine makes it pass over that part
   * and say so; with `CI=true` that counts as a failure.
   */
  run(options: { short: boolean }): Promise<FaultCount>
}

/** How many rounds held, and how many did not. */
export interface FaultCount {
  passed: number
  failed: number
}
