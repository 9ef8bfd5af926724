import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callComponent, fetchComponentToken, PLATFORM } from '../scripted-platform.ts'
import { ask, buildExchange, signIn, text, visit } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

test.for([
  ['rid', /^access_token missing, rid: [0-9a-f-]{26}$/, /^access_token missing rid: [0-9a-f-]{26}$/],
  ['hint', /^access_token missing, hints: \[ req_id: \w+ \]$/, /^access_token missing hint: \[\w+\]$/],
  ['none', /^access_token missing$/, /^access_token missing$/],
] as const)('the suffix %s of errors', async ([errmsgSuffix, sns, cgiBin]) => {
  await sim.rules({ errmsgSuffix })
  expect((await ask(sim, '/sns/auth', {})).body.errmsg).toMatch(sns)
  expect((await ask(sim, '/cgi-bin/user/get', {})).body.errmsg).toMatch(cgiBin)
})

test('the scope of token answers may be missing or have a comma behind it', async () => {
  const refresh = async (token: unknown) =>
    ask(sim, '/sns/oauth2/refresh_token', {
      appid: buildExchange('').appid ?? '',
      grant_type: 'refresh_token',
      refresh_token: text(token),
    })
  await sim.rules({ scopeInAnswer: 'trailingComma' })
  const signed = await signIn(sim)
  expect(signed.scope).toBe('snsapi_userinfo,')
  expect((await refresh(signed.refresh_token)).body.scope).toBe('snsapi_userinfo,')
  await sim.rules({ scopeInAnswer: 'missing' })
  expect(await signIn(sim)).not.toHaveProperty('scope')
  expect((await refresh(signed.refresh_token)).body).not.toHaveProperty('scope')
})

test('control characters of a nickname are escaped, or raw with the switch', async () => {
  await sim.addPerson({ id: 'bob', nickname: 'a\u0014b\\u0014' })
  const signed = await signIn(sim, { person: 'bob' })
  const query = new URLSearchParams({
    access_token: text(signed.access_token),
    openid: text(signed.openid),
  })
  const read = async () => (await fetch(`${sim.url}/sns/userinfo?${query}`)).text()
  expect(JSON.parse(await read())).toMatchObject({ nickname: 'a\u0014b\\u0014' })
  await sim.rules({ controlCharacters: 'raw' })
  const raw = await read()
  expect(raw).toContain('"a\u0014b\\\\u0014"')
  expect(() => JSON.parse(raw)).toThrow()
})

test('the tokens of a platform can be made to die, and the journal names it', async () => {
  const query = { component_access_token: await fetchComponentToken(sim) }
  expect((await sim.journal({ limit: 1 })).entries[0]?.appid).toBe(PLATFORM.appid)
  await sim.expireTokens(PLATFORM.appid)
  const late = await ask(sim, '/cgi-bin/component/api_create_preauthcode', query, {
    method: 'POST',
    body: JSON.stringify({ component_appid: PLATFORM.appid }),
  })
  expect(late.errcode).toBe(42001)
  expect((await callComponent(sim, 'api_create_preauthcode')).errcode).toBeUndefined()
})

test('a code is still exchanged once whatever the scope looks like', async () => {
  await sim.rules({ scopeInAnswer: 'missing' })
  const code = (await visit(sim)).get('code') ?? ''
  expect((await ask(sim, '/sns/oauth2/access_token', buildExchange(code))).errcode).toBeUndefined()
  expect((await ask(sim, '/sns/oauth2/access_token', buildExchange(code))).errcode).toBe(40163)
})
