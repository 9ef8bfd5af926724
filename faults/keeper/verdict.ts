import type { Answers } from './crew.ts'
import { pause } from './time.ts'
import type { Kept, Town } from './town.ts'

/** What one round or incident came to. */
export interface Verdict {
  problems: string[]
  upstreamCalls: number
  answered: number
  failed: number
  tookMs: number
}

/** Watches a credential in the store and collects what its callers got; `close` says what was wrong. */
export interface Trial {
  /** Takes answers in as they come: a token must be good at the moment at which it was answered. */
  take(asked: readonly Promise<Answers | undefined>[]): Promise<void>
  close(expected: { calls: readonly number[]; answered: number; tokens: number }): Promise<Verdict>
}

const lookEveryMs = 3

/** Begins to watch. */
export async function openTrial(town: Town): Promise<Trial> {
  const { upstream } = town
  const startedAt = performance.now()
  const callsBefore = upstream.calls()
  const watch = watchStore(town, await town.readKept())
  const tokens = new Map<string, number>()
  const errors = new Map<string, number>()
  const problems: string[] = []

  const takeOne = (answers: Answers | undefined) => {
    for (const [token, count] of answers?.tokens ?? []) {
      if (!upstream.accepts(token)) problems.push(`${count} callers got ${name(token)}, which was dead`)
      tokens.set(token, (tokens.get(token) ?? 0) + count)
    }
    for (const [error, count] of answers?.errors ?? []) errors.set(error, (errors.get(error) ?? 0) + count)
  }

  return {
    take: async (asked) => void (await Promise.all(asked.map(async (one) => takeOne(await one)))),
    async close(expected) {
      problems.push(...(await watch.close()))
      const answered = sum(tokens)
      const upstreamCalls = upstream.calls() - callsBefore
      if (!expected.calls.includes(upstreamCalls)) problems.push(`${upstreamCalls} calls to upstream`)
      if (answered !== expected.answered)
        problems.push(`${answered} of ${expected.answered} callers got a token`)
      if (tokens.size > expected.tokens) problems.push(`${tokens.size} different tokens`)
      for (const [error, count] of errors) problems.push(`${count} callers got ${error}`)
      const kept = await town.readKept()
      if (kept?.token !== upstream.newest())
        problems.push(`${name(kept?.token)} is kept, ${name(upstream.newest())} is newest`)
      return { problems, upstreamCalls, answered, failed: sum(errors), tookMs: performance.now() - startedAt }
    },
  }
}

/** Looks at the row all the time: neither its version nor the number of its token may ever go back. */
function watchStore(town: Town, first: Kept | undefined) {
  const problems: string[] = []
  let [version, token] = [0, '']
  let open = true
  const look = (kept: Kept | undefined) => {
    if (kept === undefined) return
    if (kept.version < version || readNumber(kept.token) < readNumber(token))
      problems.push(`${name(kept.token)} was saved over ${name(token)}`)
    version = kept.version
    token = kept.token ?? token
  }
  look(first)
  const watching = (async () => {
    while (open) {
      look(await town.readKept())
      await pause(lookEveryMs)
    }
  })()
  return {
    async close() {
      open = false
      await watching
      return problems
    },
  }
}

/** Upstream counts its tokens. One that was refused is of any age. */
function readNumber(token: string | undefined): number {
  return token === undefined ? Number.POSITIVE_INFINITY : Number(token.split('-')[1] ?? 0)
}

function name(token: string | undefined): string {
  return token?.split('-', 2).join(' ') ?? 'nothing'
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0)
}
