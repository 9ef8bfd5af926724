import { describe, expect, test } from 'vitest'
import { createVisitor } from '../visitor.ts'
import { agents } from './agent.ts'
import { openCode, openPhone, typeNumber } from './code.ts'
import { hosts } from './site.ts'

const ownForm = ({ origin }: { origin: string }) => ({ origin, 'sec-fetch-site': 'same-origin' })

describe.each(hosts)('at $host', ({ open }) => {
  test('a no on the phone ends the code, and the number is too late after it', async () => {
    const site = await open()
    const code = await openCode(site)
    const { phone, page } = await openPhone(site, code.link)
    const body = new URLSearchParams({ decision: 'deny' })
    const no = await phone.request(code.link, { method: 'POST', body, headers: ownForm(site) })
    expect([no.status, no.text.includes('handoff_denied')]).toEqual([200, true])
    expect(await code.state()).toBe('denied')
    expect((await typeNumber(phone, page, code.number)).status).toBe(409)
    expect((await code.finish()).status).toBe(400)
    expect(await site.findOpenid(code.visitor)).toBeUndefined()
  })

  test('a session of long ago approves nothing: WeChat says first who holds the phone now', async () => {
    const site = await open()
    const phone = createVisitor(site.control)
    await phone.go(site.quiet)
    await site.advance(5 * 86_400)
    const code = await openCode(site)
    const away = await phone.request(code.link)
    expect(away.headers.get('location')).toContain('/connect/oauth2/authorize')
    const body = new URLSearchParams({ number: code.number })
    const alone = await phone.request(code.link, { method: 'POST', body, headers: ownForm(site) })
    expect([alone.status, alone.headers.get('location')]).toEqual([
      303,
      expect.stringContaining('/connect/oauth2/authorize'),
    ])
    expect((await code.finish()).status).not.toBe(303)
    expect(await site.findOpenid(code.visitor)).toBeUndefined()
  })

  test('a page of another site approves nothing on the phone', async () => {
    const site = await open()
    const code = await openCode(site)
    const { phone } = await openPhone(site, code.link)
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const body = new URLSearchParams({ number: code.number })
      const init = { method: 'POST', body, headers: headers as Record<string, string> }
      const sent = await phone.request(code.link, init)
      expect([sent.status, sent.text.includes('login_form_refused')]).toEqual([403, true])
    }
    expect(await code.state()).toBe('claimed')
  })

  test('a browser that knows the link of a code sees neither its number nor its state', async () => {
    const site = await open()
    const code = await openCode(site)
    const stranger = createVisitor(site.control)
    const page = await stranger.request(code.page.url)
    expect([page.status, page.text.includes('id="number"')]).toEqual([400, false])
    expect(JSON.parse((await stranger.request(`${code.page.url}/state`)).text)).toEqual({ status: 'gone' })
  })

  test('a browser that knows the link of a code begins none of its own from it', async () => {
    const site = await open()
    const code = await openCode(site)
    const body = new URLSearchParams({ handle: code.link.slice(-32) })
    const init = { method: 'POST', body, headers: ownForm(site) }
    const sent = await createVisitor(site.control).request(`${site.origin}${site.paths.start}`, init)
    expect([sent.status, sent.text.includes('handoff_gone')]).toEqual([400, true])
    expect((await code.visitor.request(`${site.origin}${site.paths.start}`, init)).status).toBe(303)
  })

  test('a code that nobody scans is over after two minutes', async () => {
    const site = await open()
    const code = await openCode(site)
    await site.advance(115)
    expect(await code.state()).toBe('pending')
    await site.advance(10)
    expect(await code.state()).toBe('gone')
    const late = await createVisitor(site.control).request(code.link)
    expect([late.status, late.text.includes('handoff_gone')]).toEqual([409, true])
  })

  test('a code that was scanned is over after five minutes, and its number with it', async () => {
    const site = await open()
    const code = await openCode(site)
    const { phone, page } = await openPhone(site, code.link)
    await site.advance(290)
    expect(await code.state()).toBe('claimed')
    await site.advance(15)
    expect(await code.state()).toBe('gone')
    expect((await typeNumber(phone, page, code.number)).status).toBe(409)
    expect((await code.finish()).status).toBe(400)
  })

  test('a computer that finishes a second code ends the session of the first', async () => {
    const site = await open()
    const one = await openCode(site)
    const two = await openCode(site, agents.desktop, site.quiet, one.visitor)
    const ids: unknown[] = []
    for (const code of [one, two]) {
      const { phone, page } = await openPhone(site, code.link)
      await typeNumber(phone, page, code.number)
      await code.finish()
      ids.push(code.visitor.cookies.get(site.cookieName))
    }
    const find = (id: unknown) => site.findOpenid(createVisitor(site.control), `${site.cookieName}=${id}`)
    expect([await find(ids[0]), await find(ids[1])]).toEqual([undefined, expect.stringMatching(/^o/)])
  })

  test('a finish that is loaded again signs nobody in who has signed out', async () => {
    const site = await open()
    const code = await openCode(site)
    const { phone, page } = await openPhone(site, code.link)
    await typeNumber(phone, page, code.number)
    expect((await code.finish()).status).toBe(303)
    expect(await site.findOpenid(code.visitor)).toMatch(/^o/)
    await site.signOut(code.visitor)
    expect((await code.finish()).status).toBe(400)
    expect(await site.findOpenid(code.visitor)).toBeUndefined()
  })
})
