import { findAttempt, takeCallback, WeChatError } from '@wxgate/wechat'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { readLanguage } from '../http/language.ts'
import { finishArrival } from './arrival.ts'
import { openOutcome } from './outcome.ts'
import { type LoginPageCode, sendLoginPage } from './page.ts'
import { findSession } from './session.ts'
import { readSignIn, type SignIn } from './sign-in.ts'

interface CallbackQuery {
  state?: string
  code?: string
}

/**
 * `GET /wechat/callback/:appid`: WeChat sends the browser back. The attempt is taken once; the same browser
 * loading it again, which WeChat's webview likes to do, ends where the first load ended.
 */
export async function handleCallback(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const { appid } = request.params as { appid: string }
  const browserId = context.cookies.readBrowserId(request)
  const query = readQuery(request.query)
  try {
    const { outcome, attempt } = await takeCallback({
      store: context.kept,
      appid,
      browserId,
      query,
      now: context.clock.now,
      finish: (arrival) => finishArrival(context, request, arrival),
    })
    return await sendOutcome(context, request, reply, outcome, readSignIn(attempt.context))
  } catch (cause) {
    if (!(cause instanceof WeChatError) || !isRefusal(cause.code)) throw cause
    request.log.warn({ event: 'login.callback_refused', code: cause.code, appid })
    const found = await findSignIn(context, query.state, browserId)
    // The attempt may be somebody else's: whoever reads the page has a language of their own.
    const signIn = found && { ...found, language: readLanguage(request.headers['accept-language']) }
    return sendLoginPage(context, request, reply, { code: cause.code, status: 400, signIn })
  }
}

async function sendOutcome(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  signIn: SignIn,
) {
  const outcome = openOutcome(context, text)
  if (outcome.kind === 'page') return sendLoginPage(context, request, reply, outcome.page)
  if (outcome.sessionId === undefined) return reply.redirect(outcome.location, 303)
  if (await context.sessions.find(outcome.sessionId)) {
    context.cookies.saveSessionId(reply, outcome.sessionId)
    return reply.redirect(outcome.location, 303)
  }
  // Loaded again after another sign-in took this one's place, or after signing out: it brings nothing back.
  if (await findSession(context, request)) return reply.redirect(outcome.location, 303)
  return sendLoginPage(context, request, reply, { code: 'login_state_unknown', status: 400, signIn })
}

/** A parameter that is given twice is no parameter: proxies and servers disagree about which one counts. */
function readQuery(query: unknown): CallbackQuery {
  const given = query as Readonly<Record<string, unknown>>
  return {
    ...(typeof given.state === 'string' && { state: given.state }),
    ...(typeof given.code === 'string' && { code: given.code }),
  }
}

function isRefusal(code: string): code is LoginPageCode {
  return [
    'login_state_missing',
    'login_state_unknown',
    'login_browser_mismatch',
    'login_appid_mismatch',
    'login_attempt_stuck',
  ].includes(code)
}

/**
 * What a refused callback can offer to begin again. For an attempt of another browser it is that attempt's
 * client and place, never its identity; else what this browser tried last.
 */
async function findSignIn(
  { kept }: Context,
  state: string | undefined,
  browserId: string | undefined,
): Promise<SignIn | undefined> {
  const attempt = state && (await findAttempt({ store: kept, state }))
  if (attempt) return readSignIn(attempt.context)
  const last = browserId && (await kept.get('login-last', browserId))
  return last ? readSignIn(last.value) : undefined
}
