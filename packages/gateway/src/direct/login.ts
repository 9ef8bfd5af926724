import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { readLanguage } from '../http/language.ts'
import { isSatisfied } from '../login/need.ts'
import { sendLoginPage } from '../login/page.ts'
import { openProfilePage } from '../login/profile.ts'
import { findSession } from '../login/session.ts'
import type { SignIn } from '../login/sign-in.ts'
import { startSignIn } from '../login/start.ts'
import type { Client } from '../record/client.ts'
import { findReturnUrl } from './return-url.ts'

type Query = Readonly<Record<string, unknown>>

/**
 * `GET /login/:client?return_to=…[&application=APPID]`: the direct door. Whoever is signed in already, with
 * all the client asks for, goes straight on.
 */
export async function handleLogin(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { client: id } = request.params as { client: string }
  const query = request.query as Query
  const client = await context.clients.find(id)
  if (!client) return sendLoginPage(context, request, reply, { code: 'login_client_unknown', status: 404 })
  const returnUrl = findReturnUrl(client, query.return_to)
  if (!returnUrl) return sendLoginPage(context, request, reply, { code: 'login_return_refused', status: 400 })
  const appid = await findAppid(context, client, query.application)
  if (!appid)
    return sendLoginPage(context, request, reply, { code: 'login_application_refused', status: 400 })
  return goOn(context, request, reply, buildSignIn(request, client, appid, returnUrl))
}

async function goOn(context: Context, request: FastifyRequest, reply: FastifyReply, signIn: SignIn) {
  const session = await findSession(context, request)
  if (!session || session.client !== signIn.client || session.appid !== signIn.appid) {
    return startSignIn(context, request, reply, signIn)
  }
  const enough = await isSatisfied(context, session, signIn)
  return reply.redirect(enough ? signIn.resumeUrl : await openProfilePage(context, signIn), 303)
}

async function findAppid(
  { applications }: Context,
  client: Client,
  wanted: unknown,
): Promise<string | undefined> {
  const appid = wanted === undefined ? client.appids[0] : wanted
  if (typeof appid !== 'string' || !client.appids.includes(appid)) return undefined
  return (await applications.find(appid)) && appid
}

function buildSignIn(request: FastifyRequest, client: Client, appid: string, returnUrl: string): SignIn {
  return {
    client: client.id,
    appid,
    wantsProfile: client.wantsProfile,
    resumeUrl: returnUrl,
    cancelUrl: returnUrl,
    language: readLanguage(request.headers['accept-language']),
    restarts: 0,
  }
}
