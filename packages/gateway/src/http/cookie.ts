import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { buildSecretId } from '../record/random-id.ts'
import { sessionSeconds } from '../record/session.ts'

/** Our own cookies, by what they hold. */
export interface Cookies {
  /** The id of this browser: it binds a sign-in to the browser that started it. Undefined when never set. */
  readBrowserId(request: FastifyRequest): string | undefined
  /** The same id, made now when there is none. */
  keepBrowserId(request: FastifyRequest, reply: FastifyReply): string
  readSessionId(request: Pick<FastifyRequest, 'cookies'>): string | undefined
  saveSessionId(reply: FastifyReply, id: string): void
  dropSessionId(reply: FastifyReply): void
  /** The name of the session's cookie, for those who parse cookies themselves. */
  sessionName: string
}

const secretShape = /^[\w-]{43}$/

/**
 * `https` decides about `Secure` and the `__Host-` prefix (RFC 6265bis section 4.1.3.2), which no sibling
 * host can overwrite. `SameSite=Lax`: the browser comes back from WeChat by a top-level navigation.
 */
export function createCookies(https: boolean): Cookies {
  const prefix = https ? '__Host-' : ''
  const browserName = `${prefix}wxgate_browser`
  const sessionName = `${prefix}wxgate_session`
  const options: CookieSerializeOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: https }
  const yearSeconds = 365 * 24 * 3600
  const read = (request: Pick<FastifyRequest, 'cookies'>, name: string) => {
    const value = request.cookies[name]
    return value !== undefined && secretShape.test(value) ? value : undefined
  }
  return {
    sessionName,
    readBrowserId: (request) => read(request, browserName),
    keepBrowserId(request, reply) {
      const id = read(request, browserName) ?? buildSecretId()
      reply.setCookie(browserName, id, { ...options, maxAge: yearSeconds })
      return id
    },
    readSessionId: (request) => read(request, sessionName),
    saveSessionId: (reply, id) =>
      void reply.setCookie(sessionName, id, { ...options, maxAge: sessionSeconds }),
    dropSessionId: (reply) => void reply.clearCookie(sessionName, options),
  }
}
