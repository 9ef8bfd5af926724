import { fastifyCookie } from '@fastify/cookie'

/** Reads the Cookie header where Fastify has not: inside oidc-provider. */
export function parseCookie(header: string | undefined): Record<string, string | undefined> {
  return header === undefined ? {} : fastifyCookie.parse(header)
}
