import { type AuthorizeScope, startAttempt } from '@wxgate/wechat'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { isFromOrigin } from '../http/origin.ts'
import { sendLoginPage } from './page.ts'
import type { SignIn } from './sign-in.ts'
import { openTicket } from './ticket.ts'

/** Sends the browser to WeChat: silently with `snsapi_base`, with WeChat's own consent otherwise. */
export async function startSignIn(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  signIn: SignIn,
  scope: AuthorizeScope = 'snsapi_base',
): Promise<FastifyReply> {
  const browserId = context.cookies.keepBrowserId(request, reply)
  return reply.redirect(await openAttempt(context, browserId, signIn, scope), 303)
}

/** Keeps an attempt for this browser and builds the link to WeChat. */
export async function openAttempt(
  context: Context,
  browserId: string,
  signIn: SignIn,
  scope: AuthorizeScope,
): Promise<string> {
  const application = await context.applications.find(signIn.appid)
  if (!application) throw new Error(`login: application ${signIn.appid} is not configured`)
  const attempt = await startAttempt({
    store: context.kept,
    appid: signIn.appid,
    scope,
    browserId,
    context: JSON.stringify(signIn),
    now: context.clock.now,
  })
  await rememberSignIn(context, browserId, signIn)
  return context.account(application).authorizeUrl({
    redirectUri: `${context.settings.publicUrl}/wechat/callback/${signIn.appid}`,
    scope,
    state: attempt.state,
  })
}

const rememberedSeconds = 24 * 3600

/** So that a callback without a usable state can still offer this browser to begin again. */
async function rememberSignIn({ kept, clock }: Context, browserId: string, signIn: SignIn): Promise<void> {
  await kept.save('login-last', browserId, JSON.stringify(signIn), {
    expiresAt: clock.now() + rememberedSeconds * 1000,
  })
}

/** `POST /login/start`: the button of our own pages. */
export async function handleStart(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const body: unknown = request.body
  const sealed = typeof body === 'object' && body !== null && 'ticket' in body ? body.ticket : undefined
  const ticket = openTicket(context, sealed)
  if (!ticket || !isFromOrigin(request, [context.settings.publicUrl])) {
    return sendLoginPage(context, request, reply, { code: 'login_expired', status: 400 })
  }
  return startSignIn(context, request, reply, ticket.signIn, ticket.scope)
}
