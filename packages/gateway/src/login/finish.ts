import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { buildSecretId } from '../record/random-id.ts'
import { sendLoginPage } from './page.ts'
import { findSession } from './session.ts'
import { readSignIn, type SignIn } from './sign-in.ts'

const finishSeconds = 600

/** Keeps where a sign-in goes on, and gives our own URL for it: it may be loaded any number of times. */
export async function openFinish({ kept, clock }: Context, signIn: SignIn): Promise<string> {
  const handle = buildSecretId()
  await kept.save('login-finish', handle, JSON.stringify(signIn), {
    expiresAt: clock.now() + finishSeconds * 1000,
  })
  return `/login/finish/${handle}`
}

/**
 * `GET /login/finish/:handle`: the sign-in is done, the door that asked goes on. A browser that did not keep
 * the session's cookie stops here: the door would send it to WeChat again, for ever and silently.
 */
export async function handleFinish(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { handle } = request.params as { handle: string }
  const row = await context.kept.get('login-finish', handle)
  if (!row) return sendLoginPage(context, request, reply, { code: 'login_expired', status: 400 })
  const signIn = readSignIn(row.value)
  if (await findSession(context, request)) return reply.redirect(signIn.resumeUrl, 303)
  return sendLoginPage(context, request, reply, { code: 'login_cookie_missing', status: 400, signIn })
}
