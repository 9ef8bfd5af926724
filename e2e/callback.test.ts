import { describe, expect, test } from 'vitest'
import { type StoryTown, startTown } from './town.ts'
import { createVisitor, findForm, type Visitor } from './visitor.ts'

const callbackPath = '/wechat/callback/wx5a4db0c500000001'

/** Goes to WeChat and lets the phone answer, up to the callback that is then not loaded. */
async function openCallback(visitor: Visitor, start: string): Promise<URL> {
  const { url } = await visitor.go(start, (next) => new URL(next).pathname === callbackPath)
  return new URL(url)
}

function countExchanges({ control }: StoryTown): Promise<number> {
  return control.journal({ path: '/sns/oauth2/access_token' }).then(({ total }) => total)
}

function movePath(url: URL, path: string): void {
  url.pathname = path
}

const doors = [
  { door: 'direct', readStart: ({ gateway, app }: StoryTown) => `${gateway}/login/demo?return_to=${app}/` },
  { door: 'OpenID Connect', readStart: ({ app }: StoryTown) => `${app}/sign-in` },
]

describe.each(doors)('by the $door door', ({ readStart }) => {
  test('twenty identical callbacks at once make one exchange and all end at the same place', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control)
    // The person is known already, so that this callback signs in and does not ask for the profile first.
    await createVisitor(town.control).go(readStart(town))
    const before = await countExchanges(town)
    const callback = await openCallback(visitor, readStart(town))
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.request(callback.href)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(303))
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect((await countExchanges(town)) - before).toBe(1)
    const location = String(answers[0]?.headers.get('location'))
    const isAtApp = (url: string) => url.startsWith(town.app)
    const ends = await Promise.all(
      answers.map(() => visitor.go(new URL(location, town.gateway).href, isAtApp)),
    )
    const places = ends.map(({ url }) => `${new URL(url).pathname} ${new URL(url).searchParams.get('state')}`)
    expect(new Set(places).size).toBe(1)
  })

  test('twenty identical callbacks of somebody new end at one page that asks for the profile', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control)
    const callback = await openCallback(visitor, readStart(town))
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.request(callback.href)))
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect(await countExchanges(town)).toBe(1)
    const page = await visitor.request(
      new URL(String(answers[0]?.headers.get('location')), town.gateway).href,
    )
    expect(findForm(page)).toBeDefined()
  })

  test('a callback loaded again within a minute ends where the first load ended, later no more', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control)
    const callback = await openCallback(visitor, readStart(town))
    const first = await visitor.request(callback.href)
    await town.control.advance(30)
    const again = await visitor.request(callback.href)
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    await town.control.advance(61)
    const late = await visitor.request(callback.href)
    expect(late.status).toBe(400)
    expect(await countExchanges(town)).toBe(1)
  })

  test('another browser, no state, an empty, altered or foreign one: 400, no exchange, and the right browser still finishes', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control)
    const stranger = createVisitor(town.control, { person: 'alice' })
    const callback = await openCallback(visitor, readStart(town))
    await openCallback(stranger, readStart(town))
    const foreign = await openCallback(stranger, readStart(town))
    const state = String(callback.searchParams.get('state'))
    const variants: [Visitor, (url: URL) => void][] = [
      [stranger, () => undefined],
      [createVisitor(town.control), () => undefined],
      [visitor, (url) => url.searchParams.delete('state')],
      [visitor, (url) => url.searchParams.set('state', '')],
      [
        visitor,
        (url) => url.searchParams.set('state', `${state.slice(0, -1)}${state.endsWith('a') ? 'b' : 'a'}`),
      ],
      [visitor, (url) => url.searchParams.set('state', state.toUpperCase())],
      [visitor, (url) => url.searchParams.append('state', state)],
      [visitor, (url) => url.searchParams.set('state', String(foreign.searchParams.get('state')))],
      [visitor, (url) => url.searchParams.set('state', "' or 1=1 --")],
      [visitor, (url) => movePath(url, '/wechat/callback/wx5a4db0c500000004')],
      [visitor, (url) => movePath(url, '/wechat/callback/__proto__')],
    ]
    for (const [who, alter] of variants) {
      const url = new URL(callback.href)
      alter(url)
      const answer = await who.request(url.href)
      expect([url.search, answer.status]).toEqual([url.search, 400])
      expect(answer.headers.get('location')).toBeNull()
    }
    expect(await countExchanges(town)).toBe(0)
    const end = await visitor.go(callback.href)
    expect(end.url).toBe(`${town.app}/`)
    expect((await visitor.request(`${town.gateway}/session`)).status).toBe(200)
    expect((await stranger.request(`${town.gateway}/session`)).status).toBe(401)
  })

  test('the button of a callback without its cookie leads to the start of its client, and takes nothing else over', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control)
    const callback = await openCallback(visitor, readStart(town))
    visitor.cookies.clear()
    const refused = await visitor.request(callback.href)
    expect(refused.status).toBe(400)
    const form = findForm(refused)
    const started = await visitor.request(String(form?.url), form?.init)
    expect(started.headers.get('location')).toBe(`${town.app}/`)
    const demo = await town.records.clients.find('demo')
    const initiateLoginUri = `${town.app}/begin?from=wechat`
    if (demo) await town.records.clients.save({ ...demo, initiateLoginUri })
    const begun = await visitor.request(String(form?.url), form?.init)
    expect(begun.headers.get('location')).toBe(initiateLoginUri)
    await visitor.go(readStart(town))
    expect((await visitor.request(`${town.gateway}/session`)).status).toBe(200)
  })

  test('the button of another refused callback starts the sign-in that this browser began last', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control)
    const callback = await openCallback(visitor, readStart(town))
    const refused = await visitor.request(`${callback.origin}${callbackPath}?code=x&state=${'a'.repeat(32)}`)
    expect(refused.status).toBe(400)
    const form = findForm(refused)
    const started = await visitor.request(String(form?.url), form?.init)
    const next = new URL(String(started.headers.get('location')))
    expect(next.pathname).toBe('/connect/oauth2/authorize')
    expect(next.searchParams.get('state')).not.toBe(callback.searchParams.get('state'))
    const end = await visitor.go(next.href)
    expect(end.url).toBe(`${town.app}/`)
  })

  test('refusing ends at a page that says so and can start again; nothing is signed in', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control, { decision: 'deny', language: 'zh-CN' })
    const end = await visitor.go(readStart(town))
    expect(end.status).toBe(403)
    expect(end.text).toContain('你没有登录')
    expect(findForm(end)).toBeDefined()
    expect((await visitor.request(`${town.gateway}/session`)).status).toBe(401)
  })

  test('a snapshot visitor gets a page that says what to tap, and no person and no session is made', async () => {
    const town = await startTown()
    const visitor = createVisitor(town.control, { snapshot: true })
    const callback = await openCallback(visitor, readStart(town))
    const page = await visitor.request(callback.href)
    expect([page.status, page.text.includes('使用完整服务')]).toEqual([200, true])
    expect((await visitor.request(`${town.gateway}/session`)).status).toBe(401)
    const person = createVisitor(town.control)
    await person.go(readStart(town))
    expect((await person.request(`${town.gateway}/session`)).status).toBe(200)
  })
})

