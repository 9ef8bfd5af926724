import { createServer } from 'node:http'
import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import {
  type CheckedCode,
  createAccount,
  createMemoryStore,
  createWire,
  type Identity,
  identify,
  originsAt,
  type Store,
  startAttempt,
  takeCallback,
} from '@wxgate/wechat'
import { receiveMessage, successReply } from '@wxgate/wechat/message'
import { createPlatform, type Platform, type PlatformEvent } from '@wxgate/wechat/platform'
import { expect, onTestFinished, test } from 'vitest'

const componentAppid = 'wx5a4db0c5000000c1'
const bookshop = 'wx5a4db0c500000002'
const teahouse = 'wx5a4db0c500000001'
const keys = {
  appid: componentAppid,
  token: 'wxgatetoken',
  encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
}

interface Town {
  sim: TestSimulator
  platform: Platform
  store: Store
  events: PlatformEvent[]
  another: (store?: Store) => Platform
  asked: (path: string) => Promise<number>
}

/** A platform whose pushes arrive over HTTP, as they would in production. */
async function startPlatform(): Promise<Town> {
  const sim = await startSimulator()
  const now = () => Date.now() + advanced
  let advanced = 0
  const advance = sim.advance
  sim.advance = async (seconds) => {
    advanced += seconds * 1000
    return await advance(seconds)
  }
  const wire = createWire({ origins: originsAt(sim.url), now })
  const store = createMemoryStore({ now })
  const another = (other = store) =>
    createPlatform({ wire, store: other, componentAppid, componentSecret: `5ec${'c1'.padStart(29, '0')}` })
  const platform = another()
  const events: PlatformEvent[] = []
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    try {
      const body = Buffer.concat(await request.toArray())
      const { message } = await receiveMessage({ query, body, keys, now: now() })
      events.push(await platform.receive(message))
      response.end(successReply)
    } catch {
      response.writeHead(500).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const eventUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  await sim.setPush({ appid: componentAppid, eventUrl, launchDomain: 'localhost', keep: true })
  onTestFinished(async () => {
    platform.close()
    server.closeAllConnections()
    server.close()
    await sim.close()
  })
  const asked = async (path: string) => (await sim.journal({ path: `/cgi-bin/component/${path}` })).total
  return { sim, platform, store, events, another, asked }
}

test('without a ticket the platform asks for a push, and goes on when it has come', async () => {
  const { platform, events, asked } = await startPlatform()
  const { url } = await platform.fetchAuthorizeLink({ place: 'phone', redirectUri: 'http://localhost/back' })
  expect(url).toContain('/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1&component_appid=')
  expect(await asked('api_start_push_ticket')).toBe(1)
  expect(events).toEqual([{ kind: 'ticket', outcome: 'saved' }])
})

test.each(['desktop', 'phone', 'phone-old'] as const)(
  'an owner authorizes by the %s link, browser and push bring the code, and it is redeemed once',
  async (place) => {
    const { sim, platform, events, asked } = await startPlatform()
    const { url, expiresAt } = await platform.fetchAuthorizeLink({
      place,
      redirectUri: 'http://localhost/back?mine=1',
      authType: 1,
    })
    expect(expiresAt).toBeGreaterThan(Date.now())
    const opened = await sim.open({ person: 'xiaoming', url, appid: teahouse })
    if (opened.status !== 302) throw new Error(opened.text)
    const back = new URL(opened.location)
    expect(back.searchParams.get('mine')).toBe('1')
    const authorized = await platform.takeAuthorization(back.searchParams.get('auth_code'))
    expect(authorized).toMatchObject({ appid: teahouse, callable: true })
    expect(authorized.permissions).toContain(4)
    await sim.expectPush({ event: 'authorized' })
    expect(events).toContainEqual({ kind: 'authorized', ...authorized })
    expect(await asked('api_query_auth')).toBe(1)
  },
)

test('a visitor signs in on behalf of an account whose secret nobody here knows', async () => {
  const { sim, platform, store } = await startPlatform()
  expect(await platform.recover()).toEqual([bookshop])
  const account = platform.account(bookshop)
  const browserId = 'the secret of a cookie'
  const scope = 'snsapi_userinfo'
  const { state } = await startAttempt({ store, appid: bookshop, scope, browserId })
  const link = account.authorizeUrl({ redirectUri: 'http://localhost/back', scope, state })
  expect(link).toContain(`&component_appid=${componentAppid}#wechat_redirect`)
  const opened = await sim.open({ person: 'lihua', url: link })
  if (opened.status !== 302) throw new Error(opened.text)
  const query = Object.fromEntries(new URL(opened.location).searchParams)
  let identity: Identity | undefined
  const finish = async ({ code }: { code: CheckedCode | undefined }) => {
    identity = code && (await identify(account, { code, scope }))
    return 'done'
  }
  await takeCallback({ store, appid: bookshop, browserId, query, finish })
  if (identity?.kind !== 'profile') throw new Error(identity?.kind)
  expect(identity.profile.nickname).toBe('李华')
  expect((await account.fetchFollower(identity.openid)).subscribed).toBe(true)
  const fresh = await account.refresh(identity.grant.refreshToken)
  expect(fresh.openid).toBe(identity.openid)
  expect(await account.signPage('http://localhost/')).toMatchObject({ appId: bookshop })
  expect(await account.get('/cgi-bin/user/info', { openid: identity.openid })).toMatchObject({ subscribe: 1 })
  expect(platform.account(bookshop)).toBe(account)
  account.close()
  const another = createAccount({ store, through: platform.authorizer(bookshop) })
  expect(another.origins.open).toBe(sim.url)
  expect((await another.fetchFollower(identity.openid)).subscribed).toBe(true)
})

/** A store that has forgotten everything but the ticket, as one would be 10 minutes after the loss. */
async function forget({ store }: Town): Promise<Store> {
  const row = await store.get('component-ticket', componentAppid)
  const forgetful = createMemoryStore()
  if (row) await forgetful.save('component-ticket', componentAppid, row.value, row)
  return forgetful
}

test('a lost store costs no customer: refresh tokens come back from WeChat', async () => {
  const town = await startPlatform()
  const { platform, another, asked } = town
  expect(await platform.checkTicket()).toBe('missing')
  await town.sim.expectPush({ event: 'component_verify_ticket' })
  const reborn = another(await forget(town))
  const { token } = await reborn.authorizer(bookshop).appToken.get()
  expect(token.reveal().length).toBeGreaterThan(20)
  expect(await asked('api_get_authorizer_info')).toBe(1)
  reborn.close()
})

test('answers that are lost cost no customer either, although WeChat changes the refresh token each time', async () => {
  const { sim, platform, store, asked } = await startPlatform()
  await sim.rules({ rotateAuthorizerRefreshToken: true })
  await platform.recover()
  const { appToken } = platform.authorizer(bookshop)
  for (let round = 0; round < 8; round += 1) {
    await appToken.drop()
    const path = '/cgi-bin/component/api_authorizer_token'
    if (round % 2 === 0)
      await sim.fault({ path, appid: bookshop, kind: 'commit-then-reset', times: 1 + (round % 3) })
    const readToken = async () => (await appToken.get()).token.reveal()
    await expect.poll(readToken).toMatch(/\w/)
  }
  const row = await store.get('authorizer', `${componentAppid}/${bookshop}`)
  expect(JSON.parse(row?.value ?? '').refreshTokens).toHaveLength(2)
  expect(await asked('api_get_authorizer_info')).toBeGreaterThan(0)
})

test('an account that withdraws is out of reach at once, and back when it authorizes again', async () => {
  const { sim, platform, events } = await startPlatform()
  await platform.recover()
  const { appToken } = platform.authorizer(bookshop)
  const { token } = await appToken.get()
  await sim.unauthorize(componentAppid, bookshop)
  await sim.expectPush({ event: 'unauthorized' })
  expect(events.at(-1)).toEqual({ kind: 'withdrawn', appid: bookshop })
  await expect(appToken.get()).rejects.toMatchObject({
    code: 'platform_authorizer_withdrawn',
    retryable: false,
  })
  await sim.authorize({ component: componentAppid, appid: bookshop })
  expect(events.at(-1)).toMatchObject({ kind: 'authorized', appid: bookshop })
  const { token: next } = await appToken.get()
  expect(next.isSame(token)).toBe(false)
})

test('a withdrawal that WeChat does not confirm changes nothing', async () => {
  const { sim, platform, events } = await startPlatform()
  await platform.recover()
  await sim.push({ to: componentAppid, event: 'unauthorized', authorizer: bookshop })
  expect(events.at(-1)).toEqual({ kind: 'ignored', appid: bookshop })
  expect((await platform.authorizer(bookshop).appToken.get()).token.reveal()).toMatch(/\w/)
})

test('a ticket serves for its 12 hours, and not longer', async () => {
  const { sim, platform } = await startPlatform()
  await platform.checkTicket()
  await sim.expectPush({ event: 'component_verify_ticket' })
  expect(await platform.checkTicket()).toBe('fresh')
  await sim.setPush({ appid: componentAppid, eventUrl: null })
  await sim.advance(12 * 3600 - 120)
  expect(await platform.checkTicket()).toBe('late')
  expect(await platform.call(async ({ token }) => token.use)).toBe('component token')
  await sim.advance(7200)
  expect(await platform.checkTicket()).toBe('missing')
})
