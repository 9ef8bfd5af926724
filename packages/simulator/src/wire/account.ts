import { z } from 'zod'
import { readAccountPath } from '../rules/account-path.ts'
import type { Call } from '../rules/call.ts'
import { readQuery } from './query.ts'

const namingSchema = z.object({
  authorizer_appid: z.string().optional().catch(undefined),
  appid: z.string().optional().catch(undefined),
  component_appid: z.string().optional().catch(undefined),
})

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The appid that a body names at its top; what stands deeper, the mini program of a message, is content. */
function readNamed(body: string): string | undefined {
  if (!body.trimStart().startsWith('{')) return body === '' ? undefined : readQuery(body).get('appid')
  const named = namingSchema.safeParse(parse(body))
  return named.data?.authorizer_appid ?? named.data?.appid ?? named.data?.component_appid
}

/**
 * The account a request is about: the one whose token calls, whatever the body says; where no account's token is
 * asked for, the one that query or body name. Null when it is not known.
 */
export function readAppid({ query, body, path, world }: Call): string | null {
  const token = query.get('access_token') ?? ''
  const known = world.appTokens.find(token)?.appid ?? world.userTokens.find(token)?.visitor.appid
  if (known !== undefined) return known
  if (readAccountPath(path) && !path.startsWith('/cgi-bin/component/')) return null
  const named = query.get('appid') ?? readNamed(body) ?? query.get('component_appid')
  return named?.slice(0, 64) ?? null
}
