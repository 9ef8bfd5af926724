import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, desktopHandoff, inWeChat, websiteQr } from '@wxgate/wechat/web'
import { expect, test } from 'vitest'
import { Browser, readLocation, readSecret, site, startTown, visitWeChat } from './library-visitor.ts'

const button = 'Continue in the pretend phone'
const pretend = 'name="pretend"'
const english = { headers: { 'accept-language': 'en' } }

function openAccount(simulator: string, ending = 1) {
  const wire = createWire({ origins: originsAt(simulator) })
  const appid = `wx5a4db0c50000000${ending}`
  return createAccount({ wire, store: createMemoryStore(), appid, secret: readSecret(ending) })
}

test('a computer goes on beside the code, in this very browser, to the profile', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'desktop', { profile: true })
  const scan = await browser.ask(readLocation(await browser.ask('/orders?page=2')), english)
  const page = await scan.text()
  expect(page).toContain(button)
  const away = await browser.send(page, {}, pretend)
  const back = await browser.ask(await visitWeChat(sim, away))
  expect(readLocation(back)).toBe(`${site}/orders?page=2`)
  // From here on it is the phone: the page that says why, and no code again.
  const why = await (await browser.ask('/orders?page=2')).text()
  const consented = await browser.ask(await visitWeChat(sim, await browser.send(why)))
  expect(readLocation(consented)).toBe(`${site}/orders?page=2`)
  expect(await (await browser.ask('/orders?page=2')).text()).toBe('hello 小明')
})

test('where only the code of ours is a way, the button leads past it', async () => {
  const { sim } = await startTown()
  const channels = [desktopHandoff(openAccount(sim.url))]
  const login = createLogin({ store: createMemoryStore(), origin: site, channels })
  const browser = new Browser(login, 'desktop')
  const page = await (await browser.ask(readLocation(await browser.ask('/')))).text()
  const away = await browser.send(page, {}, pretend)
  expect(readLocation(await browser.ask(await visitWeChat(sim, away)))).toBe(`${site}/`)
})

test('a phone outside WeChat, and the link in the code, go on by the same button', async () => {
  const { sim, login } = await startTown()
  const computer = new Browser(login, 'desktop')
  const scan = await (await computer.ask(readLocation(await computer.ask('/')))).text()
  const number = /<output id="number">(\d\d)</.exec(scan)?.[1] ?? ''
  const handoff = new URL(/"(http:[^"]*\/handoff\/[^"]*)"/.exec(scan)?.[1] ?? '').pathname
  const phone = new Browser(login, 'phone')
  const place = await (await phone.ask(handoff, english)).text()
  expect(place).toContain(button)
  const again = await phone.ask(readLocation(await phone.send(place, {}, pretend)))
  const back = await phone.ask(await visitWeChat(sim, again, 'alice'))
  expect(readLocation(back)).toBe(site + handoff)
  const approve = await (await phone.ask(handoff)).text()
  expect((await phone.send(approve, { number })).status).toBe(200)
  const desktop = handoff.replace('handoff', 'desktop')
  expect(readLocation(await computer.ask(`${desktop}/finish`))).toBe(`${site}/`)
})

test.each(['zh-CN', 'en'])('the button stands on pages in %s', async (language) => {
  const { login } = await startTown()
  const phone = new Browser(login, 'phone')
  const options = { headers: { 'accept-language': language } }
  const page = await (await phone.ask(readLocation(await phone.ask('/')), options)).text()
  expect(page).toContain(language === 'en' ? button : '在模拟手机中继续')
})

test('it exists on a developer’s computer alone: not on another origin, not where WeChat is WeChat, not for websites', async () => {
  const { sim } = await startTown()
  const store = createMemoryStore()
  const simulated = openAccount(sim.url)
  const real = createAccount({ store, appid: 'wx0123456789abcdef', secret: readSecret(1) })
  const cases = [
    { origin: 'https://m.example.com', channels: [inWeChat(simulated)] },
    { origin: 'http://192.168.1.20:3000', channels: [inWeChat(simulated)] },
    { origin: 'http://localhost.example.com', channels: [inWeChat(simulated)] },
    { origin: 'http://localhost', channels: [inWeChat(real)] },
    { origin: 'http://localhost:3000', channels: [websiteQr(openAccount(sim.url, 5))] },
  ]
  for (const { origin, channels } of cases) {
    const login = createLogin({ store, origin, channels })
    const headers = {
      'user-agent': 'Mozilla/5.0 (Linux; Android 15) Mobile',
      accept: 'text/html',
      cookie: 'wechat-pretends=1; __Host-wechat-pretends=1',
    }
    const begun = await login.guard(new Request(`${origin}/`, { headers }))
    if (!(begun instanceof Response)) throw new Error('signed in')
    const pages = [
      begun,
      await login.handler(new Request(readLocation(begun) || `${origin}/wechat/login`, { headers })),
    ]
    for (const page of pages) expect(await page.text(), origin).not.toContain('pretend')
    expect(readLocation(begun), origin).not.toContain('/connect/')
    const body = new URLSearchParams({ opened: 'a'.repeat(32), pretend: '1' })
    const own = { ...headers, 'sec-fetch-site': 'same-origin' }
    const sent = await login.handler(
      new Request(`${origin}/wechat/login`, { method: 'POST', headers: own, body }),
    )
    expect([sent.status, sent.headers.getSetCookie()], origin).toEqual([400, []])
  }
})

test('a form of its own makes no phone of a browser elsewhere', async () => {
  const { sim } = await startTown()
  const origin = 'http://192.168.1.20:3000'
  const login = createLogin({
    store: createMemoryStore(),
    origin,
    channels: [inWeChat(openAccount(sim.url))],
  })
  const headers = { 'user-agent': 'Mozilla/5.0 (Linux; Android 15) Mobile', accept: 'text/html' }
  const begun = await login.guard(new Request(`${origin}/`, { headers }))
  if (!(begun instanceof Response)) throw new Error('signed in')
  const body = new URLSearchParams({ handle: readLocation(begun).slice(-32), pretend: '1' })
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0])
  const own = { ...headers, cookie: cookie.join('; '), 'sec-fetch-site': 'same-origin' }
  const sent = await login.handler(
    new Request(`${origin}/wechat/login`, { method: 'POST', headers: own, body }),
  )
  expect([sent.status, readLocation(sent)]).toEqual([303, expect.stringContaining('/wechat/desktop/')])
  expect(sent.headers.getSetCookie().join()).not.toContain('pretends')
})
