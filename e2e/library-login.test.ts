import { createMemoryStore } from '@wxgate/wechat'
import { createLogin } from '@wxgate/wechat/web'
import { expect, test } from 'vitest'
import { Browser, readLocation, site, startTown, visitWeChat } from './library-visitor.ts'

test('a visitor without a session is sent to WeChat, silently, and back to this very URL', async () => {
  const { sim, login, exchanges, signIns } = await startTown()
  const browser = new Browser(login, 'wechat')
  const away = await browser.ask('/orders?page=2&q=茶')
  expect(readLocation(away)).toContain('scope=snsapi_base')
  expect(away.headers.get('referrer-policy')).toBe('no-referrer')
  const back = await browser.ask(await visitWeChat(sim, away))
  expect([back.status, readLocation(back)]).toEqual([303, `${site}/orders?page=2&q=%E8%8C%B6`])
  const page = await browser.ask('/orders?page=2&q=茶')
  expect(await page.text()).toMatch(/^hello o[\w-]{27}$/)
  expect(signIns).toHaveLength(1)
  expect(await exchanges()).toBe(1)
})

test('the profile is asked on demand, after a page that says why, and is known at the next sign-in', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat', { profile: true })
  const silent = await browser.ask('/me')
  expect(readLocation(silent)).toContain('scope=snsapi_base')
  await browser.ask(await visitWeChat(sim, silent))
  const why = await browser.ask('/me')
  expect(why.status).toBe(200)
  const asked = await browser.send(await why.text())
  expect(readLocation(asked)).toContain('scope=snsapi_userinfo')
  await browser.ask(await visitWeChat(sim, asked))
  expect(await (await browser.ask('/me')).text()).toBe('hello 小明')

  const another = new Browser(login, 'wechat', { profile: true })
  await another.ask(await visitWeChat(sim, await another.ask('/me')))
  expect(await (await another.ask('/me')).text()).toBe('hello 小明')
})

test('twenty loads of one callback exchange once and end at one place, in one session', async () => {
  const { sim, login, exchanges, signIns } = await startTown()
  const browser = new Browser(login, 'wechat')
  const callback = await visitWeChat(sim, await browser.ask('/'))
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.ask(callback)))
  expect(new Set(answers.map(readLocation))).toEqual(new Set([`${site}/`]))
  expect(new Set(answers.map((answer) => answer.headers.getSetCookie().join())).size).toBe(1)
  expect([await exchanges(), signIns.length]).toEqual([1, 1])
})

test('a callback of another browser, without state or with an altered one is refused, and the right one goes on', async () => {
  const { sim, login, exchanges } = await startTown()
  const [browser, thief] = [new Browser(login, 'wechat'), new Browser(login, 'wechat')]
  const callback = await visitWeChat(sim, await browser.ask('/orders'))
  await thief.ask('/')
  for (const path of [
    callback,
    callback.replace(/&state=\w+/, ''),
    callback.replace(/state=\w/, 'state=-'),
    `${callback}&state=abc`,
  ]) {
    const refused = await thief.ask(path)
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('id="continue"')
    expect(refused.headers.getSetCookie()).toEqual([])
  }
  expect(await exchanges()).toBe(0)
  expect(readLocation(await browser.ask(callback))).toBe(`${site}/orders`)
})

test('a browser that lost its cookie is offered a new start, which takes nothing of the sign-in it cannot prove', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat')
  const callback = await visitWeChat(sim, await browser.ask('/orders'))
  browser.forgetCookies()
  const refused = await browser.ask(callback)
  expect(refused.status).toBe(400)
  const again = await browser.send(await refused.text())
  expect(readLocation(again)).toBe(`${site}/`)
  const away = await browser.ask('/')
  expect(readLocation(await browser.ask(await visitWeChat(sim, away)))).toBe(`${site}/`)
})

