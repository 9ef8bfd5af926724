import { describe, expect, test } from 'vitest'
import { createVisitor } from '../visitor.ts'
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
