import { createHmac } from 'node:crypto'
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Context } from '../context.ts'
import { retrySeconds } from '../http/error.ts'
import type { Login } from '../login/login.ts'
import { useSeat } from '../login/session.ts'
import { listOrigins } from '../record/client.ts'
import { isStoreFailure } from '../record/error.ts'
import { openSigningKeys } from '../record/signing-key.ts'
import { claimsOfScope, findAccount } from './account.ts'
import { createAdapter } from './adapter.ts'
import { renderOidcError } from './error-page.ts'
import { endSessions, renderLogout, renderSignedOut } from './logout.ts'
import { allowOwnScripts } from './mount.ts'
import { buildPolicy } from './policy.ts'
import { deriveSessions, findOwnSeat } from './session.ts'

const routes = {
  authorization: '/oidc/auth',
  token: '/oidc/token',
  userinfo: '/oidc/userinfo',
  jwks: '/oidc/jwks',
  end_session: '/oidc/logout',
}

/** OpenID Connect by oidc-provider; the adapter, the people and the way through WeChat are ours. */
export async function createProvider(login: Login): Promise<Provider> {
  const { context } = login
  const provider = new Provider(context.settings.publicUrl, {
    ...buildBehaviour(login),
    adapter: (model: string) => createAdapter(context, model),
    jwks: { keys: await openSigningKeys(context.kept) },
    routes,
    cookies: buildCookies(context),
  })
  provider.proxy = true
  allowOwnScripts(provider)
  deriveSessions(login, provider)
  endSessions(login, provider)
  provider.on('server_error', (ctx, error) => {
    context.log.error({ event: 'oidc.server_error', err: error })
    if (!isStoreFailure(error)) return
    ctx.status = 503
    ctx.set('retry-after', retrySeconds)
  })
  return provider
}

function buildBehaviour(login: Login): Configuration {
  const { context } = login
  return {
    scopes: ['openid', 'profile', 'wechat'],
    claims: claimsOfScope,
    responseTypes: ['code'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: renderLogout,
        postLogoutSuccessSource: renderSignedOut,
      },
      resourceIndicators: { enabled: false },
    },
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' },
    // Tokens end with our grant, which signing out takes back.
    expiresWithSession: () => false,
    extraParams: { application: (ctx, value, client) => checkApplication(context, ctx, value, client) },
    interactions: {
      policy: buildPolicy(login),
      url(ctx, interaction) {
        const header = (name: string) => ctx.get(name) || undefined
        login.way.countRow({ header }, JSON.stringify(interaction.params).length)
        return `/oidc/interaction/${interaction.uid}`
      },
    },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 3600,
      IdToken: 3600,
      // As long as an attempt: nothing is read of it after the first step.
      Interaction: 600,
      Session: 3600,
      Grant: 7 * 24 * 3600,
    },
    findAccount: (ctx, subject) => findAccount(context, ctx, subject),
    loadExistingGrant: (ctx) => loadGrant(login, ctx),
    clientBasedCORS: (_ctx, origin, client) => listOrigins(client.redirectUris ?? []).includes(origin),
    renderError: (ctx, out) => renderOidcError(ctx, out),
  }
}

function buildCookies({ settings }: Context): NonNullable<Configuration['cookies']> {
  const keys = settings.secretKeys.map((key) =>
    createHmac('sha256', key).update('oidc cookie').digest('base64'),
  )
  const secure = settings.publicUrl.startsWith('https:')
  const options = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const
  // Two of them have a path of their own, which `__Host-` does not allow (RFC 6265bis section 4.1.3).
  const prefix = secure ? '__Secure-' : ''
  return {
    keys,
    long: options,
    short: options,
    names: {
      session: `${prefix}wxgate_oidc_session`,
      interaction: `${prefix}wxgate_oidc_interaction`,
      resume: `${prefix}wxgate_oidc_resume`,
    },
  }
}

async function checkApplication(
  { clients, applications }: Context,
  _ctx: KoaContextWithOIDC,
  appid: string | undefined,
  { clientId }: { clientId: string },
): Promise<void> {
  if (appid === undefined) return
  const client = await clients.find(clientId)
  const allowed = client?.appids.includes(appid) && (await applications.find(appid))
  if (!allowed) throw new errors.InvalidRequest('application is not one that this client may use')
}

/** The client may know the person through the account they came by: operators decided that beforehand. */
async function loadGrant(login: Login, ctx: KoaContextWithOIDC) {
  const { client, provider } = ctx.oidc
  const found = await findOwnSeat(login, ctx)
  if (!client || !found) return undefined
  const { appid, seat } = found
  const requestId = String(ctx.res.getHeader('x-request-id') ?? '') || undefined
  const id = await useSeat(login.context, found, { client: client.clientId, appid }, requestId)
  if (id === undefined) return undefined
  const grant = new provider.Grant({ accountId: seat.personId, clientId: client.clientId })
  grant.jti = id
  grant.addOIDCScope('openid profile wechat')
  grant.addOIDCClaims(Object.values(claimsOfScope).flat())
  await grant.save()
  return grant
}
