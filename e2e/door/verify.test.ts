import { describe, expect, test } from 'vitest'
import { type StoryTown, startTown } from '../town.ts'
import { createVisitor, type Step, type Visitor } from '../visitor.ts'
import { saveClients } from './clients.ts'

const site = 'http://tea.example'

async function openTown(): Promise<StoryTown> {
  const town = await startTown()
  await saveClients(town, site)
  return town
}

/** What a proxy asks of the gateway for a visitor of the site. */
async function verify({ gateway }: StoryTown, query = '', headers: Record<string, string> = {}) {
  const told = {
    'x-forwarded-host': 'tea.example',
    'x-forwarded-proto': 'http',
    'x-forwarded-uri': '/',
    ...headers,
  }
  const answer = await fetch(`${gateway}/verify${query}`, { headers: told, redirect: 'manual' })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, code: text === '' ? '' : JSON.parse(text).code }
}

/** Signs a browser in at the site, and gives the value of its cookie there. */
async function signIn(
  town: StoryTown,
  visitor: Visitor,
  returnTo = `${site}/`,
): Promise<{ end: string; begin: string; session: string; last: Step }> {
  const wanted = `${town.gateway}/login/tea?return_to=${encodeURIComponent(returnTo)}`
  let end = ''
  const toGateway = (url: string) => url.replace(`${site}/`, `${town.gateway}/`)
  const host = { 'x-forwarded-host': 'tea.example', 'x-forwarded-proto': 'http' }
  const first = await visitor.request(wanted)
  const begun = await visitor.request(toGateway(first.headers.get('location') ?? ''), { headers: host })
  await visitor.go(begun.headers.get('location') ?? '', (url) => {
    if (url.startsWith(site)) end = url
    return end !== ''
  })
  const last = await visitor.request(toGateway(end), { headers: host })
  const begin = [...visitor.cookies].find(([name]) => name.startsWith('wxgate_begin'))
  return {
    end: toGateway(end),
    begin: begin?.join('=') ?? '',
    session: visitor.cookies.get('wxgate_verify') ?? '',
    last,
  }
}

