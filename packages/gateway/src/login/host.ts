import { setTimeout } from 'node:timers/promises'
import { WeChatError } from '@wxgate/wechat'
import { explain } from '@wxgate/wechat/explain'
import type { Ask, Host, PageFacts, Visit, WayChannel, WayEvent } from '@wxgate/wechat/way'
import type { Context } from '../context.ts'
import type { Application } from '../record/application.ts'
import { type Session, sessionSeconds } from '../record/session.ts'
import { isProfileNeeded } from './need.ts'
import { buildSessions } from './session.ts'
import { readOwn } from './wish.ts'

/** The large host of the visitor's way: people, clients, and sessions with seats. */
export function buildHost(context: Context): Host<Session> {
  const { settings, clients, applications, people, kept, clock } = context
  const { origin } = new URL(settings.publicUrl)
  return {
    origin,
    paths: {
      start: '/login/start',
      callback: '/wechat/callback',
      profile: '/login/profile',
      handoff: '/handoff',
      desktop: '/login/desktop',
      finish: '/login/finish',
      whereami: '/whereami',
    },
    cookiePrefix: 'wxgate_',
    sessionSeconds,
    wechat: [context.wire.origins.open],
    store: kept,
    now: clock.now,
    async findAccount(appid) {
      const application = await applications.find(appid)
      return application && context.account(application)
    },
    async listChannels(visit) {
      const application = await applications.find(readOwn(visit).appid)
      return application ? listChannels(application) : []
    },
    sessions: buildSessions(context),
    needsProfile: async (_visit, { appid, openid }) =>
      isProfileNeeded(context, await people.findByOpenid(appid, openid)),
    readFacts: (visit) => readFacts(context, origin, visit),
    async findStart(visit) {
      const client = await clients.find(readOwn(visit).client)
      return (
        client?.initiateLoginUri ??
        client?.returnUrls[0] ??
        client?.redirectUris.map((uri) => `${new URL(uri).origin}/`)[0]
      )
    },
    explain: ({ errcode }, language) => (errcode === undefined ? undefined : readCure(errcode, language)),
    wait: (ms) => setTimeout(ms, undefined, { ref: false }),
    onEvent: (event, ask) => report(context, event, ask),
  }
}

function listChannels({ kind, appid }: Application): WayChannel[] {
  if (kind === 'website') return [{ name: 'website', appid }]
  if (kind === 'miniprogram') return [{ name: 'mini-program', appid }]
  if (kind === 'app') return []
  return [
    { name: 'wechat', appid },
    { name: 'handoff', appid },
  ]
}

async function readFacts({ clients }: Context, origin: string, visit: Visit | undefined): Promise<PageFacts> {
  if (visit === undefined) return { site: new URL(origin).host }
  const { client: id, cancelUrl = visit.resume, endOrigin = visit.resume } = readOwn(visit)
  const client = await clients.find(id)
  const ends = [visit.resume, cancelUrl ?? visit.resume, endOrigin].map((url) => new URL(url, origin).origin)
  return { site: client?.name ?? id, cancel: cancelUrl ?? undefined, formOrigins: ends }
}

function readCure(errcode: number, language: 'zh' | 'en'): string | undefined {
  return explain(String(errcode))?.texts[language].cures[0]
}

/** The lines of log and audit about the way: never a code, a state or a token. */
async function report({ log, audit }: Context, event: WayEvent, { requestId }: Ask): Promise<void> {
  const about = { reqId: requestId, appid: event.appid }
  if (event.kind === 'refused')
    return log.warn({ event: 'login.callback_refused', code: event.code, ...about })
  if (event.kind === 'snapshot') {
    const { client } = readOwn(event.visit)
    return audit.write({ event: 'login.snapshot_refused', client, appid: event.appid, requestId })
  }
  const { error } = event
  if (!(error instanceof WeChatError)) return log.error({ event: 'login.failed', err: error, ...about })
  const { code, errcode, rid, path } = error
  const name = event.kind === 'failed' ? 'login.wechat_failed' : 'login.profile_failed'
  log.warn({ event: name, code, errcode, rid, path, ...about })
  if (code === 'login_identity_mismatch')
    await audit.write({ event: 'login.identity_mismatch', appid: event.appid, requestId })
}
