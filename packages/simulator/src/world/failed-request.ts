import { createBoundedMap } from './bounded-map.ts'

/** A call that was answered with a request id, as `openapi/rid/get` tells it: with its token. Never in the journal. */
export type FailedRequest = {
  /** The account that called; null when it is not known. */
  appid: string | null
  path: string
  /** Milliseconds since 1970. */
  at: number
  durationMs: number
  /** The query as sent. */
  query: string
  body: string
  answer: string
  address: string
}

export type FailedRequests = {
  find(requestId: string): FailedRequest | undefined
  save(requestId: string, request: FailedRequest): void
}

/** Nothing failed yet. */
export function createFailedRequests(): FailedRequests {
  const requests = createBoundedMap<FailedRequest>(1_000)
  return { find: (id) => requests.get(id), save: (id, request) => requests.set(id, request) }
}
