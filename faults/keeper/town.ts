import type { Store } from '@wxgate/wechat'
import { type Answers, callersPerProcess, type Member, startMember } from './crew.ts'
import type { Setup } from './message.ts'
import type { Time } from './time.ts'
import type { Upstream } from './upstream.ts'

/** The credential as it stands in the store. */
export interface Kept {
  /** Undefined for one that was refused. */
  token: string | undefined
  version: number
  expiresAt: number
}

/** Four processes on one store, and the one upstream. */
export interface Town {
  upstream: Upstream
  crew(): readonly Member[]
  /** All callers of all processes ask at once. */
  askAll(refused?: readonly string[]): Promise<Answers | undefined>[]
  /** Starts a process in the place of each one that was killed. */
  refill(): Promise<void>
  readKept(): Promise<Kept | undefined>
  /** Comes to the moment at which the credential dies or, with `beforeMs`, so long before it. */
  passUntilEnd(beforeMs?: number): Promise<void>
  /** Comes to a moment at which a lease taken until now has ended. */
  passLease(): Promise<void>
  /** Comes to a moment at which a token that is not the newest has died. */
  passOverlap(): Promise<void>
  close(): Promise<void>
}

/** What a town is made of. */
export interface TownOptions {
  upstream: Upstream
  store: Store
  /** One for each process: they may use different clients. */
  setups: readonly Setup[]
  time: Time
}

/** How many callers all processes have together. */
export const allCallers = 4 * callersPerProcess

/** Starts the processes. */
export async function openTown({ upstream, store, setups, time }: TownOptions): Promise<Town> {
  const crew = await Promise.all(setups.map(startMember))
  const readKept = async () => {
    const row = await store.get('faults', time.key())
    return row && { token: readToken(row.value), version: row.version, expiresAt: row.expiresAt }
  }
  return {
    upstream,
    crew: () => crew,
    askAll: (refused) => crew.map((member) => member.ask(time.key(), refused)),
    async refill() {
      for (const [at, setup] of setups.entries())
        if (!crew[at]?.isAlive()) crew[at] = await startMember(setup)
    },
    readKept,
    passUntilEnd: async (beforeMs = 0) =>
      await time.passUntil(((await readKept())?.expiresAt ?? 0) - beforeMs),
    passLease: () => time.passLease(),
    passOverlap: () => time.passOverlap(),
    close: async () => void (await Promise.all(crew.map(({ kill }) => kill()))),
  }
}

/** What a keeper writes is its own affair; a token is all that we look at. */
function readToken(value: string): string | undefined {
  return JSON.parse(value).token
}
