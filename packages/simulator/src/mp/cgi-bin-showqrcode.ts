import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { drawQrJpeg } from '../page/qr-jpeg.ts'
import type { Call } from '../rules/call.ts'
import { mask, Refused, type Rule } from '../rules/rule.ts'
import { type Answer, buildError, buildRefusalDetail } from '../wire/answer.ts'
import { serveCall } from '../wire/serve.ts'

const PATH = '/cgi-bin/showqrcode'

const sceneTicketKnown: Rule = {
  name: 'scene_ticket_known',
  endpoints: [PATH],
  errcode: null,
  wrong: {
    en: 'No living code has this ticket (is it percent-encoded?).',
    zh: '没有对应此 ticket 的有效二维码（是否做了 URL 编码？）。',
  },
  passes: {
    en: 'encodeURIComponent(ticket) of a code that has not expired.',
    zh: '对未过期二维码的 ticket 使用 encodeURIComponent。',
  },
  source: 'https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode',
  confidence: 'captured',
}

function show(call: Call): Answer {
  const ticket = call.query.get('ticket')
  const code = call.world.sceneCodes.find(ticket ?? '')
  const shared = { errcode: null, rule: null, detail: { warnings: call.warnings } }
  if (!code || (code.expiresAt ?? call.now + 1) <= call.now) {
    const refused = new Refused(sceneTicketKnown, mask(ticket))
    const detail = buildRefusalDetail(refused, call.warnings)
    return { ...shared, status: 404, headers: {}, body: '', rule: sceneTicketKnown.name, detail }
  }
  const headers = { 'content-type': 'image/jpg', 'cache-control': 'no-store' }
  return { ...shared, status: 200, headers, body: drawQrJpeg(code.url) }
}

/** `GET /cgi-bin/showqrcode?ticket=`: the picture of a scene code, without a token. WeChat’s page writes `image/jpg`. */
export function showSceneCode(context: Context, request: FastifyRequest, reply: FastifyReply) {
  return serveCall(context, request, reply, {
    handle: show,
    buildFaultError: (call, errcode, errmsg) => buildError(call, errcode, 'fault:errcode', errmsg),
  })
}
