import { describe, expect, test } from 'vitest'
import { createVisitor, findForm, type Step } from '../visitor.ts'
import { agents } from './agent.ts'
import { openCode, openPhone, typeNumber } from './code.ts'
import { hosts } from './site.ts'

/** The look of a page: ok, warn or stop. */
const readMark = ({ text }: Step) => /<p class="mark (\w+)"/.exec(text)?.[1]

describe.each(hosts)('at $host', ({ open }) => {
  test('a computer signs in through the phone that scans its code and types its number', async () => {
    const site = await open()
    const code = await openCode(site)
    expect(code.page.text).toContain('演示茶馆')
    expect(code.page.text).toContain('class="qr"')
    expect(await code.state()).toBe('pending')
    const { phone, page } = await openPhone(site, code.link)
    expect(page.text).toContain('演示茶馆')
    expect(page.text).toContain('Chrome, Windows')
    expect(page.text).toMatch(/Started \d+ seconds? ago/)
    expect(await code.state()).toBe('claimed')
    expect((await code.visitor.request(code.page.url)).text).toContain('class="qr scanned"')
    const wrong = await typeNumber(phone, page, code.number === '10' ? '11' : '10')
    expect([wrong.status, readMark(wrong)]).toEqual([403, 'warn'])
    const right = await typeNumber(phone, page, code.number)
    expect([right.status, readMark(right)]).toEqual([200, 'ok'])
    expect(await code.state()).toBe('approved')
    expect((await code.finish(createVisitor(site.control))).status).toBe(400)
    const done = await code.finish()
    expect([done.status, done.headers.get('location')]).toEqual([303, site.readEnd(site.quiet)])
    expect(await site.findOpenid(code.visitor)).toBe(await site.findOpenid(phone))
  })

  test('twelve redeems at once by the right browser are one answer, and one by another is none', async () => {
    const site = await open()
    const code = await openCode(site)
    const { phone, page } = await openPhone(site, code.link)
    await typeNumber(phone, page, code.number)
    const answers = await Promise.all(Array.from({ length: 12 }, () => code.finish()))
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get('location')}`)).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => headers.getSetCookie().join())).size).toBe(1)
    expect(answers[0]?.status).toBe(303)
  })

  test('a phone’s own browser waits with a link, and goes on when it was opened in WeChat', async () => {
    const site = await open()
    const card = await openCode(site, agents.phone)
    expect(card.page.text).toContain('Please open this page in WeChat')
    expect(card.page.text).not.toContain('class="qr"')
    expect((await card.visitor.request(card.link)).text).toContain('Please open this page in WeChat')
    const { phone, page } = await openPhone(site, card.link)
    await typeNumber(phone, page, card.number)
    expect((await card.finish()).headers.get('location')).toBe(site.readEnd(site.quiet))
    expect(await site.findOpenid(card.visitor)).toMatch(/^o/)
  })

  test('a second phone, three wrong numbers and a no end a code without a session', async () => {
    const site = await open()
    const first = await openCode(site)
    const one = await openPhone(site, first.link)
    const second = await openPhone(site, first.link, 'alice')
    expect(second.page.status).toBe(409)
    const wrong = first.number === '10' ? '11' : '10'
    for (let tries = 0; tries < 3; tries += 1) await typeNumber(one.phone, one.page, wrong)
    expect((await typeNumber(one.phone, one.page, first.number)).status).toBe(409)
    expect(await first.state()).toBe('denied')
    expect((await first.finish()).status).toBe(400)
    expect(await site.findOpenid(first.visitor)).toBeUndefined()
  })

  test('a code that is over is made anew by itself three times, then by a click', async () => {
    const site = await open()
    const code = await openCode(site)
    let page = code.page
    const send = async (more: Record<string, string>) => {
      const handle = /name="handle" value="(\w+)"/.exec(page.text)?.[1] ?? ''
      const sent = await code.visitor.request(`${site.origin}${site.paths.start}`, {
        method: 'POST',
        body: new URLSearchParams({ handle, ...more }),
        headers: { origin: site.origin },
      })
      return sent.status === 303 ? code.visitor.request(String(sent.headers.get('location'))) : sent
    }
    for (let renewals = 0; renewals < 3; renewals += 1) {
      await site.advance(121)
      page = await send({ renew: '1' })
      expect(page.text).toContain('id="number"')
    }
    await site.advance(121)
    page = await send({ renew: '1' })
    expect([page.status, page.text.includes('handoff_gone')]).toEqual([400, true])
    expect(findForm(page)).toBeDefined()
    page = await send({})
    expect(page.text).toContain('id="number"')
  })

  test('the pretend phone goes on in this very browser', async () => {
    const site = await open()
    const { visitor, page } = await openCode(site)
    const [, inputs = ''] =
      /<form method="post" action="[^"]*">((?:(?!<\/form>)[\s\S])*name="pretend"[\s\S]*?)<\/form>/.exec(
        page.text,
      ) ?? []
    const body = new URLSearchParams()
    for (const [, name = '', value = ''] of inputs.matchAll(/name="([^"]*)" value="([^"]*)"/g))
      body.set(name, value)
    const away = await visitor.request(`${site.origin}${site.paths.start}`, {
      method: 'POST',
      body,
      headers: { origin: site.origin },
    })
    expect((await visitor.go(String(away.headers.get('location')))).url).toBe(site.readEnd(site.quiet))
    expect(await site.findOpenid(visitor)).toMatch(/^o/)
  })

  test.each([
    ['wecom', 'Please open this page in WeChat'],
    ['miniProgram', 'Please open this page in WeChat'],
    ['crawler', 'login_plain'],
  ] as const)('a browser of the kind %s sees %s', async (agent, words) => {
    const site = await open()
    const visitor = createVisitor(site.control, { agent: agents[agent] })
    const page = await visitor.go(site.quiet)
    expect([page.status, page.text.includes(words)]).toEqual([200, true])
  })

  test('WeChat on a computer signs in as on a phone', async () => {
    const site = await open()
    const visitor = createVisitor(site.control, { agent: agents.wechatDesktop })
    expect((await visitor.go(site.quiet)).url).toBe(site.readEnd(site.quiet))
  })
})

test('the gateway answers the wait when something changes, and not before', async () => {
  const site = await (hosts[1] ?? hosts[0])?.open()
  if (!site) throw new Error('no host')
  const code = await openCode(site)
  let answered = false
  const waiting = code.state('pending').finally(() => {
    answered = true
  })
  expect((await fetch(`${site.origin}/healthz`)).status).toBe(200)
  expect(answered).toBe(false)
  await openPhone(site, code.link)
  expect(await waiting).toBe('claimed')
})
