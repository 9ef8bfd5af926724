import { describe, expect, test } from 'vitest'
import { createVisitor, type Step } from '../visitor.ts'
import { openCallback } from './callback.ts'
import { openCode, openPhone } from './code.ts'
import { hosts, type Site, teahouse } from './site.ts'

/** One page of each kind: refused, asking for the profile, showing a code, asking for its number, with words alone. */
async function openPages(site: Site): Promise<Step[]> {
  const visitor = createVisitor(site.control)
  const refused = await visitor.request(`${site.origin}${site.paths.callback}/${teahouse}?code=x`)
  const code = await openCode(site)
  const { phone, page } = await openPhone(site, code.link)
  const wrong = await phone.request(code.link, { method: 'POST' })
  const snapshot = await createVisitor(site.control, { snapshot: true }).go(site.quiet)
  await visitor.go(site.quiet)
  const profile = await visitor.request(site.wanted)
  expect(profile.text).toContain('value="decline"')
  return [refused, code.page, page, wrong, snapshot, profile]
}

describe.each(hosts)('at $host', ({ open }) => {
  test('no page can be framed, is kept by anybody, or runs what is not ours', async () => {
    const site = await open()
    for (const { url, headers, text } of await openPages(site)) {
      const policy = headers.get('content-security-policy') ?? ''
      expect([url, policy]).toEqual([url, expect.stringContaining("default-src 'none'")])
      expect([url, policy]).toEqual([url, expect.stringContaining("frame-ancestors 'none'")])
      expect([url, policy]).toEqual([url, expect.stringContaining("base-uri 'none'")])
      expect([url, policy]).toEqual([url, expect.stringMatching(/form-action 'self'/)])
      expect([url, /unsafe|\*/.test(policy)]).toEqual([url, false])
      expect([url, headers.get('x-frame-options')]).toEqual([url, 'DENY'])
      expect([url, headers.get('x-content-type-options')]).toEqual([url, 'nosniff'])
      expect([url, headers.get('cache-control')]).toEqual([url, 'no-store'])
      expect([url, headers.get('referrer-policy')]).toEqual([url, 'same-origin'])
      expect([url, text.includes('<h1')]).toEqual([url, true])
    }
  })

  test('words of a request are text on a page', async () => {
    const site = await open()
    const agent = 'Mozilla/5.0 <b id=x>"&\'</b> MicroMessenger wxwork'
    const visitor = createVisitor(site.control, { agent })
    const code = `x"><script>alert(1)</script>`
    const path = `${site.paths.callback}/${teahouse}?state=${encodeURIComponent(code)}`
    const pages = [await visitor.request(`${site.origin}${path}`), await visitor.go(site.quiet)]
    const whereami = await visitor.request(`${site.origin}/whereami`)
    for (const { text } of [...pages, whereami])
      expect([text.includes('<b id=x>'), text.includes('alert(1)</script>')]).toEqual([false, false])
  })

  test('what a redirect says is kept by nobody and told to no next page', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const start = await visitor.request(site.buildStart('/'))
    const back = await visitor.request((await openCallback(site, visitor)).href)
    for (const { status, headers } of [start, back])
      expect([status, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
        303,
        'no-store',
        'no-referrer',
      ])
    const code = await openCode(site)
    const state = await code.visitor.request(`${code.page.url}/state`)
    expect([state.status, state.headers.get('cache-control')]).toEqual([200, 'no-store'])
  })

  test('no cookie of the way can be read by a script or sent along by another site', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const start = await visitor.request(site.buildStart('/'))
    const back = await visitor.request((await openCallback(site, visitor)).href)
    const lines = [start, back].flatMap(({ headers }) => headers.getSetCookie())
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  })
})
