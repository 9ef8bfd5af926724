import { startSimulator } from '@wxgate/simulator/test-kit'
import { createMemoryStore, createSignInAccount, createWire, originsAt } from '@wxgate/wechat'
import { type Answer, type Ask, createWay, type Host, type Visit } from '@wxgate/wechat/way'
import { expect, onTestFinished, test } from 'vitest'
import { readSecret } from '../library-visitor.ts'
import { buildAsk, createSmallWay } from './small-host.ts'

test('a host of thirty lines signs somebody in', async () => {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  const store = createMemoryStore()
  const wire = createWire({ origins: originsAt(sim.url) })
  const account = createSignInAccount({ wire, appid: 'wx5a4db0c500000001', secret: readSecret(1) })

  const sessions = new Map<string, { openid: string; at: number }>()
  const host: Host<{ openid: string; at: number }> = {
    origin: 'http://localhost:3000',
    paths: {
      start: '/in',
      callback: '/in/callback',
      profile: '/in/profile',
      handoff: '/in/phone',
      desktop: '/in/wait',
    },
    cookiePrefix: 'app-',
    sessionSeconds: 3600,
    wechat: [account.origins.open],
    store,
    now: Date.now,
    findAccount: async (appid) => (appid === account.appid ? account : undefined),
    listChannels: async () => [
      { name: 'wechat', appid: account.appid },
      { name: 'handoff', appid: account.appid },
    ],
    sessions: {
      find: async (id) => sessions.get(id),
      begin: async (id, { identity }) => void sessions.set(id, { openid: identity.openid, at: Date.now() }),
      read: ({ openid, at }) => ({ owner: openid, signedInAt: at, hasProfile: false }),
      hand: ({ openid }) => openid,
      take: async (id, openid) => void sessions.set(id, { openid, at: Date.now() }),
      decline: async () => undefined,
    },
    readFacts: async () => ({ site: 'My site' }),
  }
  const way = createWay(host)

  const visit: Visit = { resume: '/orders', profile: 'no', own: '' }
  const answer = async (ask: Ask) => (await way.answer(ask)) ?? (await way.start(ask, visit))

  const build = (url: string, cookie: string): Ask => ({
    method: 'GET',
    url: new URL(url, host.origin),
    header: (name) => ({ 'user-agent': 'MicroMessenger', cookie })[name],
    readForm: async () => new URLSearchParams(),
  })
  const read = ({ cookies }: Answer) => cookies.map((line) => line.split(';')[0]).join('; ')
  const away = await answer(build('/orders', ''))
  const opened = await sim.open({ person: 'xiaoming', url: String(away.headers.location) })
  if (opened.status !== 302) throw new Error(opened.text)
  const back = await answer(build(opened.location, read(away)))
  expect([back.status, back.headers.location]).toEqual([303, 'http://localhost:3000/orders#'])
  expect(await way.findSession(build('/orders', read(back)))).toMatchObject({
    session: { openid: expect.stringMatching(/^o/) },
  })
})

test('a visit of more than 4,096 bytes is refused before anything is kept', async () => {
  const store = createMemoryStore()
  const written: string[] = []
  const way = createSmallWay('http://localhost', {
    store: {
      ...store,
      async save(kind, key, value, options) {
        written.push(kind)
        await store.save(kind, key, value, options)
      },
    },
  })
  const start = (length: number) =>
    way.start(buildAsk('/'), { resume: '/', profile: 'no', own: 'x'.repeat(length) })
  expect([(await start(4097)).status, written]).toEqual([414, []])
  expect([(await start(4000)).status, written]).toEqual([303, ['attempt']])
})

test('a picture of a site that has no https address stands on no page', async () => {
  const visit: Visit = { resume: '/', profile: 'wanted', own: '' }
  const show = async (icon: string) => {
    const way = createSmallWay('http://localhost', { readFacts: async () => ({ site: 'My site', icon }) })
    const { body, headers } = await way.askProfile(buildAsk('/'), visit, 'wx5a4db0c500000001')
    return [body.includes('<img'), headers['content-security-policy']?.includes('img-src')]
  }
  expect(await show('https://m.example.com/icon.png')).toEqual([true, true])
  for (const icon of ['http://m.example.com/icon.png', 'javascript:alert(1)', 'data:image/png;base64,AA'])
    expect([icon, ...(await show(icon))]).toEqual([icon, false, false])
})

test('browsers without a cookie fill the room for open sign-ins; one that comes back from WeChat gives its own back', async () => {
  const way = createSmallWay('http://localhost', {})
  const start = () => way.start(buildAsk('/'), { resume: '/', profile: 'no', own: 'x'.repeat(4000) })
  const first = await start()
  let last = first
  for (let count = 0; last.status === 303; count += 1) {
    expect(count).toBeLessThan(3_000)
    last = await start()
  }
  expect([last.status, Number(last.headers['retry-after']) > 0]).toEqual([429, true])
  const state = new URL(String(first.headers.location)).searchParams.get('state')
  const cookie = first.cookies.map((line) => line.split(';')[0]).join('; ')
  const back = buildAsk(`/in/callback/wx5a4db0c500000001?state=${state}`, { cookie })
  // The visitor said no at WeChat: that ends the attempt as well.
  expect((await way.answer(back))?.body).toContain('login_denied')
  expect([(await start()).status, (await start()).status]).toEqual([303, 429])
})
