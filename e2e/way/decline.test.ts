import { describe, expect, test } from 'vitest'
import { createVisitor, type Step, type Visitor } from '../visitor.ts'
import { hosts, type Site } from './site.ts'

const asksWhy = ({ text }: Step) => text.includes('name="decision" value="decline"')

/** Loads pages as a browser does, up to the page that says why the profile is wanted, or to the end. */
async function visit(site: Site, visitor: Visitor, start: string): Promise<Step> {
  let url = start
  for (let steps = 0; steps < 12; steps += 1) {
    if (url.includes('/connect/oauth2/authorize'))
      url = (await visitor.go(url, (next) => next.includes(site.paths.callback))).url
    const step = await visitor.request(url)
    const location = step.headers.get('location')
    if (location === null) return step
    url = new URL(location, url).href
    if (url.replace(/#$/, '') === site.readEnd(start) && url !== start) return visitor.request(url)
  }
  throw new Error('the way has no end')
}

const sayNotNow = async (site: Site, visitor: Visitor, page: Step) => {
  const attempt = /name="attempt" value="(\w+)"/.exec(page.text)?.[1] ?? ''
  const sent = await visitor.request(`${site.origin}${site.paths.start}`, {
    method: 'POST',
    body: new URLSearchParams({ attempt, decision: 'decline' }),
    headers: { origin: site.origin },
  })
  return visit(site, visitor, new URL(String(sent.headers.get('location')), site.origin).href)
}

describe.each(hosts)('at $host', ({ open }) => {
  test('"not now" goes on without a profile, and is not asked again the same day', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const why = await visit(site, visitor, site.wanted)
    expect(asksWhy(why)).toBe(true)
    const end = await sayNotNow(site, visitor, why)
    expect(end.url.replace(/#$/, '')).toBe(site.readEnd(site.wanted))
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
    expect((await site.control.journal({ path: '/sns/userinfo' })).total).toBe(0)
    await site.advance(80_000)
    expect(asksWhy(await visit(site, visitor, site.wanted))).toBe(false)
    await site.advance(7000)
    expect(asksWhy(await visit(site, visitor, site.wanted))).toBe(true)
  })

  test('the page says who asks, what is read and what is not, and the profile is given by one tap', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const why = await visit(site, visitor, site.wanted)
    expect(why.text).toContain('your picture and your nickname')
    expect(why.text).toContain('Not your phone number')
    const again = await visit(site, visitor, site.wanted)
    expect(asksWhy(again)).toBe(true)
    await visitor.go(why.url, (url) => url.includes('snsapi_userinfo'))
    await visitor.go(why.url, (url) => url.replace(/#$/, '') === site.readEnd(site.wanted) && url !== why.url)
    expect((await site.control.journal({ path: '/sns/userinfo' })).total).toBe(1)
  })
})
