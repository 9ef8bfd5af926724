import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { html } from '../http/html.ts'
import { sendPage } from '../http/page.ts'
import { buildSecretId } from '../record/random-id.ts'
import { listFormOrigins, sendLoginPage } from './page.ts'
import { readSignIn, type SignIn } from './sign-in.ts'
import { partTexts } from './text.ts'
import { sealTicket } from './ticket.ts'

const profileSeconds = 600

/** Keeps a sign-in that needs the profile, and gives the page that says why before WeChat asks. */
export async function openProfilePage({ kept, clock }: Context, signIn: SignIn): Promise<string> {
  const handle = buildSecretId()
  await kept.save('login-profile', handle, JSON.stringify(signIn), {
    expiresAt: clock.now() + profileSeconds * 1000,
  })
  return `/login/profile/${handle}`
}

/**
 * `GET /login/profile/:handle`. WeChat's rule since 2022: say why before asking, and let people decline.
 * Source: WeChat's notice on the change of web authorization, /community/minihome/doc/000c2c34068880629ced91a2f56001.
 */
export async function handleProfile(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { handle } = request.params as { handle: string }
  const row = await context.kept.get('login-profile', handle)
  if (!row) return sendLoginPage(context, request, reply, { code: 'login_expired', status: 400 })
  const signIn = readSignIn(row.value)
  const client = await context.clients.find(signIn.client)
  const part = partTexts[signIn.language]
  const ticket = sealTicket(context, { signIn, scope: 'snsapi_userinfo' })
  return sendPage(reply, {
    status: 200,
    language: signIn.language,
    title: part.profileTitle(client?.name ?? signIn.client),
    body: html`<p>${part.profileWhy}</p>
<ul><li>${part.profileTakes}</li></ul>
<p class="hint">${part.profileLeaves}</p>
<form method="post" action="/login/start" id="continue">
<input type="hidden" name="ticket" value="${ticket}">
<button>${part.profileGo}</button>
</form>
${signIn.cancelUrl ? html`<a class="button quiet" href="${signIn.cancelUrl}">${part.profileStay}</a>` : undefined}`,
    formOrigins: listFormOrigins(context, signIn),
  })
}
