import type { FastifyRequest } from 'fastify'

/**
 * Whether a request that changes something was sent by a page of one of these origins, or by no browser at
 * all. Browsers put `Origin` on every cross-site POST (Fetch standard, section 3.2); a program without one
 * has no cookies that somebody else could misuse.
 */
export function isFromOrigin(request: FastifyRequest, origins: readonly string[]): boolean {
  const { origin } = request.headers
  if (origin !== undefined) return origins.includes(origin)
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
