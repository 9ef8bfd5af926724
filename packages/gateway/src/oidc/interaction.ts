import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors, type Provider } from 'oidc-provider'
import type { Context } from '../context.ts'
import { readLanguage } from '../http/language.ts'
import { findSession } from '../login/finish.ts'
import { sendLoginPage } from '../login/page.ts'
import { openProfilePage } from '../login/profile.ts'
import type { SignIn } from '../login/sign-in.ts'
import { startSignIn } from '../login/start.ts'
import { readWish } from './policy.ts'

type Params = Readonly<Record<string, unknown>>

/**
 * `GET /oidc/interaction/:uid`: oidc-provider says that somebody must sign in. The sign-in carries the
 * authorization request itself, so that it ends by entering it anew: that works any number of times, where
 * oidc-provider's own way back works once and WeChat loads a callback twice.
 */
export async function handleInteraction(
  context: Context,
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const interaction = await findInteraction(provider, request, reply)
  const wish = interaction && (await readWish(context, interaction.params))
  if (!interaction || !wish) {
    return sendLoginPage(context, request, reply, { code: 'login_expired', status: 400 })
  }
  const signIn = buildSignIn(context, request, wish, interaction.params)
  const session = await findSession(context, request)
  const onlyProfileMissing = isOnlyAccountMissing(interaction.prompt.reasons)
  if (session?.appid === wish.appid && onlyProfileMissing) {
    return reply.redirect(await openProfilePage(context, signIn), 303)
  }
  return startSignIn(context, request, reply, signIn)
}

async function findInteraction(provider: Provider, request: FastifyRequest, reply: FastifyReply) {
  try {
    return await provider.interactionDetails(request.raw, reply.raw)
  } catch (cause) {
    if (cause instanceof errors.SessionNotFound) return undefined
    throw cause
  }
}

function isOnlyAccountMissing(reasons: readonly string[]): boolean {
  return reasons.every((reason) => reason === 'wechat_account')
}

function buildSignIn(
  context: Context,
  request: FastifyRequest,
  wish: { client: string; appid: string; wantsProfile: boolean },
  params: Params,
): SignIn {
  const locales = typeof params.ui_locales === 'string' ? params.ui_locales : undefined
  return {
    ...wish,
    resumeUrl: `/oidc/auth?${buildResumeQuery(params)}`,
    cancelUrl: buildCancelUrl(context, params),
    language: readLanguage(request.headers['accept-language'], locales),
    restarts: 0,
  }
}

const justSignedInSeconds = 300

/**
 * The request once more, after the sign-in it asked for: `prompt` has been obeyed, and a `max_age` shorter
 * than the way back would send the visitor round for ever. It stays, since it also asks for `auth_time`.
 */
function buildResumeQuery({ prompt: _obeyed, max_age: maxAge, ...rest }: Params): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string') query.set(name, value)
  }
  if (maxAge !== undefined) query.set('max_age', String(Math.max(Number(maxAge), justSignedInSeconds)))
  return query
}

/** RFC 6749 section 4.1.2.1, with `iss` of RFC 9207. The redirect URI was checked by oidc-provider. */
function buildCancelUrl({ settings }: Context, { redirect_uri: redirectUri, state }: Params): string | null {
  if (typeof redirectUri !== 'string') return null
  const url = new URL(redirectUri)
  url.searchParams.set('error', 'access_denied')
  if (typeof state === 'string') url.searchParams.set('state', state)
  url.searchParams.set('iss', settings.publicUrl)
  return url.href
}
