import type { WeChatError } from '@wxgate/wechat'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from '../http/problem.ts'
import { buildAsk, type Login } from '../login/login.ts'
import type { Application } from '../record/application.ts'

/** Seconds after which a program may try again when WeChat is busy or out of reach. */
const retrySeconds = 2

/** The answer to a program whose code WeChat did not take: who has to act, and how. The log has the rest. */
export function refuseCode(
  { context, way }: Login,
  request: FastifyRequest,
  reply: FastifyReply,
  { error, application }: { error: WeChatError; application: Application },
) {
  const { code, errcode, rid, path, kind } = error
  const { appid } = application
  context.log.warn({ event: 'login.wechat_failed', code, errcode, rid, path, appid, reqId: request.id })
  if (errcode === 40029) way.limits.countFailure(buildAsk(context, request))
  if (kind === 'reauthorizeUser') {
    const title = 'WeChat does not know the code, or it was used before. Call wx.login() again.'
    return sendProblem(reply, 400, 'login_code_refused', title)
  }
  if (kind === 'userBlocked')
    return sendProblem(reply, 403, 'login_person_blocked', 'WeChat refuses to sign this person in.')
  if (error.retryable || code === 'wire_unreachable' || code === 'wire_timeout') {
    reply.header('retry-after', String(retrySeconds))
    return sendProblem(reply, 503, 'login_wechat_busy', 'WeChat did not answer, or is busy. Try again soon.')
  }
  const title = 'WeChat refused the account. Its operator finds the reason in the log by the request id.'
  return sendProblem(reply, 502, 'login_wechat_failed', title)
}