test('the callback answers 303 without a body worth reading, and nobody may keep or frame it', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const callback = await openCallback(visitor, `${town.gateway}/login/demo`)
  const answer = await visitor.request(callback.href)
  expect(answer.text.length).toBeLessThan(200)
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('location')).not.toContain(String(callback.searchParams.get('code')))
})

test('HEAD never acts: the callback can still be finished', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const callback = await openCallback(visitor, `${town.gateway}/login/demo?return_to=${town.app}/`)
  const head = await visitor.request(callback.href, { method: 'HEAD' })
  expect(head.status).toBeGreaterThanOrEqual(400)
  expect(await countExchanges(town)).toBe(0)
  const end = await visitor.go(callback.href)
  expect(end.url).toBe(`${town.app}/`)
})

test('a planted session cookie is never adopted, and an old session id dies at the next sign-in', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const planted = 'A'.repeat(43)
  visitor.cookies.set('wxgate_session', planted)
  await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  const first = String(visitor.cookies.get('wxgate_session'))
  expect(first).not.toBe(planted)
  await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/&application=wx5a4db0c500000004`)
  expect(visitor.cookies.get('wxgate_session')).not.toBe(first)
  const old = createVisitor(town.control)
  old.cookies.set('wxgate_session', first)
  expect((await old.request(`${town.gateway}/session`)).status).toBe(401)
})

test('a callback loaded again after another tab signed in takes nothing away, after signing out it brings nothing back', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const login = `${town.gateway}/login/demo?return_to=${town.app}/`
  await createVisitor(town.control).go(login)
  const one = await openCallback(visitor, login)
  const two = await openCallback(visitor, login)
  await visitor.request(one.href)
  await visitor.request(two.href)
  const again = await visitor.request(one.href)
  expect(again.status).toBe(303)
  expect((await visitor.request(`${town.gateway}/session`)).status).toBe(200)
  expect((await visitor.go(new URL(String(again.headers.get('location')), town.gateway).href)).url).toBe(
    `${town.app}/`,
  )
  await visitor.request(`${town.gateway}/logout`, { method: 'POST', headers: { origin: town.gateway } })
  const late = await visitor.request(two.href)
  expect([late.status, late.text.includes('login_state_unknown')]).toEqual([400, true])
  expect(findForm(late)).toBeDefined()
  expect((await visitor.request(`${town.gateway}/session`)).status).toBe(401)
})

test('a stranger who opens somebody else’s callback reads it in a language of their own', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control, { language: 'zh-CN' })
  const callback = await openCallback(visitor, `${town.gateway}/login/demo`)
  const page = await createVisitor(town.control, { language: 'en' }).request(callback.href)
  expect(page.text).toContain('<html lang="en">')
})
