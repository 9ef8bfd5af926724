import * as client from 'openid-client'
import { expect, test } from 'vitest'
import { authorize, checks, openParty } from '../oidc-party.ts'
import { type StoryTown, startTown } from '../town.ts'
import { createVisitor, type Visitor } from '../visitor.ts'

const teahouse = 'wx5a4db0c500000001'
const florist = 'wx5a4db0c500000004'
const otherOrigin = 'http://shop.example'

/** A second client, at an origin of its own, that uses the florist's account first. */
async function addShop({ records, app }: StoryTown): Promise<void> {
  const demo = await records.clients.find('demo')
  if (!demo) throw new Error('no demo client')
  await records.clients.save({
    ...demo,
    id: 'shop',
    name: 'Shop',
    protects: false,
    appids: [florist, teahouse],
    returnUrls: [`${otherOrigin}/`],
    redirectUris: [`${app}/callback`],
  })
}

const readSession = async (visitor: Visitor, { gateway }: StoryTown, query = '', origin?: string) => {
  const answer = await visitor.request(`${gateway}/session${query}`, origin ? { headers: { origin } } : {})
  return {
    status: answer.status,
    cors: answer.headers.get('access-control-allow-origin'),
    ...JSON.parse(answer.text),
  }
}

const signIn = (visitor: Visitor, { gateway }: StoryTown, query: string) =>
  visitor.go(`${gateway}/login/${query}`, (url) => url.startsWith(otherOrigin))

const countExchanges = async ({ control }: StoryTown) =>
  (await control.journal({ path: '/sns/oauth2/access_token' })).total

test('two clients and two accounts in one browser: nobody is signed out, each account is asked once', async () => {
  const town = await startTown()
  await addShop(town)
  const visitor = createVisitor(town.control, { person: 'lihua' })
  await signIn(visitor, town, `demo?return_to=${town.app}/`)
  const before = await countExchanges(town)
  await signIn(visitor, town, `shop?return_to=${otherOrigin}/`)
  const after = await countExchanges(town)
  // Once silently and once with the profile, of somebody who is new at that account.
  expect(after - before).toBe(2)
  const demo = await readSession(visitor, town, '?client=demo')
  const shop = await readSession(visitor, town, '?client=shop')
  expect([demo.appid, shop.appid]).toEqual([teahouse, florist])
  expect(demo.openid).not.toBe(shop.openid)
  await signIn(visitor, town, `demo?return_to=${town.app}/`)
  await signIn(visitor, town, `shop?return_to=${otherOrigin}/`)
  expect(await countExchanges(town)).toBe(after)
})

test('the second service at the same account is entered without WeChat', async () => {
  const town = await startTown()
  await addShop(town)
  const visitor = createVisitor(town.control)
  await signIn(visitor, town, `demo?return_to=${town.app}/`)
  const before = await countExchanges(town)
  expect((await readSession(visitor, town, '?client=shop')).status).toBe(401)
  const end = await signIn(visitor, town, `shop?return_to=${otherOrigin}/&application=${teahouse}`)
  expect(end.url).toBe(`${otherOrigin}/`)
  expect(await countExchanges(town)).toBe(before)
  expect(await readSession(visitor, town, '?client=shop')).toMatchObject({ client: 'shop', appid: teahouse })
})

test('a page of each client hears of its own seat, whichever client signed in last', async () => {
  const town = await startTown()
  await addShop(town)
  const visitor = createVisitor(town.control)
  await signIn(visitor, town, `demo?return_to=${town.app}/`)
  await signIn(visitor, town, `shop?return_to=${otherOrigin}/`)
  expect(await readSession(visitor, town, '?client=demo', town.app)).toMatchObject({
    status: 200,
    cors: town.app,
    client: 'demo',
  })
  expect(await readSession(visitor, town, '', otherOrigin)).toMatchObject({
    status: 200,
    cors: otherOrigin,
    client: 'shop',
    appid: florist,
  })
  const foreign = await readSession(visitor, town, '?client=demo', otherOrigin)
  expect([foreign.status, foreign.openid]).toEqual([401, undefined])
  const seats = (await readSession(visitor, town, '?client=shop')).seats as { appid: string }[]
  expect(seats.map(({ appid }) => appid)).toEqual([florist, teahouse])
})

test('seats name only accounts that the asking client may use', async () => {
  const town = await startTown()
  await addShop(town)
  const shop = await town.records.clients.find('shop')
  if (shop) await town.records.clients.save({ ...shop, appids: [florist] })
  const visitor = createVisitor(town.control)
  await signIn(visitor, town, `demo?return_to=${town.app}/`)
  await signIn(visitor, town, `shop?return_to=${otherOrigin}/`)
  const seats = (await readSession(visitor, town, '?client=shop')).seats as { appid: string }[]
  expect(seats.map(({ appid }) => appid)).toEqual([florist])
})

test('a client does not hear of the person who has taken the seat since', async () => {
  const town = await startTown()
  await addShop(town)
  const visitor = createVisitor(town.control)
  await signIn(visitor, town, `demo?return_to=${town.app}/`)
  await signIn(visitor, town, `shop?return_to=${otherOrigin}/&application=${teahouse}`)
  expect((await readSession(visitor, town, '?client=shop')).status).toBe(200)
  const alice = createVisitor(town.control, { person: 'alice' })
  for (const [name, value] of visitor.cookies) alice.cookies.set(name, value)
  await authorize(await openParty(town), alice, { prompt: 'login' })
  const demo = await readSession(alice, town, '?client=demo')
  expect([demo.status, demo.appid]).toEqual([200, teahouse])
  expect((await readSession(alice, town, '?client=shop')).status).toBe(401)
})

