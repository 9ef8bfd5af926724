import { describe, expect, test } from 'vitest'
import { createVisitor } from '../visitor.ts'
import { openCallback } from './callback.ts'
import { hosts } from './site.ts'

describe.each(hosts)('at $host', ({ open }) => {
  test('a page of another site signs nobody out', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    await visitor.go(site.quiet)
    for (const origin of ['https://evil.example', 'null'])
      expect([origin, (await site.signOut(visitor, origin)).status]).toEqual([origin, 403])
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
    await site.signOut(visitor)
    expect(await site.findOpenid(visitor)).toBeUndefined()
  })

  test('signing out ends the session in every browser that has its cookie', async () => {
    const site = await open()
    const [visitor, thief] = [createVisitor(site.control), createVisitor(site.control)]
    await visitor.go(site.quiet)
    const stolen = `${site.cookieName}=${visitor.cookies.get(site.cookieName)}`
    expect(await site.findOpenid(thief, stolen)).toMatch(/^o/)
    await site.signOut(visitor)
    expect(await site.findOpenid(thief, stolen)).toBeUndefined()
  })

  test('a new sign-in of a browser ends the session before it', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    const callbacks = [await openCallback(site, visitor), await openCallback(site, visitor)]
    const ids: unknown[] = []
    for (const { href } of callbacks) {
      await visitor.request(href)
      ids.push(visitor.cookies.get(site.cookieName))
    }
    const find = (id: unknown) => site.findOpenid(createVisitor(site.control), `${site.cookieName}=${id}`)
    expect(new Set(ids).size).toBe(2)
    expect([await find(ids[0]), await find(ids[1])]).toEqual([undefined, expect.stringMatching(/^o/)])
  })

  test('a session ends after seven days', async () => {
    const site = await open()
    const visitor = createVisitor(site.control)
    await visitor.go(site.quiet)
    await site.advance(7 * 86_400 - 60)
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
    await site.advance(61)
    expect(await site.findOpenid(visitor)).toBeUndefined()
  })
})
