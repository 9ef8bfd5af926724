import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { createMemoryStore } from '@wxgate/wechat'
import { createNodeLogin, type Login, type NodeLogin } from '@wxgate/wechat/web'
import { expect, test } from 'vitest'
import { type Listener, openServer } from './library-server.ts'
import { site, startTown } from './library-visitor.ts'

const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 15) Mobile', accept: 'text/html' }
const wechat = { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.54', accept: 'text/html' }

const open = (listener: Listener) => openServer(listener, phone)

/** A site whose every page greets who is signed in. */
function greet(login: NodeLogin): Listener {
  return (request, response) =>
    login.middleware(request, response, async (error) => {
      if (error !== undefined) return response.writeHead(500).end(error.message)
      const visitor = await login.guard(request, response)
      return visitor && response.end(`hello ${visitor.openid}`)
    })
}

/** Sends the form that begins a sign-in; a phone outside WeChat is shown where it would end. */
const signOutByForm = {
  method: 'POST',
  headers: {
    ...phone,
    origin: site,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: 'return_to=%2Forders%3Fpage%3D2',
}
const whereItEnds = `${site}/orders?page=2`

test('somebody signs in over node:http: away, back, once, and greeted', async () => {
  const { sim, login } = await startTown()
  const ask = await open(greet(createNodeLogin(login)))
  const away = await ask('/orders?page=2', { headers: wechat })
  expect([away.status, away.headers.location]).toEqual([303, expect.stringContaining('snsapi_base')])
  const cookie = away.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const opened = await sim.open({ person: 'xiaoming', url: away.headers.location ?? '' })
  if (opened.status !== 302) throw new Error(opened.text)
  const callback = opened.location.slice(site.length)

  const looked = await ask(callback, { method: 'HEAD', headers: { ...wechat, cookie } })
  expect([looked.status, looked.page]).toEqual([405, ''])
  const back = await ask(callback, { headers: { ...wechat, cookie } })
  expect([back.status, back.headers.location]).toEqual([303, `${site}/orders?page=2#`])
  const session = back.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const page = await ask('/orders?page=2', { headers: { ...wechat, cookie: `${cookie}; ${session}` } })
  expect(page.page).toMatch(/^hello o/)
})

test('a HEAD uses nothing up and gets no body', async () => {
  const { login } = await startTown()
  const ask = await open(greet(createNodeLogin(login)))
  const looked = await ask('/orders', { method: 'HEAD', headers: wechat })
  expect([looked.status, looked.page, looked.headers['set-cookie']]).toEqual([401, '', undefined])
})

test.each<[string, (request: IncomingMessage) => unknown]>([
  ['nobody has read', () => undefined],
  ['a parser left alone and put an empty object for, as those of Express 4 do', () => ({})],
  [
    'a parser has taken apart',
    async (request) => Object.fromEntries(new URLSearchParams(await text(request))),
  ],
  ['a parser has read as text', text],
  ['a parser has read as bytes', async (request) => Buffer.from(await text(request))],
])('a form that %s arrives whole', async (_, parse) => {
  const { login } = await startTown()
  const { middleware } = createNodeLogin(login)
  const ask = await open(async (request, response) => {
    const body = await parse(request)
    middleware(Object.assign(request, body !== undefined && { body }), response, () => response.end())
  })
  expect((await ask('/wechat/logout', signOutByForm)).headers.location).toBe(whereItEnds)
})

test('a form that was read and is nowhere is an error that says so, in the log and not to the visitor', async () => {
  const { login, failures } = await startTown()
  const { middleware } = createNodeLogin(login)
  const ask = await open(async (request, response) => {
    await text(request)
    middleware(request, response, () => response.end())
  })
  expect((await ask('/wechat/logout', signOutByForm)).status).toBe(500)
  expect(failures).toEqual(['web_body_used'])
})

test('the guard leaves the body of a request to the page', async () => {
  const { login } = await startTown()
  const { guard } = createNodeLogin(login)
  const ask = await open(async (request, response) => {
    await guard(request, { statusCode: 0, setHeader() {}, end() {} })
    response.end(await text(request))
  })
  expect((await ask('/orders', signOutByForm)).page).toBe(signOutByForm.body)
})

test('a router that cuts its path off does not hide the sign-in below it', async () => {
  const { login } = await startTown({ path: '/shop/wechat' })
  const { middleware } = createNodeLogin(login)
  const ask = await open((request, response) => {
    const { url = '' } = request
    const cut = Object.assign(request, { originalUrl: url, url: url.slice('/shop'.length) })
    middleware(cut, response, () => response.writeHead(404).end())
  })
  const { headers } = await ask('/shop/wechat/login?return_to=%2Fshop%2Forders')
  expect(headers.location).toMatch(/\/shop\/wechat\/desktop\/\w{32}$/)
})

test('what a logger of the site throws on the way goes to next', async () => {
  const { login } = await startTown({
    onError: () => {
      throw new Error('the log is full')
    },
    store: { ...createMemoryStore(), get: () => Promise.reject(new Error('gone')) },
  })
  const ask = await open(greet(createNodeLogin(login)))
  const failed = await ask(`/wechat/desktop/${'a'.repeat(32)}`, {
    headers: { ...wechat, accept: 'text/html' },
  })
  expect([failed.status, failed.page]).toEqual([500, 'the log is full'])
})

test('every cookie has a line of its own', async () => {
  const { login } = await startTown()
  const twoCookies: Login = {
    ...login,
    handler: async () =>
      new Response(null, {
        headers: [
          ['set-cookie', 'a=1; Expires=Wed, 25 Nov 2026 20:00:00 GMT'],
          ['set-cookie', 'b=2'],
        ],
      }),
  }
  const ask = await open(greet(createNodeLogin(twoCookies)))
  const { headers } = await ask('/wechat/login')
  expect(headers['set-cookie']).toEqual(['a=1; Expires=Wed, 25 Nov 2026 20:00:00 GMT', 'b=2'])
})
