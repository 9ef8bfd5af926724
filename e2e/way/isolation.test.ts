import { startSimulator } from '@wxgate/simulator/test-kit'
import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, desktopHandoff, inWeChat, type Login } from '@wxgate/wechat/web'
import { expect, onTestFinished, test } from 'vitest'
import { readSecret } from '../library-visitor.ts'

const wechat = 'Mozilla/5.0 (iPhone) Mobile MicroMessenger/8.0.54'

async function openTown() {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  const store = createMemoryStore()
  const wire = createWire({ origins: originsAt(sim.url) })
  const openAccount = (ending: number) =>
    createAccount({ wire, store, appid: `wx5a4db0c50000000${ending}`, secret: readSecret(ending) })
  return { sim, store, openAccount }
}

type Town = Awaited<ReturnType<typeof openTown>>

const readCookies = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

/** Signs somebody in and gives all cookies of their browser. */
async function signIn({ sim }: Town, login: Login): Promise<string> {
  const headers = { 'user-agent': wechat, accept: 'text/html' }
  const away = await login.guard(new Request(`${login.origin}/`, { headers }))
  if (!(away instanceof Response)) throw new Error('signed in already')
  const opened = await sim.open({ person: 'xiaoming', url: away.headers.get('location') ?? '' })
  if (opened.status !== 302) throw new Error(opened.text)
  const cookie = readCookies(away)
  const back = await login.handler(new Request(opened.location, { headers: { ...headers, cookie } }))
  return `${cookie}; ${readCookies(back)}`
}

const find = (login: Login, cookie: string) =>
  login.visitor(new Request(`${login.origin}/`, { headers: { cookie } }))

test('two sites on one store: the cookie of one opens nothing at the other', async () => {
  const town = await openTown()
  const channels = [inWeChat(town.openAccount(1))]
  const shop = createLogin({ store: town.store, origin: 'http://localhost:8081', channels })
  const staff = createLogin({ store: town.store, origin: 'http://localhost:8082', channels })
  const cookie = await signIn(town, shop)
  expect(await find(shop, cookie)).toMatchObject({ kind: 'base' })
  expect(await find(staff, cookie)).toBeUndefined()
})

test('two accounts at one origin: nobody is signed out, and the cookie of one opens nothing at the other', async () => {
  const town = await openTown()
  const options = { store: town.store, origin: 'http://localhost:8083' }
  const one = createLogin({ ...options, path: '/t1/wechat', channels: [inWeChat(town.openAccount(1))] })
  const two = createLogin({ ...options, path: '/t2/wechat', channels: [inWeChat(town.openAccount(4))] })
  const [first, second] = [await signIn(town, one), await signIn(town, two)]
  const both = `${first}; ${second}`
  expect((await find(one, both))?.appid).toBe('wx5a4db0c500000001')
  expect((await find(two, both))?.appid).toBe('wx5a4db0c500000004')
  const forged = first.replaceAll('wechat-t1-wechat-', 'wechat-t2-wechat-')
  expect(forged).not.toBe(first)
  expect(await find(two, forged)).toBeUndefined()
})

test('a handoff of one site cannot be approved at another one on the same store', async () => {
  const town = await openTown()
  const account = town.openAccount(1)
  const channels = [inWeChat(account), desktopHandoff(account)]
  const shop = createLogin({ store: town.store, origin: 'http://localhost:8081', channels })
  const staff = createLogin({ store: town.store, origin: 'http://localhost:8082', channels })
  const begun = await staff.guard(new Request('http://localhost:8082/', { headers: { accept: 'text/html' } }))
  const handle = begun instanceof Response ? (begun.headers.get('location') ?? '').slice(-32) : ''
  expect(handle).toMatch(/^\w{32}$/)
  const cookie = await signIn(town, shop)
  const headers = { 'user-agent': wechat, cookie }
  const page = await shop.handler(new Request(`http://localhost:8081/wechat/handoff/${handle}`, { headers }))
  expect([page.status, (await page.text()).includes('handoff_gone')]).toEqual([409, true])
})

test('what onSignIn returns is the user of the visitor', async () => {
  const town = await openTown()
  const channels = [inWeChat(town.openAccount(1))]
  const login = createLogin({
    store: town.store,
    origin: 'http://localhost:8081',
    channels,
    onSignIn: async ({ openid }) => `user of ${openid}`,
  })
  const visitor = await find(login, await signIn(town, login))
  expect(visitor?.user).toBe(`user of ${visitor?.openid}`)
})
