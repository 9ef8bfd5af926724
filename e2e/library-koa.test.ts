import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { createMemoryStore } from '@wxgate/wechat'
import { createKoaLogin, createKoaMessageHandler, createMessageHandler } from '@wxgate/wechat/web'
import Koa, { type Context, type Next } from 'koa'
import { expect, test } from 'vitest'
import { listen, openServer } from './library-server.ts'
import { site, startTown } from './library-visitor.ts'

const wechat = {
  'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.54',
  accept: 'text/html',
  'sec-fetch-mode': 'navigate',
}
const formHeaders = {
  origin: site,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
}

type Init = { method?: string; body?: string; headers?: Record<string, string> }
const appid = 'wx5a4db0c500000001'

/** Koa's body parsers read the request, and leave an object beside it. */
async function parseBody(context: Context, next: Next) {
  const type = context.get('content-type')
  const body = context.method === 'POST' ? await text(context.req) : ''
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  Object.assign(context.request, { body: isForm ? Object.fromEntries(new URLSearchParams(body)) : body })
  await next()
}

async function loseBody(context: Context, next: Next) {
  await text(context.req)
  await next()
}

/** A site of Koa, and a browser inside WeChat that keeps its cookies. */
async function open(...before: Koa.Middleware[]) {
  const town = await startTown()
  const login = createKoaLogin(town.login)
  const app = new Koa()
  const broken: unknown[] = []
  app.on('error', (error) => broken.push(error))
  for (const middleware of before) app.use(middleware)
  app.use(login.middleware)
  app.use(async (context) => {
    if (context.path === '/who') {
      context.body = { openid: (await login.visitor(context))?.openid ?? null }
      return
    }
    const visitor = await login.guard(context, { profile: true })
    if (visitor) context.body = `hello ${visitor.nickname}`
  })
  const load = await openServer(app.callback(), wechat)
  const cookies = new Map<string, string>()
  const ask = async (path: string, { headers = {}, ...init }: Init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await load(path, { ...init, headers: { ...wechat, cookie, ...headers } })
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    return { ...answer, location: (answer.headers.location ?? '').replace(site, '').replace(/#$/, '') }
  }
  const visitWeChat = async (url: string) => {
    const opened = await town.sim.open({ person: 'xiaoming', url })
    if (opened.status !== 302) throw new Error(opened.text)
    return (await ask(opened.location.slice(site.length))).location
  }
  const send = (page: string) => {
    const body = new URLSearchParams()
    const [form = ''] = /id="continue">[\s\S]*?<\/form>/.exec(page) ?? []
    for (const [, name = '', value = ''] of form.matchAll(/name="([^"]*)" value="([^"]*)"/g))
      body.append(name, value)
    const headers = { ...formHeaders, 'content-length': `${body.toString().length}` }
    return ask('/wechat/login', { method: 'POST', body: `${body}`, headers })
  }
  return { ...town, ask, visitWeChat, send, broken }
}

test.each([
  ['without a body parser', []],
  ['behind a body parser', [parseBody]],
] as const)('Koa %s signs somebody in with the profile, and back to the page', async (_title, before) => {
  const { ask, visitWeChat, send, broken } = await open(...before)
  const away = await ask('/orders?page=2')
  expect(away.status).toBe(303)
  expect(await visitWeChat(away.location)).toBe('/orders?page=2')
  const why = await ask('/orders?page=2')
  expect([why.status, why.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  const consent = await send(why.page)
  expect(consent.location).toContain('snsapi_userinfo')
  expect(await visitWeChat(consent.location)).toBe('/orders?page=2')
  expect((await ask('/orders?page=2')).page).toBe('hello 小明')
  expect(JSON.parse((await ask('/who')).page).openid).toMatch(/^o/)
  expect(broken).toEqual([])
})

test('what is no page gets 401, a page that does not exist 404, and the server goes on', async () => {
  const { ask, broken } = await open()
  const refused = await ask('/orders', { headers: { 'sec-fetch-mode': 'cors' } })
  expect([refused.status, JSON.parse(refused.page).error]).toEqual([401, 'login_required'])
  expect((await ask('/wechat/nowhere')).status).toBe(404)
  expect((await ask('/orders', { method: 'HEAD' })).status).toBe(401)
  expect(broken).toEqual([])
})

test('a form that something has read and kept to itself is an error that says so', async () => {
  const { send, failures } = await open(loseBody)
  expect((await send('<form id="continue"><input name="attempt" value="1"></form>')).status).toBe(500)
  expect(failures).toEqual(['web_body_used'])
})

test('a push is answered by Koa, and followed by what is said in the chat', async () => {
  const keys = { appid, token: 'wxgatetoken', encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890' }
  const { sim } = await startTown()
  const app = new Koa()
  app.use(
    createKoaMessageHandler(
      createMessageHandler({
        keys,
        store: createMemoryStore(),
        on: (message) => (message.kind === 'text' ? `You said: ${message.content}` : undefined),
      }),
    ),
  )
  await sim.setPush({ appid, url: `http://127.0.0.1:${await listen(createServer(app.callback()))}/push` })
  const { chat } = await sim.chat({ person: 'xiaoming', appid, text: 'tea?' })
  expect(chat.lines.at(-1)?.text).toBe('You said: tea?')
})
