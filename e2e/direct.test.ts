import { expect, test } from 'vitest'
import { startTown } from './town.ts'
import { createVisitor } from './visitor.ts'

test('the direct door signs in and goes to the place that was asked for', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  const end = await visitor.go(`${gateway}/login/demo?return_to=${encodeURIComponent(`${app}/?cart=1`)}`)
  expect(end.url).toBe(`${app}/?cart=1`)
  const { people } = await control.state()
  const xiaoming = people.find(({ id }) => id === 'xiaoming')
  const session = await visitor.request(`${gateway}/session`)
  expect(JSON.parse(session.text)).toEqual({
    subject: expect.stringMatching(/^person_/),
    client: 'demo',
    appid: 'wx5a4db0c500000001',
    openid: xiaoming?.openids.wx5a4db0c500000001,
    unionid: xiaoming?.unionid,
    nickname: '小明',
    picture: expect.stringMatching(/\/132$/),
    subscribed: true,
    signedInAt: expect.any(Number),
    expiresAt: expect.any(Number),
    seats: [
      {
        appid: 'wx5a4db0c500000001',
        openid: xiaoming?.openids.wx5a4db0c500000001,
        subject: expect.stringMatching(/^person_/),
        signedInAt: expect.any(Number),
      },
    ],
  })
})

test('what is not known is null, never absent', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control, { person: 'grey' })
  await visitor.go(`${gateway}/login/demo?return_to=${app}/&application=wx5a4db0c500000004`)
  const session = JSON.parse((await visitor.request(`${gateway}/session`)).text)
  expect(session).toMatchObject({ unionid: null, picture: null, subscribed: false })
})

test('nobody signed in is a 401 as problem+json', async () => {
  const { gateway } = await startTown()
  const answer = await fetch(`${gateway}/session`)
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(await answer.json()).toMatchObject({ status: 401, code: 'session_missing' })
})

test('who is signed in already goes straight on', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  await visitor.go(`${gateway}/login/demo?return_to=${app}/`)
  const again = await visitor.request(`${gateway}/login/demo?return_to=${app}/x`)
  expect([again.status, again.headers.get('location')]).toEqual([303, `${app}/x`])
})

test('a wrong client, place or account is a page that says what to do, and no redirect', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control, { language: 'zh-CN' })
  const cases: [string, number, string][] = [
    ['/login/nobody', 404, 'login_client_unknown'],
    ['/login/demo?return_to=https://evil.example/', 400, 'login_return_refused'],
    [`/login/demo?return_to=${app}/&return_to=https://evil.example/`, 400, 'login_return_refused'],
    ['/login/demo?return_to=//evil.example', 400, 'login_return_refused'],
    [`/login/demo?return_to=${app}/&application=wx5a4db0c500000003`, 400, 'login_application_refused'],
    [`/login/demo?return_to=${app}/&application=x`, 400, 'login_application_refused'],
    ['/login/demo-public', 400, 'login_return_refused'],
  ]
  for (const [path, status, code] of cases) {
    const answer = await visitor.request(`${gateway}${path}`)
    expect([path, answer.status]).toEqual([path, status])
    expect(answer.text).toContain(code)
    expect(answer.headers.get('location')).toBeNull()
  }
})

test('the session may be read by pages of the client, and by no other page', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  await visitor.go(`${gateway}/login/demo?return_to=${app}/`)
  const own = await visitor.request(`${gateway}/session`, { headers: { origin: app } })
  expect(own.headers.get('access-control-allow-origin')).toBe(app)
  expect(own.headers.get('access-control-allow-credentials')).toBe('true')
  expect(own.headers.get('vary')).toContain('Origin')
  const evil = await visitor.request(`${gateway}/session`, { headers: { origin: 'https://evil.example' } })
  expect(evil.headers.get('access-control-allow-origin')).toBeNull()
})

test('a page of a client can tell that nobody is signed in, a page of nobody cannot', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  const own = await visitor.request(`${gateway}/session`, { headers: { origin: app } })
  expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([401, app])
  const evil = await visitor.request(`${gateway}/session`, { headers: { origin: 'https://evil.example' } })
  expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([401, null])
})

test('signing out needs a page of ours or of the client, and is final', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  await visitor.go(`${gateway}/login/demo?return_to=${app}/`)
  const kept = new Map(visitor.cookies)
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    const refused = await visitor.request(`${gateway}/logout`, { method: 'POST', headers })
    expect([headers, refused.status]).toEqual([headers, 403])
  }
  // A link, or a picture of another site, asks; nobody is signed out by it.
  expect((await visitor.request(`${gateway}/logout`)).text).toContain('id="continue"')
  expect((await visitor.request(`${gateway}/session`)).status).toBe(200)
  const out = await visitor.request(`${gateway}/logout?return_to=${app}/bye`, {
    method: 'POST',
    headers: { origin: app },
  })
  expect([out.status, out.headers.get('location')]).toEqual([303, `${app}/bye`])
  for (const [name, value] of kept) visitor.cookies.set(name, value)
  expect((await visitor.request(`${gateway}/session`)).status).toBe(401)
})

test('a session ends after seven days of the clock', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  await visitor.go(`${gateway}/login/demo?return_to=${app}/`)
  await control.advance(7 * 24 * 3600 - 60)
  expect((await visitor.request(`${gateway}/session`)).status).toBe(200)
  await control.advance(61)
  expect((await visitor.request(`${gateway}/session`)).status).toBe(401)
})

test('a profile older than thirty days is asked for again, and a refusal keeps the person', async () => {
  const { app, gateway, control } = await startTown()
  await createVisitor(control).go(`${gateway}/login/demo?return_to=${app}/`)
  await control.advance(31 * 24 * 3600)
  await createVisitor(control).go(`${gateway}/login/demo?return_to=${app}/`)
  expect((await control.journal({ path: '/sns/userinfo' })).total).toBe(2)
})