test('a snapshot visitor, one who says no, and one whom WeChat fails are told so and get no session', async () => {
  const { sim, login, failures, signIns } = await startTown()
  const browser = new Browser(login, 'wechat', { profile: true })
  const away = await browser.ask('/')
  const opened = await sim.open({ person: 'alice', url: readLocation(away), snapshot: true })
  if (opened.status !== 302) throw new Error(opened.text)
  const snapshot = await browser.ask(opened.location.slice(site.length))
  expect([snapshot.status, await snapshot.text()]).toEqual([200, expect.stringContaining('login_snapshot')])
  expect(signIns).toEqual([])

  await browser.ask(await visitWeChat(sim, await browser.ask('/'), 'alice'))
  const asked = await browser.send(await (await browser.ask('/')).text())
  const state = new URL(readLocation(asked)).searchParams.get('state')
  const denied = await browser.ask(`/wechat/callback/wx5a4db0c500000001?state=${state}`)
  expect([denied.status, await denied.text()]).toEqual([403, expect.stringContaining('login_denied')])

  const other = new Browser(login, 'wechat')
  await sim.fault({ path: '/sns/oauth2/access_token', kind: 'errcode', errcode: -1 })
  const failed = await other.ask(await visitWeChat(sim, await other.ask('/orders')))
  expect(failed.status).toBe(502)
  const page = await failed.text()
  expect(page).toMatch(/login_wechat_failed · -1 · rid [0-9a-f-]{26}/)
  expect(failures).toEqual(['wire_errcode'])
  const again = await other.send(page)
  expect(readLocation(await other.ask(await visitWeChat(sim, again)))).toBe(`${site}/orders`)
})

test('who starts again after a failure is told why the profile is wanted before WeChat asks', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat', { profile: true })
  await sim.fault({ path: '/sns/oauth2/access_token', kind: 'errcode', errcode: -1 })
  const failed = await browser.ask(await visitWeChat(sim, await browser.ask('/me')))
  const again = await browser.send(await failed.text())
  expect(readLocation(again)).toContain('scope=snsapi_base')
  await browser.ask(await visitWeChat(sim, again))
  const why = await (await browser.ask('/me')).text()
  expect(why).toContain('May we see your profile?')
  expect(readLocation(await browser.send(why))).toContain('scope=snsapi_userinfo')
})

test('a code that was used up begins anew by itself, once', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat')
  await sim.fault({ path: '/sns/oauth2/access_token', kind: 'errcode', errcode: 40163, times: 2 })
  const restart = await browser.ask(await visitWeChat(sim, await browser.ask('/orders')))
  expect(readLocation(restart)).toContain('scope=snsapi_base')
  expect((await browser.ask(await visitWeChat(sim, restart))).status).toBe(502)
})

test('signing out ends the session everywhere it was copied to, and only from our own page', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat')
  await browser.ask(await visitWeChat(sim, await browser.ask('/')))
  const kept = browser.cookies
  const foreign = await browser.ask('/wechat/logout', {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  })
  expect(foreign.status).toBe(403)
  const signedIn = () => login.visitor(new Request(site, { headers: { cookie: kept } }))
  const visitor = await signedIn()
  expect(visitor).toMatchObject({ kind: 'base' })
  expect((await browser.ask('/wechat/logout')).status).toBe(405)
  const out = await browser.ask('/wechat/logout', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect([out.status, readLocation(out)]).toEqual([303, `${site}/`])
  expect(await signedIn()).toBeUndefined()

  await browser.ask(await visitWeChat(sim, await browser.ask('/')))
  if (visitor) await login.forget(visitor)
  expect((await browser.ask('/')).status).toBe(303)
})

test('a fetch gets 401 with the address of the sign-in, and a planted return address leads home', async () => {
  const { login } = await startTown()
  const browser = new Browser(login, 'wechat')
  const refused = await browser.ask('/api/me', { headers: { accept: 'application/json' } })
  expect(refused.status).toBe(401)
  expect(await refused.json()).toEqual({ error: 'login_required', login: `${site}/wechat/login` })
  for (const mode of ['cors', 'no-cors', 'same-origin']) {
    const script = await browser.ask('/api/me', { headers: { accept: '*/*', 'sec-fetch-mode': mode } })
    expect([mode, script.status]).toEqual([mode, 401])
  }
  const { sim, login: other } = await startTown()
  for (const evil of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ]) {
    const visitor = new Browser(other, 'wechat')
    const away = await visitor.ask(`/wechat/login?return_to=${encodeURIComponent(evil)}`)
    const back = await visitor.ask(await visitWeChat(sim, away))
    expect(new URL(readLocation(back)).origin).toBe(site)
  }
})

