import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { Problem } from '../wire/problem.ts'
import { readQuery } from '../wire/query.ts'
import { isCrossSite, readBodyText } from '../wire/request.ts'
import { isVirtualAvatarKey } from '../world/identity.ts'
import { drawAvatar, drawGreyAvatar } from './avatar.ts'
import { buildPageHeaders } from './frame.ts'
import { buildHomePage } from './home.ts'
import { LANGUAGE_COOKIE, readLanguage } from './language.ts'
import { routeWebAssets, sendWebIndex } from './web.ts'

const SIZES = ['0', '46', '64', '96', '132']

function drawByKey({ world }: Context, key: string): string | undefined {
  const person = world.people.findByAvatarKey(key)
  if (person?.avatar) return drawAvatar(person.nickname, person.avatar)
  return key === 'none' || isVirtualAvatarKey(key) ? drawGreyAvatar() : undefined
}

/** A path of this simulator to go back to; anything else is the start page. */
function readBack(back: string | undefined): string {
  return back !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : '/'
}

/** The start page. */
export function routePages(app: FastifyInstance, context: Context): void {
  const { webPage } = context
  app.get('/', async (request, reply) => {
    const page = await webPage?.readIndex()
    if (page) return sendWebIndex(reply, page)
    const frame = { language: readLanguage(request), back: '/' }
    return reply.headers(buildPageHeaders()).send(buildHomePage(context, frame, webPage?.state()))
  })
  if (webPage) routeWebAssets(app, webPage)
}

/**
 * What WeChat's own pages and answers lead to, so under whatever name the simulator was called: avatars, and the
 * choice of language, which changes a cookie of that name alone.
 */
export function routeEverywhere(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { key: string; size: string } }>('/mmopen/vi_32/:key/:size', (request, reply) => {
    const picture = drawByKey(context, request.params.key)
    if (picture === undefined || !SIZES.includes(request.params.size))
      throw new Problem(404, 'no such avatar')
    return reply
      .headers({ 'content-type': 'image/svg+xml', 'content-security-policy': "default-src 'none'" })
      .headers({ 'cache-control': 'max-age=3600', 'x-content-type-options': 'nosniff' })
      .send(picture)
  })
  app.post('/__sim/language', (request, reply) => {
    if (isCrossSite(request)) throw new Problem(403, 'only the simulator’s own pages may change this')
    const form = readQuery(readBodyText(request.body))
    const language = form.get('language') === 'en' ? 'en' : 'zh'
    reply.setCookie(LANGUAGE_COOKIE, language, { path: '/', httpOnly: true, sameSite: 'lax' })
    return reply.redirect(readBack(form.get('back')), 303)
  })
}
