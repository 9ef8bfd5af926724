import { describe, expect, test } from 'vitest'
import { createVisitor, findForm } from '../visitor.ts'
import { hosts, teahouse } from './site.ts'

describe.each(hosts)('at $host', ({ open }) => {
  test('a browser begins sixty sign-ins in ten minutes; the one under way goes on, others are not held up', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const first = await visitor.go(site.quiet, (url) => url.includes(`${site.paths.callback}/`))
    for (let count = 1; count <= 60; count += 1) await visitor.request(site.quiet)
    const refused = await visitor.request(site.quiet)
    expect([refused.status, refused.text.includes('login_too_many')]).toEqual([429, true])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await visitor.go(first.url)).url).toBe(site.readEnd(site.quiet))
    const other = createVisitor(site.control, { person: 'alice' })
    expect((await other.go(site.quiet)).url).toBe(site.readEnd(site.quiet))
  })

  test('a browser that is signed in asks for the profile as often, and no oftener', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    await visitor.go(site.quiet)
    const ask = async () => (await visitor.request(site.wanted)).status
    for (let count = 0; (await ask()) === 200; count += 1) expect(count).toBeLessThan(60)
    expect(await ask()).toBe(429)
  })

  test('a button that begins anew counts as a sign-in', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const { url } = await visitor.go(site.quiet, (next) => next.includes(`${site.paths.callback}/`))
    const attempt = String(new URL(url).searchParams.get('state'))
    const press = async () => {
      const init = {
        method: 'POST',
        body: new URLSearchParams({ attempt }),
        headers: { origin: site.origin },
      }
      return (await visitor.request(`${site.origin}${site.paths.start}`, init)).status
    }
    for (let count = 0; (await press()) === 303; count += 1) expect(count).toBeLessThan(60)
    expect(await press()).toBe(429)
  })

  test('a button that asks for the profile once more counts as a sign-in', async () => {
    const site = await open()
    const visitor = createVisitor(site.control, { decision: 'deny' })
    const form = findForm(await visitor.go(site.wanted))
    const press = async () => (await visitor.request(String(form?.url), form?.init)).status
    for (let count = 0; (await press()) === 303; count += 1) expect(count).toBeLessThan(60)
    expect(await press()).toBe(429)
  })

  test('a place to return to of more than two kilobytes keeps nothing of it', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const answer = await visitor.request(site.buildStart(`/?q=${'x'.repeat(2100)}`))
    if (answer.status === 303) {
      // A site goes on to its first page instead.
      expect((await visitor.go(String(answer.headers.get('location')))).url).toBe(site.buildEnd('/'))
    } else expect([answer.status, answer.text.includes('login_visit_too_long')]).toEqual([414, true])
  })

  test('codes without the shape of WeChat’s make no call to WeChat', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const { url } = await visitor.go(site.quiet, (next) => next.includes(`${site.paths.callback}/`))
    const state = new URL(url).searchParams.get('state')
    for (const code of ['x', 'a b', "' or 1=1 --", '%00'.repeat(20), 'x'.repeat(200), '码'.repeat(20)]) {
      const junk = `${site.origin}${site.paths.callback}/${teahouse}?state=${state}&code=${encodeURIComponent(code)}`
      expect([code, (await visitor.request(junk)).status]).toEqual([code, 400])
    }
    expect((await site.control.journal({ path: '/sns/oauth2/access_token' })).total).toBe(0)
  })
})
