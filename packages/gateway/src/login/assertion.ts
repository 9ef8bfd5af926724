import { importJWK, type JWK, SignJWT } from 'jose'
import type { Context } from '../context.ts'
import { openSigningKeys } from '../record/signing-key.ts'
import type { VisitorFacts } from './facts.ts'

const assertionSeconds = 60

/** Signs who a visitor is, for an application that wants to believe no header: it checks the key of our JWKS. */
export type Assert = (facts: VisitorFacts) => Promise<string>

/** The key is read once; a store that was gone is asked again. Source: RFC 7519; explicit types, RFC 8725 section 3.11. */
export function createAssert({
  kept,
  settings,
  clock,
}: Pick<Context, 'kept' | 'settings' | 'clock'>): Assert {
  let known: Promise<Key> | undefined
  const findKey = () => {
    known ??= openKey(openSigningKeys(kept)).catch((cause: unknown) => {
      known = undefined
      throw cause
    })
    return known
  }
  return async (facts) => {
    const { kid, key } = await findKey()
    const now = Math.floor(clock.now() / 1000)
    return new SignJWT(buildClaims(facts))
      .setProtectedHeader({ alg: 'ES256', typ: 'wxgate-assertion+jwt', kid })
      .setIssuer(settings.publicUrl)
      .setAudience(facts.client)
      .setSubject(facts.subject)
      .setIssuedAt(now)
      .setExpirationTime(now + assertionSeconds)
      .sign(key)
  }
}

interface Key {
  kid: string
  key: Awaited<ReturnType<typeof importJWK>>
}

async function openKey(keys: Promise<readonly JWK[]>): Promise<Key> {
  const jwk = (await keys).find(({ alg }) => alg === 'ES256')
  if (jwk?.kid === undefined) throw new Error('verify: the store has no ES256 key')
  return { kid: jwk.kid, key: await importJWK(jwk, 'ES256') }
}

/** The claims of OpenID Connect, so that one application reads both alike; what is not known is left out. */
function buildClaims({ appid, openid, unionid, nickname, picture, subscribed }: VisitorFacts) {
  return {
    wechat_appid: appid,
    wechat_openid: openid,
    wechat_unionid: unionid ?? undefined,
    wechat_subscribed: subscribed ?? undefined,
    nickname: nickname ?? undefined,
    picture: picture ?? undefined,
  }
}
