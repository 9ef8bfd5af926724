import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, websiteQr } from '@wxgate/wechat/web'
import { expect, test } from 'vitest'
import { Browser, readLocation, readSecret, site, startTown, visitWeChat } from './library-visitor.ts'

test('a computer signs in through the phone that scans its code and types its number', async () => {
  const { sim, login } = await startTown()
  const desktop = new Browser(login, 'desktop')
  const scanPage = await desktop.ask(readLocation(await desktop.ask('/orders')))
  const html = await scanPage.text()
  const number = /<output id="number">(\d\d)</.exec(html)?.[1] ?? ''
  const link = /href="([^"]*\/wechat\/handoff\/\w+)"/.exec(html)?.[1] ?? ''
  const state = async () =>
    JSON.parse(await (await desktop.ask(`/wechat/desktop/${link.slice(-32)}/state`)).text()).status
  expect(await state()).toBe('pending')

  const phone = new Browser(login, 'wechat')
  await phone.ask(await visitWeChat(sim, await phone.ask(link)))
  const approve = await phone.ask(link)
  expect(await state()).toBe('claimed')
  const page = await approve.text()
  expect(page).toContain('Chrome, Windows')
  const wrong = await phone.send(page, { number: number === '10' ? '11' : '10' })
  expect(wrong.status).toBe(403)
  expect((await phone.send(await wrong.text(), { number })).status).toBe(200)
  expect(await state()).toBe('approved')

  const stranger = new Browser(login, 'desktop')
  await stranger.ask('/')
  expect((await stranger.ask(`/wechat/desktop/${link.slice(-32)}/finish`)).status).toBe(400)
  const done = await Promise.all(
    [1, 2, 3].map(() => desktop.ask(`/wechat/desktop/${link.slice(-32)}/finish`)),
  )
  expect(new Set(done.map(readLocation))).toEqual(new Set([`${site}/orders`]))
  expect(await (await desktop.ask('/orders')).text()).toMatch(/^hello o/)
})

test('a second phone, three wrong numbers and a no end a handoff without a session', async () => {
  const { sim, login } = await startTown()
  const open = async () => {
    const desktop = new Browser(login, 'desktop')
    const html = await (await desktop.ask(readLocation(await desktop.ask('/')))).text()
    const number = /<output id="number">(\d\d)</.exec(html)?.[1] ?? ''
    const link = /href="([^"]*\/wechat\/handoff\/\w+)"/.exec(html)?.[1] ?? ''
    const phone = new Browser(login, 'wechat')
    await phone.ask(await visitWeChat(sim, await phone.ask(link)))
    return { desktop, number, link, phone, page: await (await phone.ask(link)).text() }
  }
  const first = await open()
  const second = new Browser(login, 'wechat')
  await second.ask(await visitWeChat(sim, await second.ask(first.link), 'alice'))
  expect((await second.ask(first.link)).status).toBe(409)
  expect((await second.send(first.page, { number: first.number })).status).toBe(409)
  const wrong = first.number === '10' ? '11' : '10'
  for (let tries = 0; tries < 3; tries += 1) await first.phone.send(first.page, { number: wrong })
  expect((await first.phone.send(first.page, { number: first.number })).status).toBe(409)

  const other = await open()
  await other.phone.send(other.page, {}, 'name="decision"')
  expect((await other.phone.send(other.page, { number: other.number })).status).toBe(409)
  expect((await other.desktop.ask(`/wechat/desktop/${other.link.slice(-32)}/finish`)).status).toBe(400)
})

test('a code that is made anew three times by itself waits for a click, also after it is over', async () => {
  let now = Date.now()
  const { login } = await startTown({ now: () => now })
  const desktop = new Browser(login, 'desktop')
  let page = await (await desktop.ask(readLocation(await desktop.ask('/orders?page=2')))).text()
  const state = async (html: string) => {
    const handle = /name="handle" value="(\w+)"/.exec(html)?.[1]
    return JSON.parse(await (await desktop.ask(`/wechat/desktop/${handle}/state`)).text()).status
  }
  for (const _ of [1, 2, 3]) {
    now += 121_000
    expect(await state(page)).toBe('gone')
    page = await (await desktop.ask(readLocation(await desktop.send(page, {}, 'id="renew"')))).text()
    expect(await state(page)).toBe('pending')
  }
  now += 121_000
  const over = await (await desktop.send(page, {}, 'id="renew"')).text()
  expect(over).toContain('handoff_gone')
  const anew = await desktop.ask(readLocation(await desktop.send(over)))
  expect(await state(await anew.text())).toBe('pending')
})

test('twelve loads of one finish by the right browser are one answer, and one session', async () => {
  const { sim, login } = await startTown()
  const desktop = new Browser(login, 'desktop')
  const html = await (await desktop.ask(readLocation(await desktop.ask('/orders')))).text()
  const number = /<output id="number">(\d\d)</.exec(html)?.[1] ?? ''
  const link = /href="([^"]*\/wechat\/handoff\/\w+)"/.exec(html)?.[1] ?? ''
  const phone = new Browser(login, 'wechat')
  await phone.ask(await visitWeChat(sim, await phone.ask(link)))
  await phone.send(await (await phone.ask(link)).text(), { number })
  const finish = () => desktop.ask(`/wechat/desktop/${link.slice(-32)}/finish`)
  const answers = await Promise.all(Array.from({ length: 12 }, finish))
  expect(new Set(answers.map(readLocation))).toEqual(new Set([`${site}/orders`]))
  expect(new Set(answers.map((answer) => answer.headers.getSetCookie().join())).size).toBe(1)
})

test('a website application signs a computer in by WeChat’s own QR page', async () => {
  const { sim } = await startTown()
  const wire = createWire({ origins: originsAt(sim.url) })
  const store = createMemoryStore()
  const account = createAccount({ wire, store, appid: 'wx5a4db0c500000005', secret: readSecret(5) })
  const login = createLogin({ store, origin: site, channels: [websiteQr(account)] })
  const browser = new Browser(login, 'desktop', { profile: true })
  const away = await browser.ask('/orders')
  expect(readLocation(away)).toContain('/connect/qrconnect?appid=wx5a4db0c500000005')
  const page = await (await fetch(readLocation(away))).text()
  const uuid = /\/connect\/qrcode\/([\w-]+)/.exec(page)?.[1] ?? ''
  await sim.scan({ person: 'lihua', uuid })
  const polled = await (await fetch(`${sim.url}/connect/l/qrconnect?uuid=${uuid}`)).text()
  const code = /wx_code='(\w+)'/.exec(polled)?.[1]
  const state = new URL(readLocation(away)).searchParams.get('state')
  await browser.ask(`/wechat/callback/wx5a4db0c500000005?code=${code}&state=${state}`)
  expect(await (await browser.ask('/orders')).text()).toBe('hello 李华')
})
