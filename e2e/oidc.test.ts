import { request as httpRequest } from 'node:http'
import * as client from 'openid-client'
import { describe, expect, test } from 'vitest'
import { type StoryTown, startTown } from './town.ts'
import { createVisitor, findForm, type Visitor } from './visitor.ts'

const insecure = { execute: [client.allowInsecureRequests] }

interface Party {
  configuration: client.Configuration
  redirectUri: string
}

async function openParty({ gateway, app }: StoryTown, id = 'demo', auth?: client.ClientAuth): Promise<Party> {
  const configuration = await client.discovery(
    new URL(gateway),
    id,
    id === 'demo-es256' ? { id_token_signed_response_alg: 'ES256' } : undefined,
    auth ?? client.ClientSecretBasic('demo-secret'),
    insecure,
  )
  return { configuration, redirectUri: `${app}/callback` }
}

/** Authorizes and gives the URL that the browser comes back with. */
async function authorize(
  party: Party,
  visitor: Visitor,
  parameters: Record<string, string> = {},
): Promise<URL> {
  const url = client.buildAuthorizationUrl(party.configuration, {
    redirect_uri: party.redirectUri,
    scope: 'openid profile wechat',
    state: 'state-of-the-client',
    ...parameters,
  })
  const end = await visitor.go(url.href, (next) => next.startsWith(party.redirectUri))
  return new URL(end.url)
}

const checks = { expectedState: 'state-of-the-client' }

test('a public client signs in with PKCE, and cannot without it', async () => {
  const town = await startTown()
  const party = await openParty(town, 'demo-public', client.None())
  const visitor = createVisitor(town.control)
  const without = await authorize(party, visitor)
  expect(without.searchParams.get('error')).toBe('invalid_request')
  const verifier = client.randomPKCECodeVerifier()
  const back = await authorize(party, visitor, {
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const tokens = await client.authorizationCodeGrant(party.configuration, back, {
    ...checks,
    pkceCodeVerifier: verifier,
  })
  expect(tokens.claims()?.sub).toMatch(/^person_/)
})

test('PKCE that was begun is insisted on, for clients with a secret too', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const back = await authorize(party, createVisitor(town.control), {
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  })
  const grant = client.authorizationCodeGrant(party.configuration, back, checks)
  await expect(grant).rejects.toMatchObject({ error: 'invalid_grant' })
})

describe.each(['client_secret_basic', 'client_secret_post'])('with %s', (method) => {
  test('the claims of the contract come from userinfo', async () => {
    const town = await startTown()
    const secret = method === 'client_secret_basic' ? client.ClientSecretBasic : client.ClientSecretPost
    const party = await openParty(town, 'demo', secret('demo-secret'))
    const back = await authorize(party, createVisitor(town.control))
    const tokens = await client.authorizationCodeGrant(party.configuration, back, checks)
    const subject = String(tokens.claims()?.sub)
    const claims = await client.fetchUserInfo(party.configuration, tokens.access_token, subject)
    const { people } = await town.control.state()
    const xiaoming = people.find(({ id }) => id === 'xiaoming')
    expect(claims).toEqual({
      sub: subject,
      name: '小明',
      nickname: '小明',
      picture: expect.stringMatching(/\/132$/),
      updated_at: expect.any(Number),
      wechat_appid: 'wx5a4db0c500000001',
      wechat_openid: xiaoming?.openids.wx5a4db0c500000001,
      wechat_unionid: xiaoming?.unionid,
      wechat_subscribed: true,
    })
  })
})

test('scope openid alone is silent: no page, no profile, no userinfo call', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const back = await authorize(party, createVisitor(town.control), { scope: 'openid' })
  const tokens = await client.authorizationCodeGrant(party.configuration, back, checks)
  const subject = String(tokens.claims()?.sub)
  expect(await client.fetchUserInfo(party.configuration, tokens.access_token, subject)).toEqual({
    sub: subject,
  })
  expect((await town.control.journal({ path: '/sns/userinfo' })).total).toBe(0)
})

test('the application parameter chooses the account, and one that is not allowed is refused', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  const back = await authorize(party, visitor, { application: 'wx5a4db0c500000004' })
  const tokens = await client.authorizationCodeGrant(party.configuration, back, checks)
  const claims = await client.fetchUserInfo(party.configuration, tokens.access_token, client.skipSubjectCheck)
  expect(claims.wechat_appid).toBe('wx5a4db0c500000004')
  expect(claims.wechat_unionid).toBeUndefined()
  const refused = await authorize(party, visitor, { application: 'wx5a4db0c500000003' })
  expect(refused.searchParams.get('error')).toBe('invalid_request')
})