describe('a proxy that asks', () => {
  test('a host that no client protects is 403 with what to do, whoever is signed in', async () => {
    const town = await openTown()
    for (const headers of [
      { 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-host': 'tea.example, evil.example' },
      { 'x-forwarded-host': 'tea.example@evil.example' },
      { 'x-forwarded-host': 'tea.example/x' },
      { 'x-forwarded-host': '' },
      { 'x-forwarded-proto': 'javascript' },
      { 'x-forwarded-proto': 'https' },
      { 'x-forwarded-uri': 'https://evil.example/' },
    ]) {
      const answer = await verify(town, '', headers)
      expect([headers, answer.status, answer.code]).toEqual([headers, 403, 'verify_host_refused'])
    }
    expect(await verify(town, '?client=nobody')).toMatchObject({ status: 403, code: 'verify_host_refused' })
    expect(await verify(town, '?client=demo-public')).toMatchObject({
      status: 403,
      code: 'verify_host_refused',
    })
  })

  test('a sign-in never returns elsewhere than to a return URL of the client', async () => {
    const town = await openTown()
    for (const [uri, wanted] of [
      ['/a?b=1', `${site}/a?b=1`],
      ['//evil.example/', `${site}//evil.example/`],
      ['/\\evil.example', `${site}//evil.example`],
      ['/@evil.example', `${site}/@evil.example`],
    ] as const) {
      const answer = await verify(town, '?client=tea', { 'x-forwarded-uri': uri })
      const login = new URL(answer.headers.get('x-wxgate-login') ?? '')
      expect([answer.status, uri, login.searchParams.get('return_to')]).toEqual([401, uri, wanted])
    }
    const tea = await town.records.clients.find('tea')
    if (tea) await town.records.clients.save({ ...tea, returnUrls: [`${site}/app/`] })
    const outside = await verify(town, '?client=tea', { 'x-forwarded-uri': '/elsewhere' })
    expect(new URL(outside.headers.get('x-wxgate-login') ?? '').searchParams.get('return_to')).toBe(
      `${site}/app/`,
    )
  })

  test('a page with a long address is reached by the sign-in, and one that is too long to carry ends at the site', async () => {
    const town = await openTown()
    for (const [query, wanted] of [
      ['a'.repeat(2020), undefined],
      // 220 Chinese characters, as a browser writes them.
      ['%E4%BD%A0'.repeat(220), undefined],
      ['a'.repeat(5000), `${site}/`],
      ['/'.repeat(2000), `${site}/`],
    ] as const) {
      const page = `${site}/?q=${query}`
      const answer = await verify(town, '?client=tea', { 'x-forwarded-uri': page.replace(site, '') })
      const login = new URL(answer.headers.get('x-wxgate-login') ?? '')
      const returnTo = login.searchParams.get('return_to') ?? ''
      expect(returnTo).toBe(wanted ?? page)
      const { last } = await signIn(town, createVisitor(town.control), returnTo)
      expect(last.headers.get('location')).toBe(returnTo)
    }
  })

  test('only a page that a browser loads is redirected', async () => {
    const town = await openTown()
    const ask = async (headers: Record<string, string>) =>
      (await verify(town, '?client=tea&redirect=1', headers)).status
    // Node.js' own fetch says `sec-fetch-mode: cors` of itself.
    expect(await ask({})).toBe(401)
    expect(await ask({ 'x-forwarded-method': 'POST' })).toBe(401)
    expect((await verify(town, '?client=tea')).status).toBe(401)
  })

  test('a proxy that asks about the finish path itself is told to hand it on', async () => {
    const town = await openTown()
    const answer = await verify(town, '?client=tea', { 'x-forwarded-uri': '/.wxgate/finish?code=x' })
    expect(answer).toMatchObject({ status: 403, code: 'verify_finish_unrouted' })
  })

  test('at the gateway’s own host name the session cookie counts, by whichever port', async () => {
    const town = await openTown()
    const visitor = createVisitor(town.control)
    await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
    const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ')
    const host = { 'x-forwarded-host': new URL(town.app).host }
    expect((await verify(town, '?client=demo', { ...host, cookie })).headers.get('x-wxgate-openid')).toMatch(
      /^o/,
    )
    expect((await verify(town, '?client=demo', host)).status).toBe(401)
    // At another host the same cookie says nothing.
    expect((await verify(town, '?client=tea', { cookie })).status).toBe(401)
  })
})

describe('a session at another host', () => {
  test('is of one host, one client and one cookie', async () => {
    const town = await openTown()
    const tea = await town.records.clients.find('tea')
    if (!tea) throw new Error('no tea')
    await town.records.clients.save({
      ...tea,
      id: 'tearoom',
      returnUrls: ['http://room.example/', `${site}/`],
    })
    const { session } = await signIn(town, createVisitor(town.control))
    const cookie = `wxgate_verify=${session}`
    expect((await verify(town, '?client=tea', { cookie })).status).toBe(200)
    expect((await verify(town, '?client=tearoom', { cookie })).status).toBe(401)
    const elsewhere = { cookie, 'x-forwarded-host': 'room.example' }
    expect((await verify(town, '?client=tearoom', elsewhere)).status).toBe(401)
    // A sibling host can plant a second one, and then neither counts.
    const doubled = `${cookie}; wxgate_verify=${'A'.repeat(43)}`
    expect((await verify(town, '?client=tea', { cookie: doubled })).status).toBe(401)
  })

  test('the code ends the sign-in of one browser, as often as it loads within a minute', async () => {
    const town = await openTown()
    const visitor = createVisitor(town.control)
    const { end, begin, session } = await signIn(town, visitor)
    const load = async (cookie: string) => {
      const headers = { cookie, 'x-forwarded-host': 'tea.example', 'x-forwarded-proto': 'http' }
      const answer = await fetch(end, { headers, redirect: 'manual' })
      return { status: answer.status, cookie: answer.headers.getSetCookie().join() }
    }
    expect(await load(begin)).toEqual({ status: 303, cookie: expect.stringContaining(session) })
    const [name] = begin.split('=')
    for (const cookie of ['', `${name}=${'A'.repeat(43)}`, `${begin}; ${name}=${'A'.repeat(43)}`])
      expect([cookie, await load(cookie)]).toEqual([cookie, { status: 400, cookie: '' }])
    await town.control.advance(61)
    expect(await load(begin)).toEqual({ status: 400, cookie: '' })
    expect((await verify(town, '?client=tea', { cookie: `wxgate_verify=${session}` })).status).toBe(200)
  })

  test('of tabs that begin at the same moment each ends where it began, and later ones begin with the same secret', async () => {
    const town = await openTown()
    const visitor = createVisitor(town.control)
    const host = { 'x-forwarded-host': 'tea.example', 'x-forwarded-proto': 'http' }
    const path = `${town.gateway}/.wxgate/finish?client=tea&return_to=${encodeURIComponent(`${site}/`)}`
    // None of them has the cookie of another yet: a browser that opens its windows again does this.
    const tabs = await Promise.all(
      [1, 2, 3].map(() => createVisitor(town.control).request(path, { headers: host })),
    )
    for (const { headers } of tabs) {
      const [, name = '', value = '', maxAge = ''] =
        /^([^=]+)=([^;]+); Max-Age=(\d+)/.exec(headers.getSetCookie().join()) ?? []
      visitor.cookies.set(name, value)
      // The page of a computer waits longer than ten minutes for somebody who scans it.
      expect(Number(maxAge)).toBeGreaterThan(3600)
    }
    for (const { headers } of tabs) {
      const end = await visitor.go(headers.get('location') ?? '', (url) => url.startsWith(site))
      const code = end.url.replace(site, town.gateway)
      const answer = await visitor.request(code, { headers: host })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `${site}/`])
    }
    const count = visitor.cookies.size
    await visitor.request(path, { headers: host })
    expect(visitor.cookies.size).toBe(count)
  })

  test('the code signs nobody in after they have signed out', async () => {
    const town = await openTown()
    const visitor = createVisitor(town.control)
    const { end, session } = await signIn(town, visitor)
    await visitor.request(`${town.gateway}/logout`, { method: 'POST', headers: { origin: town.gateway } })
    const host = { 'x-forwarded-host': 'tea.example', 'x-forwarded-proto': 'http' }
    expect((await visitor.request(end, { headers: host })).status).toBe(400)
    expect((await verify(town, '?client=tea', { cookie: `wxgate_verify=${session}` })).status).toBe(401)
  })

  test('ends when another person takes the seat, when the client stops protecting, and after seven days', async () => {
    const town = await openTown()
    const visitor = createVisitor(town.control)
    const first = await signIn(town, visitor)
    const ask = async ({ session }: { session: string }) =>
      (await verify(town, '?client=tea', { cookie: `wxgate_verify=${session}` })).status
    const alice = createVisitor(town.control, { person: 'alice' })
    for (const [name, value] of visitor.cookies) alice.cookies.set(name, value)
    const place = `${town.gateway}/oidc/auth`
    const query = { client_id: 'demo', response_type: 'code', scope: 'openid', prompt: 'login' }
    const redirect = { redirect_uri: `${town.app}/callback`, state: 'x' }
    await alice.go(`${place}?${new URLSearchParams({ ...query, ...redirect })}`, (url) =>
      url.startsWith(`${town.app}/callback`),
    )
    expect(await ask(first)).toBe(401)
    const second = await signIn(town, createVisitor(town.control))
    expect(await ask(second)).toBe(200)
    const tea = await town.records.clients.find('tea')
    if (!tea) throw new Error('no tea')
    await town.records.clients.save({ ...tea, protects: false })
    expect(await ask(second)).toBe(403)
    await town.records.clients.save(tea)
    await town.control.advance(7 * 24 * 3600)
    expect(await ask(second)).toBe(401)
  })

  test('an account that was taken away from the client says nothing more, here and in the gateway’s own session', async () => {
    const town = await openTown()
    const visitor = createVisitor(town.control)
    const { session } = await signIn(town, visitor)
    const ask = async () => [
      (await verify(town, '?client=tea', { cookie: `wxgate_verify=${session}` })).status,
      (await visitor.request(`${town.gateway}/session?client=tea`)).status,
    ]
    expect(await ask()).toEqual([200, 200])
    const tea = await town.records.clients.find('tea')
    if (tea) await town.records.clients.save({ ...tea, appids: ['wx5a4db0c500000004'] })
    expect(await ask()).toEqual([401, 401])
  })

  test('the finish path refuses what nobody began, and leads nowhere else', async () => {
    const town = await openTown()
    const load = async (query: string, host = 'tea.example') => {
      const headers = { 'x-forwarded-host': host, 'x-forwarded-proto': 'http', 'accept-language': 'zh' }
      const answer = await fetch(`${town.gateway}/.wxgate/finish${query}`, { headers, redirect: 'manual' })
      return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
    }
    for (const query of [
      '',
      '?code=x',
      '?code=x&code=y',
      '?client=nobody&return_to=http://tea.example/',
      '?client=tea&return_to=http://evil.example/',
      `?client=tea&return_to=${town.app}/`,
    ]) {
      const answer = await load(query)
      expect([query, answer.status, answer.location]).toEqual([query, 400, null])
      expect(answer.text).toContain('无法在这里完成登录')
    }
    expect((await load('?client=tea&return_to=http://tea.example/', 'evil.example')).status).toBe(400)
  })
})
