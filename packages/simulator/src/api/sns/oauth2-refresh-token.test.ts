import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, readAccount, signIn, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const { appid } = readAccount('1')
const refresh = (refreshToken: unknown, changes: Record<string, string> = {}) =>
  ask(sim, '/sns/oauth2/refresh_token', {
    appid,
    grant_type: 'refresh_token',
    refresh_token: text(refreshToken),
    ...changes,
  })
const check = async (token: unknown, openid: unknown) =>
  (await ask(sim, '/sns/auth', { access_token: text(token), openid: text(openid) })).errcode

test('a living token comes back with its time renewed', async () => {
  const signed = await signIn(sim)
  await sim.advance(7000)
  const { body } = await refresh(signed.refresh_token)
  expect(body).toEqual({
    access_token: signed.access_token,
    expires_in: 7200,
    refresh_token: signed.refresh_token,
    openid: signed.openid,
    scope: 'snsapi_userinfo',
  })
  await sim.advance(7000)
  expect(await check(signed.access_token, signed.openid)).toBe(0)
})

test('an expired token is replaced and stays dead', async () => {
  const signed = await signIn(sim)
  await sim.advance(7300)
  const { body } = await refresh(signed.refresh_token)
  expect(body.access_token).not.toBe(signed.access_token)
  expect(await check(body.access_token, signed.openid)).toBe(0)
  expect(await check(signed.access_token, signed.openid)).toBe(42001)
})

test('the refresh token lives 30 days, however often it is used', async () => {
  const signed = await signIn(sim)
  await sim.advance(29 * 86_400)
  expect((await refresh(signed.refresh_token)).errcode).toBeUndefined()
  await sim.advance(86_401)
  expect((await refresh(signed.refresh_token)).errcode).toBe(42002)
})

test('with rotateRefreshToken every refresh gives a new one with 30 more days', async () => {
  await sim.rules({ rotateRefreshToken: true })
  const signed = await signIn(sim)
  await sim.advance(29 * 86_400)
  const { body } = await refresh(signed.refresh_token)
  expect(body.refresh_token).not.toBe(signed.refresh_token)
  expect((await refresh(signed.refresh_token)).errcode).toBe(40030)
  await sim.advance(29 * 86_400)
  expect((await refresh(body.refresh_token)).errcode).toBeUndefined()
})

test('what is missing, wrong or foreign is refused', async () => {
  const { refresh_token: token, access_token: access } = await signIn(sim)
  expect((await refresh('')).errcode).toBe(41003)
  expect((await refresh(access)).errcode).toBe(40030)
  expect((await refresh(token, { appid: readAccount('4').appid })).errcode).toBe(40030)
  expect((await refresh(token, { appid: '' })).errcode).toBe(41002)
  expect((await refresh(token, { grant_type: 'authorization_code' })).errcode).toBe(40002)
})

test('a withdrawn authorization cannot be refreshed', async () => {
  const signed = await signIn(sim)
  await sim.withdraw('xiaoming', appid)
  expect((await refresh(signed.refresh_token)).errcode).toBe(40030)
})
