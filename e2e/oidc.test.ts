import { request as httpRequest } from 'node:http'
import * as client from 'openid-client'
import { describe, expect, test } from 'vitest'
import { authorize, checks, openParty } from './oidc-party.ts'
import { startTown } from './town.ts'
import { createVisitor } from './visitor.ts'

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

test('a request of unreasonable length is refused before it is kept', async () => {
  const { gateway } = await startTown()
  const answer = await fetch(`${gateway}/oidc/auth?client_id=demo&state=${'a'.repeat(5000)}`, {
    redirect: 'manual',
  })
  expect(answer.status).toBe(414)
})
