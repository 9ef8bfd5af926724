import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

/** A call for a token that was not answered at once. */
export interface HeldCall {
  /** The process that asks. */
  pid: number
  /** Makes the token and sends it. `pause` asks the process to wait for `proceed` before it goes on with it. */
  answer(how?: { pause?: boolean }): void
  /** Makes the token and breaks the connection: WeChat has acted, and nobody hears of it. */
  drop(): void
}

/** WeChat, as far as tokens go: every call makes a new one, and the one before works on for a while. */
export interface Upstream {
  url: string
  /** How many tokens were asked for so far. */
  calls(): number
  /** The token that was made last. */
  newest(): string
  /** Whether a call with this token would be let through now. */
  accepts(token: string): boolean
  /** Makes a token for somebody whom we do not know. */
  issue(): string
  /** The next call is not answered but comes here; so are all others as long as nobody waits. */
  hold(): Promise<HeldCall>
  close(): void
}

const lifeMs = 7_200_000
const answerAfterMs = 15

/** Starts it on a free port. `overlapMs` is how long a token works on after the next one was made. */
export async function startUpstream({
  now,
  overlapMs,
}: {
  now: () => number
  overlapMs: number
}): Promise<Upstream> {
  const endings = new Map<string, number>()
  const waiting: ((call: HeldCall) => void)[] = []
  let newest = ''
  let calls = 0

  const issue = () => {
    if (newest !== '') endings.set(newest, Math.min(endings.get(newest) ?? 0, now() + overlapMs))
    newest = `token-${endings.size + 1}-${crypto.randomUUID()}`
    endings.set(newest, now() + lifeMs)
    return newest
  }

  const send = (response: ServerResponse, pause: boolean) => {
    const token = issue()
    response.end(JSON.stringify({ token, expiresAt: endings.get(token), pause }))
  }

  const holdCall = (pid: number, response: ServerResponse): HeldCall => ({
    pid,
    answer: ({ pause = false } = {}) => send(response, pause),
    drop() {
      issue()
      response.destroy()
    },
  })

  const server = createServer((request, response) => {
    calls += 1
    const pid = Number(request.headers['x-pid'])
    const take = waiting.shift()
    if (take === undefined) setTimeout(send, answerAfterMs, response, false)
    else take(holdCall(pid, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}/`,
    calls: () => calls,
    newest: () => newest,
    accepts: (token) => now() < (endings.get(token) ?? 0),
    issue,
    hold: () => new Promise((resolve) => waiting.push(resolve)),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
