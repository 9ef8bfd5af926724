import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, desktopHandoff, inWeChat, type Login } from '@wxgate/wechat/web'
import { expect, test } from 'vitest'
import { Browser, readLocation, readSecret, site, startTown, visitWeChat } from './library-visitor.ts'

const ownForm = { origin: site, 'sec-fetch-site': 'same-origin' }

/** A computer that shows a code. */
async function openCode(login: Login, { profile = false } = {}) {
  const desktop = new Browser(login, 'desktop', { profile })
  const html = await (await desktop.ask(readLocation(await desktop.ask('/orders')))).text()
  const number = /<output id="number">(\d\d)</.exec(html)?.[1] ?? ''
  const link = /href="([^"]*\/wechat\/handoff\/\w+)"/.exec(html)?.[1] ?? ''
  const finish = () => desktop.ask(`/wechat/desktop/${link.slice(-32)}/finish`)
  return { desktop, html, number, link, finish }
}

test('a session of long ago approves nothing, by the form alone either', async () => {
  let now = Date.now()
  const { sim, login } = await startTown({ now: () => now })
  const phone = new Browser(login, 'wechat')
  await phone.ask(await visitWeChat(sim, await phone.ask('/')))
  now += 6 * 86_400_000
  const { desktop, number, link, finish } = await openCode(login)
  await phone.ask(link)
  const body = new URLSearchParams({ number })
  const answer = await phone.ask(link, { method: 'POST', body, headers: ownForm })
  expect(readLocation(answer)).toContain('/connect/oauth2/authorize')
  await finish()
  expect((await desktop.ask('/orders')).status).toBe(303)
})

test('a phone that is signed in through another account of the site signs in through the handoff’s', async () => {
  const { sim } = await startTown()
  const wire = createWire({ origins: originsAt(sim.url) })
  const store = createMemoryStore()
  const [one, other] = [1, 2].map((ending) =>
    createAccount({ wire, store, appid: `wx5a4db0c50000000${ending}`, secret: readSecret(ending) }),
  )
  if (!one || !other) throw new Error('two accounts')
  const open = (account: typeof one) =>
    createLogin({ store, origin: site, channels: [inWeChat(account), desktopHandoff(account)] })
  const before = new Browser(open(one), 'wechat')
  await before.ask(await visitWeChat(sim, await before.ask('/')))
  // The site has moved to another account since.
  const login = open(other)
  const { desktop, number, link, finish } = await openCode(login)
  const phone = new Browser(login, 'wechat', { cookies: before.cookies })
  const form = { method: 'POST', body: new URLSearchParams({ number }), headers: ownForm }
  await phone.ask(link, form)
  await phone.ask(await visitWeChat(sim, await phone.ask(link)))
  await phone.send(await (await phone.ask(link)).text(), { number })
  await finish()
  const visitor = await login.visitor(new Request(site, { headers: { cookie: desktop.cookies } }))
  expect(visitor?.appid).toBe(other.appid)
})

test('between processes whose clocks differ the phone is sent to WeChat once', async () => {
  const { sim } = await startTown()
  const wire = createWire({ origins: originsAt(sim.url) })
  const store = createMemoryStore()
  const account = createAccount({ wire, store, appid: 'wx5a4db0c500000001', secret: readSecret(1) })
  const channels = [inWeChat(account), desktopHandoff(account)]
  const ahead = createLogin({ store, origin: site, channels, now: () => Date.now() + 20_000 })
  const { link } = await openCode(ahead)
  const phone = new Browser(createLogin({ store, origin: site, channels }), 'wechat')
  await phone.ask(await visitWeChat(sim, await phone.ask(link)))
  expect((await phone.ask(link)).status).toBe(200)
})

test('a finish that is loaded again signs nobody in who has signed out or was forgotten', async () => {
  const { sim, login, signIns } = await startTown()
  for (const end of ['logout', 'forget']) {
    const { desktop, number, link, finish } = await openCode(login)
    const phone = new Browser(login, 'wechat')
    await phone.ask(await visitWeChat(sim, await phone.ask(link)))
    await phone.send(await (await phone.ask(link)).text(), { number })
    await finish()
    expect(await (await desktop.ask('/orders')).text()).toMatch(/^hello o/)
    if (end === 'logout')
      await desktop.ask('/wechat/logout', { method: 'POST', body: new URLSearchParams(), headers: ownForm })
    else await login.forget({ appid: 'wx5a4db0c500000001', openid: signIns.at(-1) ?? '' })
    const again = await finish()
    expect([end, again.status, readLocation(again)]).toEqual([end, 400, ''])
    expect((await desktop.ask('/orders')).status).toBe(303)
  }
})

test('a code that is made anew asks for the profile as the first one did', async () => {
  const { sim, login } = await startTown()
  const { desktop, html } = await openCode(login, { profile: true })
  const anew = await desktop.ask(readLocation(await desktop.send(html, {}, 'id="renew"')))
  const link = /href="([^"]*\/wechat\/handoff\/\w+)"/.exec(await anew.text())?.[1] ?? ''
  expect(html).not.toContain(link)
  const phone = new Browser(login, 'wechat')
  await phone.ask(await visitWeChat(sim, await phone.ask(link)))
  expect(await (await phone.ask(link)).text()).toContain('May we see your profile?')
})

test('what somebody approved is gone when they are forgotten before the computer fetched it', async () => {
  const { sim, login, signIns } = await startTown()
  const { desktop, number, link, finish } = await openCode(login)
  const phone = new Browser(login, 'wechat')
  await phone.ask(await visitWeChat(sim, await phone.ask(link)))
  await phone.send(await (await phone.ask(link)).text(), { number })
  await login.forget({ appid: 'wx5a4db0c500000001', openid: signIns.at(-1) ?? '' })
  expect((await finish()).status).toBe(400)
  expect((await desktop.ask('/orders')).status).toBe(303)
})
