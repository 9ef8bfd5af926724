import * as client from 'openid-client'
import { expect, test } from 'vitest'
import { authorize, checks, openParty } from './oidc-party.ts'
import { startTown } from './town.ts'
import { createVisitor, findForm } from './visitor.ts'

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

test('signing out by OpenID Connect ends the session wherever its cookie is', async () => {
  const town = await startTown()
  const [visitor, thief] = [createVisitor(town.control), createVisitor(town.control)]
  await authorize(await openParty(town), visitor)
  thief.cookies.set('wxgate_session', String(visitor.cookies.get('wxgate_session')))
  expect((await thief.request(`${town.gateway}/session`)).status).toBe(200)
  const end = await visitor.go(`${town.gateway}/oidc/logout`)
  expect([end.status, end.text.includes('You are signed out')]).toEqual([200, true])
  expect((await thief.request(`${town.gateway}/session`)).status).toBe(401)
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

test('requests that lost their cookie are counted', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const query = `client_id=demo&response_type=code&scope=openid&redirect_uri=${town.app}/callback`
  const begun = await visitor.request(`${town.gateway}/oidc/auth?${query}`)
  const lost = createVisitor(town.control)
  const url = new URL(String(begun.headers.get('location')), town.gateway).href
  const ask = async () => (await lost.request(url)).status
  for (let count = 0; (await ask()) === 400; count += 1) expect(count).toBeLessThan(61)
  expect(await ask()).toBe(429)
})

test('requests of browsers without a cookie fill sixteen megabytes, then nothing is kept of the next; a known browser goes on', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  const query = {
    client_id: 'demo',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${town.app}/callback`,
  }
  const url = `${town.gateway}/oidc/auth?${new URLSearchParams({ ...query, state: 'x'.repeat(3_500) })}`
  const ask = async () => (await fetch(url, { redirect: 'manual' })).status
  let status = await ask()
  for (let count = 0; status === 303; count += 1) {
    expect(count).toBeLessThan(3_500)
    status = await ask()
  }
  expect(status).toBe(429)
  await visitor.request(`${town.gateway}/logout`, { method: 'POST', headers: { origin: town.gateway } })
  expect((await visitor.request(url)).status).toBe(303)
})

test('whoever gives up is heard where the client listens', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control, { decision: 'deny' })
  const query = `client_id=demo&response_type=code&scope=openid profile&state=abc&redirect_uri=${town.app}/callback`
  const inFragment = await visitor.go(`${town.gateway}/oidc/auth?${query}&response_mode=fragment`)
  expect(inFragment.text).toContain(`href="${town.app}/callback#error=access_denied&#38;state=abc`)
  const inQuery = await createVisitor(town.control, { decision: 'deny' }).go(
    `${town.gateway}/oidc/auth?${query}`,
  )
  expect(inQuery.text).toContain(`href="${town.app}/callback?error=access_denied&#38;state=abc`)
})

test('signing out speaks the language that was asked for, on the whole page', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  await authorize(await openParty(town), visitor)
  const page = await visitor.request(`${town.gateway}/oidc/logout?ui_locales=zh-CN`)
  expect(page.text).toContain('<html lang="zh-CN">')
  expect(page.text).toContain('退出登录')
})