test('a phone browser outside WeChat is shown the link to open there', async () => {
  const { login } = await startTown()
  const phone = new Browser(login, 'phone')
  const page = await phone.ask(readLocation(await phone.ask('/orders')), {
    headers: { 'accept-language': 'zh-CN,zh;q=0.9' },
  })
  expect(page.status).toBe(200)
  const text = await page.text()
  expect(text).toContain('请在微信中打开')
  expect(text).toMatch(new RegExp(`<a href="${site}/wechat/handoff/\\w{32}">`))
})

test.each(['/shop/wechat/login', '/shop/wechat/login/', '/wechat/login', '/wechat/login/', '/login'])(
  'a router that hands /shop/wechat/login in as %s does not hide it',
  async (pathname) => {
    const { login } = await startTown({ path: '/shop/wechat' })
    const headers = { 'user-agent': 'Android' }
    const page = await login.handler(
      new Request(`http://inside:3000${pathname}?return_to=%2Fshop`, { headers }),
    )
    expect(page.headers.get('location')).toMatch(new RegExp(`^${site}/shop/wechat/desktop/\\w{32}$`))
  },
)

test('only loading a page begins a sign-in', async () => {
  const { sim, login } = await startTown()
  for (const method of ['PUT', 'DELETE', 'OPTIONS']) {
    const refused = await login.handler(new Request(`${site}/wechat/login`, { method }))
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, POST'])
  }
  expect((await sim.journal()).total).toBe(0)
})

test('a visitor is known by the headers alone, where there is no request', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat')
  await browser.ask(await visitWeChat(sim, await browser.ask('/')))
  const headers = new Headers({ cookie: browser.cookies })
  expect(await login.visitor({ headers })).toMatchObject({ kind: 'base' })
})

test('HEAD uses nothing up, and a callback is no form', async () => {
  const { sim, login, exchanges } = await startTown()
  const browser = new Browser(login, 'wechat')
  expect((await browser.ask('/orders', { method: 'HEAD' })).status).toBe(401)
  expect((await browser.ask('/wechat/login', { method: 'HEAD' })).status).toBe(405)
  const callback = await visitWeChat(sim, await browser.ask('/orders'))
  expect((await browser.ask(callback, { method: 'HEAD' })).status).toBe(405)
  expect((await browser.ask(callback, { method: 'POST' })).status).toBe(405)
  expect(await exchanges()).toBe(0)
  expect(readLocation(await browser.ask(callback))).toBe(`${site}/orders`)
})

test('an origin or a path that cannot work is refused at once', () => {
  const store = createMemoryStore()
  for (const origin of ['localhost:8080', 'https://a.example/path', 'ftp://a.example', ''])
    expect(() => createLogin({ store, origin, channels: [] })).toThrow(
      expect.objectContaining({ code: 'login_origin_invalid' }),
    )
  expect(() => createLogin({ store, origin: site, channels: [] })).toThrow(
    expect.objectContaining({ code: 'login_channel_invalid' }),
  )
  for (const path of ['wechat', '/wechat/', '/', ''])
    expect(() => createLogin({ store, origin: site, channels: [], path })).toThrow(
      expect.objectContaining({ code: 'login_path_invalid' }),
    )
})

test('a callback that is loaded again leaves the session of a sign-in that came after it', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat')
  const [one, two] = [await browser.ask('/one'), await browser.ask('/two')]
  const callback = await visitWeChat(sim, one)
  await browser.ask(callback)
  await browser.ask(await visitWeChat(sim, two))
  await browser.ask(callback)
  expect((await browser.ask('/two')).status).toBe(200)
})

test('a profile that was granted and cannot be had is told, to the visitor too, and tried again', async () => {
  const { sim, login, failures, signIns } = await startTown()
  const browser = new Browser(login, 'wechat', { profile: true })
  await browser.ask(await visitWeChat(sim, await browser.ask('/orders')))
  await sim.fault({ path: '/sns/userinfo', kind: 'errcode', errcode: 48001, times: 1 })
  const away = await browser.send(await (await browser.ask('/orders')).text())
  const failed = await browser.ask(await visitWeChat(sim, away))
  expect(failed.status).toBe(502)
  expect(failures).toEqual(['wire_errcode'])
  const again = await browser.send(await failed.text())
  await browser.ask(await visitWeChat(sim, again))
  expect(await (await browser.ask('/orders')).text()).toBe('hello 小明')
  expect(signIns).toHaveLength(2)
})
