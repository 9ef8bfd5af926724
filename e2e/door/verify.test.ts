import { describe, expect, test } from 'vitest'
import { createVisitor } from '../visitor.ts'
import { openTeaTown, signIn, site, verify } from './tea.ts'

describe('a proxy that asks', () => {
  test('a host that no client protects is 403 with what to do, whoever is signed in', async () => {
    const town = await openTeaTown()
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
      for (const query of ['', '?client=tea']) {
        const answer = await verify(town, query, headers)
        expect([headers, answer.status, answer.code]).toEqual([headers, 403, 'verify_host_refused'])
      }
    }
    expect(await verify(town, '?client=nobody')).toMatchObject({ status: 403, code: 'verify_host_refused' })
    expect(await verify(town, '?client=demo-public')).toMatchObject({
      status: 403,
      code: 'verify_host_refused',
    })
  })

  test('a sign-in never returns elsewhere than to a return URL of the client', async () => {
    const town = await openTeaTown()
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
    const town = await openTeaTown()
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
    const town = await openTeaTown()
    const ask = async (headers: Record<string, string>) =>
      (await verify(town, '?client=tea&redirect=1', headers)).status
    // Node.js' own fetch says `sec-fetch-mode: cors` of itself.
    expect(await ask({})).toBe(401)
    expect(await ask({ 'x-forwarded-method': 'POST' })).toBe(401)
    expect((await verify(town, '?client=tea')).status).toBe(401)
  })

  test('a proxy that asks about the finish path itself is told to hand it on', async () => {
    const town = await openTeaTown()
    const answer = await verify(town, '?client=tea', { 'x-forwarded-uri': '/.wxgate/finish?code=x' })
    expect(answer).toMatchObject({ status: 403, code: 'verify_finish_unrouted' })
  })

  test('at the gateway’s own host name the session cookie counts, by whichever port', async () => {
    const town = await openTeaTown()
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
