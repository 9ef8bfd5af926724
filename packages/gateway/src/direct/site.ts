import type { FastifyRequest } from 'fastify'
import type { Client } from '../record/client.ts'
import { findReturnUrl, longestReturnUrl } from './return-url.ts'

/** The path that a proxy sends to the gateway on every host that a client protects. */
export const finishPath = '/.wxgate/finish'

/** The page that somebody wants at a host, as a proxy tells it. */
export interface Page {
  /** Scheme, host and port. */
  origin: string
  url: URL
}

/**
 * The page that a proxy asks about: `X-Forwarded-Host`, `-Proto` and `-Uri` say where the visitor is, never who they
 * are. The gateway's own host where no proxy names one. Undefined for what no proxy writes: two hosts, or none that is
 * one.
 */
export function readPage(request: FastifyRequest, publicUrl: string): Page | undefined {
  const own = new URL(publicUrl)
  const host = readHeader(request, 'x-forwarded-host') ?? own.host
  const scheme = readHeader(request, 'x-forwarded-proto') ?? own.protocol.slice(0, -1)
  const path = readHeader(request, 'x-forwarded-uri') ?? '/'
  if (!/^[A-Za-z0-9.:[\]-]+$/.test(host) || !/^https?$/.test(scheme) || !path.startsWith('/'))
    return undefined
  const origin = URL.parse(`${scheme}://${host}`)?.origin
  const url = origin === undefined ? null : URL.parse(`${origin}${path}`)
  return origin === undefined || url === null ? undefined : { origin, url }
}

function readHeader({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

/** Whether a client protects a host by forward authentication. */
export function isProtected({ protects, returnUrls }: Client, origin: string): boolean {
  return protects === true && returnUrls.some((url) => new URL(url).origin === origin)
}

/**
 * Where a sign-in returns to: the page itself if the client may return there and a sign-in can carry its address, else
 * the client's first return URL at this host.
 */
export function readReturnUrl(client: Client, { origin, url }: Page): string | undefined {
  const known = isCarried(url) ? findReturnUrl(client, url.href) : undefined
  return known ?? client.returnUrls.find((registered) => new URL(registered).origin === origin)
}

/** The visitor's way carries 4,096 bytes. The address stands in them encoded once more; the rest is for its surroundings. */
const longestEncoded = 3_500

function isCarried({ href }: URL): boolean {
  return (
    href.length <= longestReturnUrl &&
    new URLSearchParams({ return_to: href }).toString().length <= longestEncoded
  )
}

/**
 * The client's host where a return URL leads, if it keeps a session of its own there. Undefined at the gateway's own host:
 * its cookie is there too, since cookies know no ports (RFC 6265 section 8.5).
 */
export function findSite(client: Client, returnUrl: string, publicUrl: string): string | undefined {
  const { origin } = new URL(returnUrl)
  return !isOwnHost(origin, publicUrl) && isProtected(client, origin) ? origin : undefined
}

/** Whether the gateway's own session cookie reaches this origin. */
export function isOwnHost(origin: string, publicUrl: string): boolean {
  const [one, other] = [new URL(origin), new URL(publicUrl)]
  return one.hostname === other.hostname && one.protocol === other.protocol
}