test('one code redeemed a hundred times at once gives tokens exactly once, and the reuse ends them', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const back = await authorize(party, createVisitor(town.control))
  const redeem = () =>
    fetch(`${town.gateway}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('demo:demo-secret')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: String(back.searchParams.get('code')),
        redirect_uri: party.redirectUri,
      }),
    })
  const answers = await Promise.all(Array.from({ length: 100 }, redeem))
  const bodies = await Promise.all(
    answers.map(async (answer) => [answer.status, await answer.json()] as [number, Record<string, string>]),
  )
  const good = bodies.filter(([status]) => status === 200)
  expect(good).toHaveLength(1)
  for (const [status, body] of bodies.filter(([status]) => status !== 200)) {
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
  }
  expect((await redeem()).status).toBe(400)
  const userinfo = await fetch(`${town.gateway}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${good[0]?.[1].access_token}` },
  })
  expect(userinfo.status).toBe(401)
})

test('prompt=none says login_required before and gives a code after, without WeChat', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  const before = await authorize(party, visitor, { prompt: 'none' })
  expect(before.searchParams.get('error')).toBe('login_required')
  await authorize(party, visitor)
  const { total } = await town.control.journal()
  const after = await authorize(party, visitor, { prompt: 'none' })
  expect(after.searchParams.get('code')).toBeTruthy()
  expect((await town.control.journal()).total).toBe(total)
})

test('prompt=login goes to WeChat again, and max_age tells when', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  const first = await authorize(party, visitor, { max_age: '10000' })
  const tokens = await client.authorizationCodeGrant(party.configuration, first, {
    ...checks,
    maxAge: 10_000,
  })
  const { total } = await town.control.journal({ path: '/connect/oauth2/authorize' })
  const second = await authorize(party, visitor, { prompt: 'login', max_age: '10000' })
  const again = await client.authorizationCodeGrant(party.configuration, second, {
    ...checks,
    maxAge: 10_000,
  })
  expect((await town.control.journal({ path: '/connect/oauth2/authorize' })).total).toBe(total + 1)
  expect(again.claims()?.sub).toBe(tokens.claims()?.sub)
  expect(Number(again.claims()?.auth_time)).toBeGreaterThanOrEqual(Number(tokens.claims()?.auth_time))
})

test('max_age=0 goes to WeChat once and then comes back: it never goes round', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  await authorize(party, visitor)
  const back = await authorize(party, visitor, { max_age: '0' })
  expect(back.searchParams.get('code')).toBeTruthy()
})

test('signing out kills the session, the silent way and the access token', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  const back = await authorize(party, visitor)
  const tokens = await client.authorizationCodeGrant(party.configuration, back, checks)
  const answer = await visitor.request(`${town.gateway}/logout`, {
    method: 'POST',
    headers: { origin: town.gateway },
  })
  expect(answer.status).toBe(204)
  expect((await authorize(party, visitor, { prompt: 'none' })).searchParams.get('error')).toBe(
    'login_required',
  )
  const userinfo = await fetch(`${town.gateway}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  expect(userinfo.status).toBe(401)
})

test('a code is dead after a minute of the clock', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const back = await authorize(party, createVisitor(town.control))
  await town.control.advance(61)
  const grant = client.authorizationCodeGrant(party.configuration, back, checks)
  await expect(grant).rejects.toMatchObject({ error: 'invalid_grant' })
})

test('an unregistered redirect URI ends at a page, never at a redirect', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control, { language: 'zh' })
  for (const redirectUri of [
    `${town.app}/callback/x`,
    `${town.app}/callback?a=1`,
    'https://evil.example/',
    'x',
  ]) {
    const query = new URLSearchParams({
      client_id: 'demo',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: redirectUri,
    })
    const answer = await visitor.request(`${town.gateway}/oidc/auth?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.text).toContain('无法处理这个请求')
  }
})

/** A request with a Host header that fetch does not allow to be set. */
function requestAs(host: string, url: string): Promise<{ status: number; headers: string; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'https',
      forwarded: `host=${host}`,
    }
    httpRequest(url, { headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: JSON.stringify(response.headers),
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
      .on('error', reject)
      .end()
  })
}

test('whatever Host says, links come from the public URL', async () => {
  const town = await startTown()
  const discovery = await requestAs('evil.example', `${town.gateway}/.well-known/openid-configuration`)
  const query = `client_id=demo&response_type=code&scope=openid&redirect_uri=${town.app}/callback`
  const auth = await requestAs('evil.example', `${town.gateway}/oidc/auth?${query}`)
  const login = await requestAs('evil.example', `${town.gateway}/login/demo`)
  expect(discovery.body).toContain(`"${town.gateway}/oidc/token"`)
  for (const { headers, body } of [discovery, auth, login])
    expect(headers + body).not.toContain('evil.example')
})

test('an ES256 client gets an ES256 id_token', async () => {
  const town = await startTown()
  const demo = await town.records.clients.find('demo')
  if (demo) await town.records.clients.save({ ...demo, id: 'demo-es256', idTokenAlg: 'ES256' })
  const party = await openParty(town, 'demo-es256')
  const back = await authorize(party, createVisitor(town.control))
  const tokens = await client.authorizationCodeGrant(party.configuration, back, checks)
  const [header = ''] = String(tokens.id_token).split('.')
  expect(JSON.parse(Buffer.from(header, 'base64url').toString()).alg).toBe('ES256')
})

test('signing in again in the same browser keeps what was granted; signing out ends all of it', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  const redeem = async (parameters: Record<string, string> = {}) =>
    client.authorizationCodeGrant(party.configuration, await authorize(party, visitor, parameters), checks)
  const first = await redeem()
  const second = await redeem({ prompt: 'login' })
  const ask = (token: string) =>
    fetch(`${town.gateway}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })
  expect((await ask(first.access_token)).status).toBe(200)
  await visitor.request(`${town.gateway}/logout`, { method: 'POST', headers: { origin: town.gateway } })
  expect((await ask(first.access_token)).status).toBe(401)
  expect((await ask(second.access_token)).status).toBe(401)
})