test('a cookie that was planted brings no seat along, and its owner keeps their session', async () => {
  const town = await startTown()
  const owner = createVisitor(town.control, { person: 'alice' })
  const login = `demo?return_to=${town.app}/`
  await signIn(owner, town, login)
  await signIn(owner, town, `${login}&application=${florist}`)
  const visitor = createVisitor(town.control)
  const isCallback = (url: string) => url.includes('/wechat/callback/')
  const { url } = await visitor.go(`${town.gateway}/login/${login}`, isCallback)
  visitor.cookies.set('wxgate_session', String(owner.cookies.get('wxgate_session')))
  await visitor.go(url)
  const seats = (await readSession(visitor, town)).seats as { appid: string }[]
  expect(seats.map(({ appid }) => appid)).toEqual([teahouse])
  expect((await readSession(owner, town)).status).toBe(200)
})

test('a seat ends seven days after its own sign-in, and the other one stays', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const login = `demo?return_to=${town.app}/`
  await signIn(visitor, town, login)
  await town.control.advance(4 * 86_400)
  await signIn(visitor, town, `${login}&application=${florist}`)
  const listSeats = async () => (await readSession(visitor, town)).seats as { appid: string }[]
  expect(await listSeats()).toHaveLength(2)
  await town.control.advance(4 * 86_400)
  expect((await listSeats()).map(({ appid }) => appid)).toEqual([florist])
})

test('a browser that did not keep the session’s cookie is told so, and goes no further', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const isFinish = (url: string) => url.includes('/login/finish/')
  const { url } = await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`, isFinish)
  visitor.cookies.delete('wxgate_session')
  const end = await visitor.request(url)
  expect([end.status, end.text.includes('login_cookie_missing')]).toEqual([400, true])
})

test('another person at one account takes that seat and what was granted through it, and nothing else', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control, { person: 'xiaoming' })
  const redeem = async (who: Visitor, parameters: Record<string, string>) =>
    client.authorizationCodeGrant(party.configuration, await authorize(party, who, parameters), checks)
  const atTeahouse = await redeem(visitor, {})
  const atFlorist = await redeem(visitor, { application: florist })
  const ask = async (token: string) =>
    (await fetch(`${town.gateway}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await ask(atTeahouse.access_token), await ask(atFlorist.access_token)]).toEqual([200, 200])
  const alice = createVisitor(town.control, { person: 'alice' })
  for (const [name, value] of visitor.cookies) alice.cookies.set(name, value)
  const taken = await redeem(alice, { prompt: 'login' })
  expect(taken.claims()?.sub).not.toBe(atTeahouse.claims()?.sub)
  expect([
    await ask(atTeahouse.access_token),
    await ask(atFlorist.access_token),
    await ask(taken.access_token),
  ]).toEqual([401, 200, 200])
  // The florist's seat is xiaoming's still: a silent request there gives the same person as before.
  const silent = await redeem(alice, { application: florist, prompt: 'none' })
  expect(silent.claims()?.sub).toBe(atFlorist.claims()?.sub)
})

test('signing out ends every seat, and two tabs that signed in at once are one family', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control, { person: 'lihua' })
  const isCallback = (url: string) => url.includes('/wechat/callback/')
  for (const appid of [teahouse, florist])
    await createVisitor(town.control, { person: 'lihua' }).go(
      `${town.gateway}/login/demo?return_to=${town.app}/&application=${appid}`,
    )
  await visitor.request(`${town.gateway}/login/demo?return_to=${town.app}/`)
  const callbacks = []
  for (const appid of [teahouse, florist])
    callbacks.push(
      await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/&application=${appid}`, isCallback),
    )
  const answers = await Promise.all(callbacks.map(({ url }) => visitor.request(url)))
  const cookies = answers.map(
    ({ headers }) =>
      String(headers.getSetCookie().find((line) => line.startsWith('wxgate_session='))).split(';')[0],
  )
  expect(new Set(cookies).size).toBe(2)
  await visitor.request(`${town.gateway}/logout`, { method: 'POST', headers: { origin: town.gateway } })
  for (const cookie of cookies) {
    const stolen = createVisitor(town.control)
    stolen.cookies.set('wxgate_session', String(cookie).slice('wxgate_session='.length))
    expect((await stolen.request(`${town.gateway}/session`)).status).toBe(401)
  }
})

test('auth_time is the second of the sign-in at that seat, however often it is asked', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  const redeem = async (parameters: Record<string, string>) =>
    client.authorizationCodeGrant(party.configuration, await authorize(party, visitor, parameters), {
      ...checks,
      maxAge: 10_000,
    })
  const first = await redeem({ max_age: '10000' })
  const { signedInAt } = JSON.parse((await visitor.request(`${town.gateway}/session`)).text)
  expect(first.claims()?.auth_time).toBe(Math.floor(signedInAt / 1000))
  await redeem({ max_age: '10000', application: florist })
  const again = await redeem({ max_age: '10000', prompt: 'none' })
  expect(again.claims()?.auth_time).toBe(first.claims()?.auth_time)
})

test('max_age goes by the gateway’s clock', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  await authorize(party, visitor)
  await town.control.advance(3000)
  const early = await authorize(party, visitor, { max_age: '3600', prompt: 'none' })
  expect(early.searchParams.get('code')).toBeTruthy()
  await town.control.advance(700)
  const late = await authorize(party, visitor, { max_age: '3600', prompt: 'none' })
  expect(late.searchParams.get('error')).toBe('login_required')
})
