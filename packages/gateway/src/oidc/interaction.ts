import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors, type Provider } from 'oidc-provider'
import type { Context } from '../context.ts'
import { buildAsk, type Login, sendAnswer } from '../login/login.ts'
import { ownPages } from '../login/own-page.ts'
import { buildVisit, type Wish } from '../login/wish.ts'
import { readWish } from './policy.ts'

type Params = Readonly<Record<string, unknown>>

/**
 * `GET /oidc/interaction/:uid`: oidc-provider says that somebody must sign in. The sign-in carries the
 * authorization request itself, so that it ends by entering it anew: that works any number of times, where
 * oidc-provider's own way back works once and WeChat loads a callback twice.
 */
export async function handleInteraction(
  { context, way }: Login,
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const ask = buildAsk(context, request)
  const { uid } = request.params as { uid: string }
  const interaction = await provider.Interaction.find(uid)
  const wish = interaction && (await readWish(context, interaction.params))
  if (!interaction || !wish) return sendAnswer(reply, await way.showOwnPage(ask, ownPages.expired))
  const visit = buildVisit(buildWish(context, wish, interaction.params))
  if (!(await isOwnInteraction(provider, request, reply)))
    return sendAnswer(reply, await way.showStart(ask, 'login_cookie_missing', visit, wish.appid))
  const found = await way.findSession(ask)
  const isOnlyMissing = isOnlyAccountMissing(interaction.prompt.reasons)
  if (found?.session.seats[wish.appid] && isOnlyMissing)
    return sendAnswer(reply, await way.askProfile(ask, visit, wish.appid))
  return sendAnswer(reply, await way.start(ask, visit))
}

/** Whether this browser brought the cookie of the interaction. */
async function isOwnInteraction(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  try {
    await provider.interactionDetails(request.raw, reply.raw)
    return true
  } catch (cause) {
    if (cause instanceof errors.SessionNotFound) return false
    throw cause
  }
}

function isOnlyAccountMissing(reasons: readonly string[]): boolean {
  return reasons.every((reason) => reason === 'wechat_account')
}

function buildWish(
  context: Context,
  wish: { client: string; appid: string; wantsProfile: boolean },
  params: Params,
): Wish {
  return {
    ...wish,
    resumeUrl: `/oidc/auth?${buildResumeQuery(params)}`,
    cancelUrl: buildCancelUrl(context, params),
    locales: typeof params.ui_locales === 'string' ? params.ui_locales : undefined,
  }
}

const justSignedInSeconds = 300

/**
 * The request once more, after the sign-in it asked for: `prompt` has been obeyed, and a `max_age` shorter
 * than the way back would send the visitor round for ever. It stays, since it also asks for `auth_time`. A hint
 * that names somebody else would do the same: then the client hears that nobody suitable is signed in.
 */
function buildResumeQuery({ prompt: _obeyed, max_age: maxAge, ...rest }: Params): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string') query.set(name, value)
  }
  if (query.has('id_token_hint')) query.set('prompt', 'none')
  if (maxAge !== undefined) query.set('max_age', String(Math.max(Number(maxAge), justSignedInSeconds)))
  return query
}

/**
 * RFC 6749 section 4.1.2.1, with `iss` of RFC 9207, where the client listens: a link cannot post a form. The
 * redirect URI was checked by oidc-provider.
 */
function buildCancelUrl({ settings }: Context, params: Params): string | null {
  const { redirect_uri: redirectUri, response_mode: mode, state } = params
  if (typeof redirectUri !== 'string' || mode === 'form_post') return null
  const url = new URL(redirectUri)
  const answer = mode === 'fragment' ? new URLSearchParams() : url.searchParams
  answer.set('error', 'access_denied')
  if (typeof state === 'string') answer.set('state', state)
  answer.set('iss', settings.publicUrl)
  if (mode === 'fragment') url.hash = answer.toString()
  return url.href
}
