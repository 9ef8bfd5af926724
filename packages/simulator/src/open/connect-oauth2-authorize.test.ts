import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, buildExchange, buildLink } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const WECHAT = { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.50' }
const load = async (changes = {}, headers: Record<string, string> = {}) => {
  const response = await fetch(buildLink(sim.url, changes), { headers, redirect: 'manual' })
  return { response, html: await response.text() }
}
const readForm = (html: string) =>
  /name="query" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
const decide = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${sim.url}/connect/oauth2/authorize`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
    redirect: 'manual',
  })

test('the page has no script, strict headers, the ribbon and everybody of the town', async () => {
  const { response, html } = await load({}, { 'accept-language': 'zh-CN' })
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(response.headers.get('x-robots-tag')).toContain('noindex')
  expect(html).not.toMatch(/<script|https?:\/\/(?!localhost)/i)
  for (const text of [
    '模拟器 · SIMULATOR',
    '演示茶馆',
    '允许',
    '拒绝',
    '小明',
    'Alice',
    '李华',
    '微信用户',
  ]) {
    expect(html).toContain(text)
  }
  expect(html.length).toBeLessThan(20_000)
})

test('allowing leads to the callback with a code that is good', async () => {
  const { html } = await load()
  const response = await decide({ query: readForm(html), person: 'alice', decision: 'allow' })
  const callback = new URL(response.headers.get('location') ?? '')
  expect(response.status).toBe(302)
  expect(callback.searchParams.get('state')).toBe('abc123')
  const { body } = await ask(
    sim,
    '/sns/oauth2/access_token',
    buildExchange(callback.searchParams.get('code') ?? ''),
  )
  expect(body.openid).toBe((await sim.state()).people[1]?.openids.wx5a4db0c500000001)
})

test('refusing leads to the callback without a code', async () => {
  const { html } = await load()
  const response = await decide({ query: readForm(html), person: 'alice', decision: 'deny' })
  expect(response.headers.get('location')).toBe('http://localhost/callback?state=abc123')
})

test('a refusal counts even where WeChat would not have asked', async () => {
  const { html } = await load({ forceSnapShot: 'true' })
  const response = await decide({ query: readForm(html), person: 'alice', decision: 'deny' })
  expect(response.headers.get('location')).toBe('http://localhost/callback?state=abc123')
})

test('the snapshot box makes the visit virtual', async () => {
  const { html } = await load()
  const fields = { query: readForm(html), person: 'alice', decision: 'allow', snapshot: 'on' }
  const callback = new URL((await decide(fields)).headers.get('location') ?? '')
  const { body } = await ask(
    sim,
    '/sns/oauth2/access_token',
    buildExchange(callback.searchParams.get('code') ?? ''),
  )
  expect(body.is_snapshotuser).toBe(1)
})

test('the last choice is remembered in a cookie and preselected', async () => {
  const first = await load()
  const response = await decide({ query: readForm(first.html), person: 'lihua', decision: 'allow' })
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^wxgate_sim_person=lihua; Path=\/; HttpOnly; SameSite=Lax$/)
  const { html } = await load({}, { cookie: 'wxgate_sim_person=lihua' })
  expect(html).toContain('value="lihua" checked')
})

test('a silent scope says that WeChat shows nothing and offers one tap', async () => {
  const { html } = await load({ scope: 'snsapi_base' }, { 'accept-language': 'en' })
  expect(html).toContain('Invisible in real WeChat')
  expect(html).toContain('Continue as <bdi>小明</bdi>')
  const chinese = await load({ scope: 'snsapi_base' }, { 'accept-language': 'zh' })
  expect(chinese.html).toContain('在真实微信中这一步不可见')
  const response = await decide({ query: readForm(html), person: 'xiaoming' })
  expect(response.headers.get('location')).toMatch(/code=\w{32}&state=abc123$/)
})

test('in WeChat’s browser a silent scope goes on by itself once somebody was chosen', async () => {
  const cookie = 'wxgate_sim_person=alice'
  const silent = { scope: 'snsapi_base' }
  expect((await load(silent, { ...WECHAT, cookie })).response.status).toBe(302)
  expect((await load(silent, WECHAT)).response.status).toBe(200)
  expect((await load(silent, { cookie })).response.status).toBe(200)
  expect((await load({}, { ...WECHAT, cookie })).response.status).toBe(200)
})

test('with requireUserAgent an ordinary browser is sent to WeChat', async () => {
  await sim.rules({ requireUserAgent: true })
  expect((await load()).html).toContain('请在微信客户端打开链接')
  expect((await load({}, WECHAT)).html).toContain('id="decide"')
})

test('a frame is noted', async () => {
  await load({}, { 'sec-fetch-dest': 'iframe' })
  const [entry] = (await sim.journal()).entries
  expect(entry?.detail.warnings.map(({ rule }) => rule)).toContain('not_in_frame')
})

test('with insideFrame a frame gets no sheet', async () => {
  await sim.rules({ insideFrame: 'refuse' })
  expect((await load({}, { 'sec-fetch-dest': 'iframe' })).html).not.toContain('id="decide"')
  expect((await sim.journal()).entries[0]?.rule).toBe('not_in_frame')
  expect((await load()).html).toContain('id="decide"')
})

test.for([
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ origin: 'http://evil.example' }],
  [{ origin: 'null' }],
])('a form of another site decides nothing: %j', async ([headers]) => {
  const { html } = await load()
  const response = await decide({ query: readForm(html), person: 'alice' }, headers)
  expect(response.headers.get('location')).toBeNull()
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(await response.text()).toContain('decision_is_ours')
})

test('the link in the form is judged again', async () => {
  const query = readForm((await load()).html).replace('localhost', 'example.com')
  const response = await decide({ query, person: 'alice', decision: 'allow' })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('10003')
})

test('a test account asks to be followed after somebody was chosen', async () => {
  const { html } = await load({ appid: 'wx5a4db0c500000003' })
  const response = await decide({ query: readForm(html), person: 'alice', decision: 'allow' })
  expect(await response.text()).toContain('必须关注此测试号')
})

test('markup in names and parameters is never markup on a page', async () => {
  const attack = '"><img src=x onerror=alert(1)>'
  const pages = [
    await load({ state: attack }),
    await load({ redirect_uri: `http://localhost/${attack}` }),
    await load({ redirect_uri: `https://example.com/${attack}` }),
    await load({ appid: attack }),
    await load({ scope: attack }),
    await load({ [attack]: '1' }),
  ]
  await sim.addPerson({ id: 'mallory', nickname: attack })
  pages.push(await load(), await load({ scope: 'snsapi_base' }, { cookie: 'wxgate_sim_person=mallory' }))
  const home = await fetch(sim.url)
  for (const html of [...pages.map((page) => page.html), await home.text()]) {
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain('<b>Tea')
  }
  expect(pages[6]?.html).toContain('&lt;b&gt;Tea')
})

