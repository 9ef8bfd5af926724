import { describe, expect, test } from 'vitest'
import { createVisitor, findForm, type Step } from '../visitor.ts'
import { countExchanges, openCallback } from './callback.ts'
import { hosts, teahouse } from './site.ts'

const florist = 'wx5a4db0c500000004'

const readEnd = ({ status, headers }: Step) => `${status} ${headers.get('location')}`

describe.each(hosts)('at $host', ({ open }) => {
  test('twelve loads of one callback at once make one exchange, and end at one place in one session', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callback = await openCallback(site, visitor)
    const loads = await Promise.all(Array.from({ length: 12 }, () => visitor.request(callback.href)))
    expect(new Set(loads.map(readEnd)).size).toBe(1)
    expect(new Set(loads.map(({ headers }) => headers.getSetCookie().join())).size).toBe(1)
    expect([loads[0]?.status, await countExchanges(site)]).toEqual([303, 1])
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
  })

  test('a callback loaded again within a minute ends where it ended, and is refused after that', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callback = await openCallback(site, visitor)
    const first = await visitor.request(callback.href)
    await site.advance(55)
    expect(readEnd(await visitor.request(callback.href))).toBe(readEnd(first))
    await site.advance(10)
    const late = await visitor.request(callback.href)
    expect([late.status, late.text.includes('login_state_unknown')]).toEqual([400, true])
    expect(await countExchanges(site)).toBe(1)
  })

  test('a callback at the address of another account is refused, and its own goes on', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callback = await openCallback(site, visitor)
    const moved = await visitor.request(callback.href.replace(teahouse, florist))
    expect([moved.status, moved.text.includes('login_appid_mismatch')]).toEqual([400, true])
    expect(await countExchanges(site)).toBe(0)
    expect((await visitor.go(callback.href)).url).toBe(site.readEnd(site.quiet))
  })

  test('a state that comes twice counts as none', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callback = await openCallback(site, visitor)
    const twice = await visitor.request(`${callback.href}&state=${'a'.repeat(32)}`)
    expect([twice.status, twice.text.includes('login_state_missing')]).toEqual([400, true])
    expect(await countExchanges(site)).toBe(0)
    expect((await visitor.go(callback.href)).url).toBe(site.readEnd(site.quiet))
  })

  test('a sign-in that takes longer than ten minutes is over', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callback = await openCallback(site, visitor)
    await site.advance(601)
    const late = await visitor.request(callback.href)
    expect([late.status, late.text.includes('login_state_unknown')]).toEqual([400, true])
    expect([findForm(late), await countExchanges(site)]).toEqual([undefined, 0])
  })

  test('a preview that asks by HEAD begins nothing and uses nothing up', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const start = site.buildStart('/')
    for (const url of [site.quiet, start]) {
      const head = await visitor.request(url, { method: 'HEAD' })
      expect([url, head.status >= 400, head.headers.getSetCookie()]).toEqual([url, true, []])
    }
    const callback = await openCallback(site, visitor)
    const head = await visitor.request(callback.href, { method: 'HEAD' })
    expect([head.status >= 400, await countExchanges(site)]).toEqual([true, 0])
    expect((await visitor.go(callback.href)).url).toBe(site.readEnd(site.quiet))
  })
})
