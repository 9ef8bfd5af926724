import { readCookie } from '@wxgate/wechat/way'
import type { FastifyRequest } from 'fastify'
import { digestBegin } from '../record/site-session.ts'

/** A day: the page of a computer waits long for somebody who scans it. */
const beginSeconds = 86_400

const shape = /^[A-Za-z0-9_-]{43}$/

/** The id of the session that this browser has at a host which a client protects. */
export function readSiteSession(request: FastifyRequest, origin: string): string | undefined {
  return readValue(request, buildName(origin, 'verify'))
}

export function writeSiteSession(origin: string, id: string, maxAge: number): string {
  return write(origin, { name: buildName(origin, 'verify'), value: id, maxAge })
}

/**
 * The secrets that bind sign-ins at a host to this browser: mostly one. Tabs that begin at the same moment get one each,
 * under names of their own, since none of them knows of the others yet.
 */
export function readBegins(request: FastifyRequest, origin: string): string[] {
  const start = buildName(origin, 'begin_')
  const names = (request.headers.cookie ?? '').split(/; */).map((pair) => pair.split('=', 1)[0] ?? '')
  const begins = new Set(names.filter((name) => name.startsWith(start)))
  return [...begins].flatMap((name) => readValue(request, name) ?? [])
}

export function writeBegin(origin: string, secret: string): string {
  const name = buildName(origin, `begin_${digestBegin(secret).slice(0, 8)}`)
  return write(origin, { name, value: secret, maxAge: beginSeconds })
}

function readValue({ headers }: FastifyRequest, name: string): string | undefined {
  return readCookie({ header: () => headers.cookie }, name, shape)
}

function write(
  origin: string,
  { name, value, maxAge }: { name: string; value: string; maxAge: number },
): string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

/** `__Host-` keeps sibling hosts from overwriting a cookie (RFC 6265bis section 4.1.3.2). */
function buildName(origin: string, what: string): string {
  return `${origin.startsWith('https:') ? '__Host-' : ''}wxgate_${what}`
}
