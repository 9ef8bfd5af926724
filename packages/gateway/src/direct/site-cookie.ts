import { readCookie } from '@wxgate/wechat/way'
import type { FastifyRequest } from 'fastify'

/**
 * The two cookies of a host that a client protects: `begin` binds a sign-in to the browser for ten minutes, `verify` is
 * the session there. `__Host-` keeps sibling hosts from overwriting them (RFC 6265bis section 4.1.3.2).
 */
export type SiteCookie = 'begin' | 'verify'

const shape = /^[A-Za-z0-9_-]{43}$/

export function readSiteCookie(
  { headers }: FastifyRequest,
  origin: string,
  what: SiteCookie,
): string | undefined {
  return readCookie({ header: () => headers.cookie }, buildName(origin, what), shape)
}

export function writeSiteCookie(origin: string, what: SiteCookie, value: string, maxAge: number): string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return `${buildName(origin, what)}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

function buildName(origin: string, what: SiteCookie): string {
  return `${origin.startsWith('https:') ? '__Host-' : ''}wxgate_${what}`
}
