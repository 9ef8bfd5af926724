import { describe, expect, test } from 'vitest'
import { createVisitor } from '../visitor.ts'
import { openTeaTown, signIn, site, verify } from './tea.ts'

describe('a session at another host', () => {
  test('is of one host, one client and one cookie', async () => {
    const town = await openTeaTown()
    const tea = await town.records.clients.find('tea')
    if (!tea) throw new Error('no tea')
    await town.records.clients.save({
      ...tea,
      id: 'tearoom',
      returnUrls: ['http://room.example/', `${site}/`],
    })
    const visitor = createVisitor(town.control)
    const { session } = await signIn(town, visitor)
    const cookie = `wxgate_verify=${session}`
    expect((await verify(town, '?client=tea', { cookie })).status).toBe(200)
    const ofGateway = `wxgate_session=${visitor.cookies.get('wxgate_session')}`
    expect((await verify(town, '?client=tea', { cookie: ofGateway })).status).toBe(401)
    expect((await verify(town, '?client=tearoom', { cookie })).status).toBe(401)
    const elsewhere = { cookie, 'x-forwarded-host': 'room.example' }
    expect((await verify(town, '?client=tearoom', elsewhere)).status).toBe(401)
    // A sibling host can plant a second one, and then neither counts.
    const doubled = `${cookie}; wxgate_verify=${'A'.repeat(43)}`
    expect((await verify(town, '?client=tea', { cookie: doubled })).status).toBe(401)
  })

  test('the code ends the sign-in of one browser, as often as it loads within a minute', async () => {
    const town = await openTeaTown()
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

  test('code and session are worth nothing at another host of the same client', async () => {
    const town = await openTeaTown()
    const tea = await town.records.clients.find('tea')
    if (!tea) throw new Error('no tea')
    await town.records.clients.save({ ...tea, returnUrls: [...tea.returnUrls, 'http://room.example/'] })
    const { end, begin, session } = await signIn(town, createVisitor(town.control))
    const host = { 'x-forwarded-host': 'room.example', 'x-forwarded-proto': 'http' }
    const answer = await fetch(end, { headers: { cookie: begin, ...host }, redirect: 'manual' })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([400, []])
    const cookie = `wxgate_verify=${session}`
    expect((await verify(town, '?client=tea', { cookie, ...host })).status).toBe(401)
    expect((await verify(town, '?client=tea', { cookie })).status).toBe(200)
  })

  test('of tabs that begin at the same moment each ends where it began, and later ones begin with the same secret', async () => {
    const town = await openTeaTown()
    const visitor = createVisitor(town.control)
    const host = { 'x-forwarded-host': 'tea.example', 'x-forwarded-proto': 'http' }
    const path = `${town.gateway}/.wxgate/finish?client=tea&return_to=${encodeURIComponent(`${site}/`)}`
    // The tabs know no cookie of each other yet: a browser that opens its windows again does this.
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
    const town = await openTeaTown()
    const visitor = createVisitor(town.control)
    const { end, session } = await signIn(town, visitor)
    await visitor.request(`${town.gateway}/logout`, { method: 'POST', headers: { origin: town.gateway } })
    const host = { 'x-forwarded-host': 'tea.example', 'x-forwarded-proto': 'http' }
    expect((await visitor.request(end, { headers: host })).status).toBe(400)
    expect((await verify(town, '?client=tea', { cookie: `wxgate_verify=${session}` })).status).toBe(401)
  })

  test('ends when another person takes the seat, when the client stops protecting, and after seven days', async () => {
    const town = await openTeaTown()
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
    const town = await openTeaTown()
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

  test('a form of the site that signs out is asked to confirm at the gateway, where the browser sends its cookies', async () => {
    const town = await openTeaTown()
    const visitor = createVisitor(town.control)
    const { session } = await signIn(town, visitor)
    // A browser sends no `SameSite=Lax` cookie with a POST from another site: RFC 6265bis section 5.6.7.2.
    const post = async (headers: Record<string, string>) => {
      const url = `${town.gateway}/logout?return_to=${site}/`
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { accept: 'text/html', origin: site, ...headers },
      })
      return [answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]
    }
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }])
      expect(await post(headers)).toEqual([303, '/logout', null])
    const page = await visitor.go(`${town.gateway}/logout`, (url) => url === `${town.gateway}/`)
    expect(page.status).toBe(0)
    expect((await verify(town, '?client=tea', { cookie: `wxgate_verify=${session}` })).status).toBe(401)
  })

  test('the finish path refuses what nobody began, and leads nowhere else', async () => {
    const town = await openTeaTown()
    const tea = await town.records.clients.find('tea')
    if (tea)
      await town.records.clients.save({ ...tea, returnUrls: [...tea.returnUrls, 'http://room.example/'] })
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
      '?client=tea&return_to=http://room.example/',
    ]) {
      const answer = await load(query)
      expect([query, answer.status, answer.location]).toEqual([query, 400, null])
      expect(answer.text).toContain('无法在这里完成登录')
    }
    expect((await load('?client=tea&return_to=http://tea.example/', 'evil.example')).status).toBe(400)
  })
})
