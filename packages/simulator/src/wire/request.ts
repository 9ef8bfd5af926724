import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../rules/redirect-uri.ts'

/** The body as text; bytes that are not UTF-8 become a text that no parser accepts. */
export function readBodyText(body: unknown): string {
  if (!Buffer.isBuffer(body)) return ''
  return isUtf8(body) ? body.toString() : '\uFFFD'
}

/** A header as one text; empty when it was not sent. */
export function readHeader(request: FastifyRequest, name: string): string {
  const value = request.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** Base URL the request was sent to. A Host header that is not a host name is not repeated. */
export function readOrigin(request: FastifyRequest): string {
  const host = readHeader(request, 'host')
  return `${request.protocol}://${HOST.test(host) ? host : 'localhost'}`
}

const HOST = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i

/**
 * Whether a request named this simulator as its owner does: by a loopback name, by its public URL, or by the very
 * address that it listens on. A page of another site whose name was bound to this machine names that site.
 */
export function isOwnHost(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const sent = readHeader(request, 'host')
  const name = HOST.test(sent) ? (URL.parse(`http://${sent}`)?.hostname ?? '') : ''
  if (isLoopback(name) || name.endsWith('.localhost')) return true
  const address = request.socket.localAddress?.replace(/^::ffff:/, '')
  const own = [URL.parse(publicUrl ?? '')?.hostname, address, `[${address}]`]
  return name !== '' && own.includes(name)
}

/**
 * Whether a browser sent this for another site's page. Another port of the same host counts as another
 * site: cookies do not tell ports apart. Requests that are not a browser's carry neither header and pass.
 */
export function isCrossSite(request: FastifyRequest): boolean {
  const site = readHeader(request, 'sec-fetch-site')
  if (site !== '') return site !== 'same-origin' && site !== 'none'
  const origin = readHeader(request, 'origin')
  return origin !== '' && URL.parse(origin)?.host !== readHeader(request, 'host')
}
