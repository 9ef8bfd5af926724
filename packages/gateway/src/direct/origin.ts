import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Whether a request that changes something was sent by a page of one of these origins, or by no browser at
 * all. Browsers put `Origin` on every POST, `null` where the page keeps its address to itself, and newer ones
 * say in `Sec-Fetch-Site` how near the page was (Fetch metadata request headers, section 2.3). A program
 * without either has no cookies that somebody else could misuse.
 */
export function isFromOrigin(request: FastifyRequest, origins: readonly string[]): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site === 'same-origin' || site === 'none') return true
  if (origin !== undefined) return origins.includes(origin)
  return site === undefined
}

/** CORS with credentials (Fetch standard, section 3.3), for an origin that was checked. */
export function allowCredentials(reply: FastifyReply, origin: string): void {
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-allow-credentials', 'true')
}
