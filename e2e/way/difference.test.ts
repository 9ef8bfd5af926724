import { describe, expect, test } from 'vitest'
import { createVisitor, findForm, type Visitor } from '../visitor.ts'
import { countExchanges, openCallback } from './callback.ts'
import { hosts, teahouse } from './site.ts'

const tokenPath = '/sns/oauth2/access_token'

const press = async (visitor: Visitor, page: Parameters<typeof findForm>[0]) => {
  const form = findForm(page)
  if (!form) throw new Error('the page has no button')
  return visitor.request(form.url, form.init)
}

describe.each(hosts)('at $host', ({ open }) => {
  test('a connection that breaks before WeChat acted is tried once more', async () => {
    const site = await open()
    await site.control.fault({ path: tokenPath, kind: 'reset', times: 1 })
    const visitor = createVisitor(site.control)
    expect((await visitor.go(site.quiet)).url).toBe(site.readEnd(site.quiet))
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
    expect((await site.control.journal({ path: '/connect/oauth2/authorize' })).total).toBe(1)
  })

  test('an answer that is lost after WeChat used up the code begins anew, silently', async () => {
    const site = await open()
    await site.control.fault({ path: tokenPath, kind: 'commit-then-reset', times: 1 })
    const visitor = createVisitor(site.control)
    expect((await visitor.go(site.quiet)).url).toBe(site.readEnd(site.quiet))
    expect((await site.control.journal({ path: '/connect/oauth2/authorize' })).total).toBe(2)
  })

  test('a connection that breaks every time begins anew once, then it is a page', async () => {
    const site = await open()
    await site.control.fault({ path: tokenPath, kind: 'reset', times: 1000 })
    const end = await createVisitor(site.control).go(site.quiet)
    expect([end.status, end.text.includes('login_wechat_failed')]).toEqual([502, true])
    expect((await site.control.journal({ path: '/connect/oauth2/authorize' })).total).toBe(2)
  })

  test('a wanted profile that WeChat does not give: signed in without it', async () => {
    const site = await open()
    await site.control.fault({ path: '/sns/userinfo', kind: 'errcode', errcode: 48001, times: 1 })
    const visitor = createVisitor(site.control)
    await visitor.go(site.wanted, (url) => url === site.readEnd(site.wanted) && url !== site.wanted)
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
  })

  test('a callback loaded again after signing out is refused, with a new start', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callback = await openCallback(site, visitor)
    expect((await visitor.request(callback.href)).status).toBe(303)
    await site.signOut(visitor)
    const late = await visitor.request(callback.href)
    expect([late.status, late.text.includes('login_state_unknown')]).toEqual([400, true])
    expect(await site.findOpenid(visitor)).toBeUndefined()
    const anew = await press(visitor, late)
    expect((await visitor.go(String(anew.headers.get('location')))).url).toBe(site.readEnd(site.quiet))
  })

  test('an attempt that is stuck is 503 with a time to come back, and can begin again', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callback = await openCallback(site, visitor)
    const repair = site.breakDown()
    const first = await visitor.request(callback.href)
    expect([first.status, first.text.includes('login_unexpected')]).toEqual([500, true])
    const stuck = await visitor.request(callback.href)
    expect([stuck.status, stuck.headers.get('retry-after')]).toEqual([503, '2'])
    expect(stuck.text).toContain('login_attempt_stuck')
    repair()
    const anew = await press(visitor, stuck)
    expect((await visitor.go(String(anew.headers.get('location')))).url).toBe(site.readEnd(site.quiet))
  })

  test('profile and grant of different people are 502, and nobody is signed in', async () => {
    const site = await open()
    const set = { openid: 'oAnotherOpenidOfSomebodyElse' }
    await site.control.fault({ path: '/sns/userinfo', kind: 'merge', set, times: 1000 })
    const visitor = createVisitor(site.control)
    const end = await visitor.go(site.wanted)
    expect([end.status, end.text.includes('login_identity_mismatch')]).toEqual([502, true])
  })

  test('a callback of another browser starts this browser’s own last attempt', async () => {
    const site = await open()
    const [one, other] = [createVisitor(site.control), createVisitor(site.control, { person: 'alice' })]
    const foreign = await openCallback(site, one)
    await openCallback(site, other, site.buildStart('/?mine=1'))
    const refused = await other.request(foreign.href)
    expect([refused.status, refused.text.includes('login_browser_mismatch')]).toEqual([400, true])
    const anew = await press(other, refused)
    const end = await other.go(String(anew.headers.get('location')), (url) => url.includes('mine=1'))
    expect(end.url).toBe(site.buildEnd('/?mine=1'))
    expect((await one.go(foreign.href)).url).toBe(site.readEnd(site.quiet))
  })

  test('a callback of another browser, in a browser that began nothing, leads to the start of the site', async () => {
    const site = await open()
    const foreign = await openCallback(site, createVisitor(site.control), site.buildStart('/?secret=1'))
    const stranger = createVisitor(site.control, { person: 'alice' })
    const refused = await stranger.request(foreign.href)
    const anew = await press(stranger, refused)
    expect(anew.headers.get('location')).toBe(site.buildEnd('/'))
    expect(refused.text).not.toContain('secret=1')
  })

  test('a callback of an unknown state, in a browser that began nothing, has words alone', async () => {
    const site = await open()
    const stranger = createVisitor(site.control)
    const url = `${site.origin}${site.paths.callback}/${teahouse}?code=${'x'.repeat(32)}&state=${'a'.repeat(32)}`
    const refused = await stranger.request(url)
    expect([refused.status, findForm(refused)]).toEqual([400, undefined])
  })

  test.each(['&code=another', '&code=%00', '&code='])(
    'a code that was damaged by %s is told as that, is never sent to WeChat, and changes nothing',
    async (damage) => {
      const site = await open()
      const visitor = createVisitor(site.control)
      const callback = await openCallback(site, visitor)
      const page = await visitor.request(`${callback.href}${damage}`)
      expect([page.status, page.text.includes('login_code_unreadable')]).toEqual([400, true])
      expect(findForm(page)).toBeDefined()
      expect(await countExchanges(site)).toBe(0)
      expect((await visitor.go(callback.href)).url).toBe(site.readEnd(site.quiet))
    },
  )

  test('of two cookies of one name none counts', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    await visitor.go(site.quiet)
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
    const own = `${site.cookieName}=${visitor.cookies.get(site.cookieName)}`
    const stranger = createVisitor(site.control)
    expect(await site.findOpenid(stranger, own)).toMatch(/^o/)
    for (const twins of [`${own}; ${site.cookieName}=${'a'.repeat(64)}`, `${site.cookieName}=x; ${own}`])
      expect(await site.findOpenid(stranger, twins)).toBeUndefined()
  })

  test.each([
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ])('a form that comes with %j is refused on our own pages', async (headers) => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const end = await visitor.go(site.quiet, (url) => url.includes(`${site.paths.callback}/`))
    const state = String(new URL(end.url).searchParams.get('state'))
    const body = new URLSearchParams({ attempt: state })
    const init = { method: 'POST', body, headers: headers as Record<string, string> }
    const refused = await visitor.request(`${site.origin}${site.paths.start}`, init)
    expect([refused.status, refused.text.includes('login_form_refused')]).toEqual([403, true])
  })

  test('the snapshot page explains the button, and has no form that could go round', async () => {
    const site = await open()
    const visitor = createVisitor(site.control, { snapshot: true })
    const page = await visitor.go(site.quiet)
    expect([page.status, page.text.includes('使用完整服务')]).toEqual([200, true])
    expect(page.text).not.toContain('<form')
    expect(await site.findOpenid(visitor)).toBeUndefined()
  })

  test('the language goes by weights, and is chosen on the page for the next ones', async () => {
    const site = await open()
    const visitor = createVisitor(site.control, { language: 'en;q=0.5, zh-CN' })
    const url = `${site.origin}${site.paths.callback}/${teahouse}?state=${'a'.repeat(32)}`
    const page = await visitor.request(url)
    expect(page.text).toContain('<html lang="zh-CN">')
    expect(page.text).not.toContain('您')
    const path = /<footer><a href="([^"]+)"/.exec(page.text)?.[1]
    const chosen = await visitor.request(`${site.origin}${path}`, { headers: { referer: url } })
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, url])
    expect((await visitor.request(url)).text).toContain('<html lang="en">')
    const foreign = { headers: { referer: 'https://evil.example/' } }
    const home = await visitor.request(`${site.origin}${path}`, foreign)
    expect(home.headers.get('location')).toBe(`${site.origin}/`)
  })

  test('a fragment survives, and nothing is added to the address', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const path = '/?tab=2#/orders/5'
    const away = await visitor.go(site.buildStart(path), (url) => url.includes(`${site.paths.callback}/`))
    let step = await visitor.request(away.url)
    while (new URL(String(step.headers.get('location')), site.origin).pathname.startsWith('/login/finish'))
      step = await visitor.request(String(step.headers.get('location')))
    expect(step.headers.get('location')).toBe(site.buildEnd(path))
    const other = await visitor.go(site.buildStart('/?tab=3'), (url) => url.includes('tab=3#'))
    expect(other.url).not.toContain('wechat_redirect')
  })
})