test('when somebody else signs in in the same browser, what the first one granted is dead', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const visitor = createVisitor(town.control)
  const tokens = await client.authorizationCodeGrant(
    party.configuration,
    await authorize(party, visitor),
    checks,
  )
  const alice = createVisitor(town.control, { person: 'alice' })
  for (const [name, value] of visitor.cookies) alice.cookies.set(name, value)
  await authorize(party, alice, { prompt: 'login' })
  const answer = await fetch(`${town.gateway}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  expect(answer.status).toBe(401)
})

test('an id_token_hint of somebody else ends with login_required, not in a circle', async () => {
  const town = await startTown()
  const party = await openParty(town)
  const alice = createVisitor(town.control, { person: 'alice' })
  const tokens = await client.authorizationCodeGrant(
    party.configuration,
    await authorize(party, alice),
    checks,
  )
  const hint = { id_token_hint: String(tokens.id_token) }
  const other = await authorize(party, createVisitor(town.control), hint)
  expect(other.searchParams.get('error')).toBe('login_required')
  expect((await authorize(party, alice, hint)).searchParams.get('code')).toBeTruthy()
})

test('the authorization endpoint takes a form too', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const body = new URLSearchParams({
    client_id: 'demo',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${town.app}/callback`,
    state: 'abc',
  })
  const posted = await visitor.request(`${town.gateway}/oidc/auth`, { method: 'POST', body })
  expect(posted.status).toBe(303)
  const location = new URL(String(posted.headers.get('location')), town.gateway).href
  const end = await visitor.go(location, (url) => url.startsWith(`${town.app}/callback`))
  expect(new URL(end.url).searchParams.get('state')).toBe('abc')
})

test('a browser that lost its cookies on the way to the sign-in is told so, and can begin again', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const query = `client_id=demo&response_type=code&scope=openid&state=abc&redirect_uri=${town.app}/callback`
  const begun = await visitor.request(`${town.gateway}/oidc/auth?${query}`)
  visitor.cookies.clear()
  const page = await visitor.request(new URL(String(begun.headers.get('location')), town.gateway).href)
  expect([page.status, page.text.includes('login_cookie_missing')]).toEqual([400, true])
  const form = findForm(page)
  const started = await visitor.request(String(form?.url), form?.init)
  const end = await visitor.go(String(started.headers.get('location')), (url) => url.startsWith(town.app))
  expect(new URL(end.url).searchParams.get('code')).toBeTruthy()
})

test('whoever gives up is heard where the client listens', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control, { decision: 'deny' })
  const query = `client_id=demo&response_type=code&scope=openid profile&state=abc&redirect_uri=${town.app}/callback`
  const inFragment = await visitor.go(`${town.gateway}/oidc/auth?${query}&response_mode=fragment`)
  expect(inFragment.text).toContain(`href="${town.app}/callback#error=access_denied&amp;state=abc`)
  const inQuery = await createVisitor(town.control, { decision: 'deny' }).go(
    `${town.gateway}/oidc/auth?${query}`,
  )
  expect(inQuery.text).toContain(`href="${town.app}/callback?error=access_denied&amp;state=abc`)
})

test('a request of unreasonable length is refused before it is kept', async () => {
  const { gateway } = await startTown()
  const answer = await fetch(`${gateway}/oidc/auth?client_id=demo&state=${'a'.repeat(5000)}`, {
    redirect: 'manual',
  })
  expect(answer.status).toBe(414)
})

test('signing out speaks the language that was asked for, on the whole page', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  await authorize(await openParty(town), visitor)
  const page = await visitor.request(`${town.gateway}/oidc/logout?ui_locales=zh-CN`)
  expect(page.text).toContain('<html lang="zh-CN">')
  expect(page.text).toContain('退出登录')
})