test('the language follows the browser and can be switched without touching the link', async () => {
  const english = await load({}, { 'accept-language': 'en-GB,en' })
  expect(english.html).toContain('<html lang="en">')
  const back = /name="back" value="([^"]*)"/.exec(english.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const switched = await fetch(`${sim.url}/__sim/language`, {
    method: 'POST',
    body: new URLSearchParams({ language: 'zh', back }),
    redirect: 'manual',
  })
  expect(switched.status).toBe(303)
  expect(`${sim.url}${switched.headers.get('location')}`).toBe(
    buildLink(sim.url).replace('#wechat_redirect', ''),
  )
  expect(switched.headers.get('set-cookie')).toContain('wxgate_sim_lang=zh')
  const chinese = await load({}, { 'accept-language': 'en', cookie: 'wxgate_sim_lang=zh' })
  expect(chinese.html).toContain('<html lang="zh-CN">')
})

test.for(['//evil.example', 'https://evil.example', '/\\evil.example', ''])(
  'the language switch does not lead to %s',
  async (back) => {
    const response = await fetch(`${sim.url}/__sim/language`, {
      method: 'POST',
      body: new URLSearchParams({ language: 'en', back }),
      redirect: 'manual',
    })
    expect(response.headers.get('location')).toBe('/')
  },
)

test('an error page tells the developer the rule in both languages', async () => {
  const { html } = await load({ redirect_uri: 'https://example.com/cb' })
  for (const text of [
    'redirect_uri_host',
    '网页授权域名',
    'web authorization domain',
    'https://example.com/cb',
  ]) {
    expect(html).toContain(text)
  }
})
