import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { type StoryTown, startTown } from './town.ts'
import { createVisitor, findForm } from './visitor.ts'

const tokenPath = '/sns/oauth2/access_token'
const userinfoPath = '/sns/userinfo'

function readLogin({ gateway, app }: StoryTown): string {
  return `${gateway}/login/demo?return_to=${app}/`
}

/** Everything by which WeChat's answer to the code can be useless, and what the visitor then sees. */
const faults = [
  { name: 'says -1', fault: { kind: 'errcode', errcode: -1 } },
  { name: 'says that the secret is wrong', fault: { kind: 'errcode', errcode: 40125 } },
  { name: 'says that the secret is frozen', fault: { kind: 'errcode', errcode: 40243 } },
  { name: 'answers HTTP 500', fault: { kind: 'http', status: 500 } },
  { name: 'answers HTTP 404', fault: { kind: 'http', status: 404 } },
  { name: 'answers a page of HTML', fault: { kind: 'html' } },
  { name: 'answers nothing', fault: { kind: 'empty' } },
  { name: 'answers half of it', fault: { kind: 'truncate' } },
  { name: 'answers ten megabytes', fault: { kind: 'big-body' } },
  { name: 'answers no openid', fault: { kind: 'merge', unset: ['openid'] } },
  { name: 'answers an openid that is none', fault: { kind: 'merge', set: { openid: "' or 1=1" } } },
  { name: 'answers an openid that is a number', fault: { kind: 'merge', set: { openid: 42 } } },
  { name: 'answers no token', fault: { kind: 'merge', unset: ['access_token'] } },
  { name: 'drops the connection every time', fault: { kind: 'reset' } },
] as const

describe('when WeChat, asked for the openid,', () => {
  test.each(faults)(
    '$name: a page to try again, nobody is made, and trying again works',
    async ({ fault }) => {
      const town = await startTown()
      await town.control.fault({ path: tokenPath, times: 1000, ...fault } as Parameters<
        typeof town.control.fault
      >[0])
      const visitor = createVisitor(town.control)
      const end = await visitor.go(readLogin(town))
      expect([end.status, end.text.includes('login_wechat_failed')]).toEqual([502, true])
      expect((await visitor.request(`${town.gateway}/session`)).status).toBe(401)
      await town.control.clearFaults()
      const form = findForm(end)
      const started = await visitor.request(String(form?.url), form?.init)
      const home = await visitor.go(String(started.headers.get('location')))
      expect(home.url).toBe(`${town.app}/`)
    },
  )

  test('drops the connection once before it acted: the visitor notices nothing', async () => {
    const town = await startTown()
    await town.control.fault({ path: tokenPath, kind: 'reset', times: 1 })
    expect((await createVisitor(town.control).go(readLogin(town))).url).toBe(`${town.app}/`)
  })

  test('drops the connection after it used up the code: a new one is fetched, the visitor notices nothing', async () => {
    const town = await startTown()
    await town.control.fault({ path: tokenPath, kind: 'commit-then-reset', times: 1 })
    expect((await createVisitor(town.control).go(readLogin(town))).url).toBe(`${town.app}/`)
  })

  test('says again and again that the code is spent: a page, not a circle', async () => {
    const town = await startTown()
    await town.control.fault({ path: tokenPath, kind: 'errcode', errcode: 40163, times: 1000 })
    expect((await createVisitor(town.control).go(readLogin(town))).status).toBe(502)
  })

  test('takes longer than five seconds: a page', async () => {
    const town = await startTown()
    await town.control.fault({ path: tokenPath, kind: 'hang', times: 1000 })
    expect((await createVisitor(town.control).go(readLogin(town))).status).toBe(502)
  })
})

describe('when WeChat, asked for the profile,', () => {
  test.each([
    { name: 'says -1', fault: { kind: 'errcode', errcode: -1 } },
    { name: 'says that the interface is not granted', fault: { kind: 'errcode', errcode: 48001 } },
    { name: 'answers HTTP 500', fault: { kind: 'http', status: 500 } },
  ] as const)(
    '$name: the visitor is signed in without it, and does not go round in circles',
    async ({ fault }) => {
      const town = await startTown()
      await town.control.fault({ path: userinfoPath, times: 1000, ...fault })
      const visitor = createVisitor(town.control)
      for (const start of [readLogin(town), `${town.app}/sign-in`]) {
        expect((await visitor.go(start)).url).toBe(`${town.app}/`)
      }
      const session = JSON.parse((await visitor.request(`${town.gateway}/session`)).text)
      expect(session).toMatchObject({ nickname: null, subscribed: true })
    },
  )

  test('says -1 once: the profile is asked for again when the visitor comes back later', async () => {
    const town = await startTown()
    await town.control.fault({ path: userinfoPath, kind: 'errcode', errcode: -1, times: 1 })
    const visitor = createVisitor(town.control)
    await visitor.go(readLogin(town))
    await town.control.advance(700)
    await visitor.go(readLogin(town))
    expect(JSON.parse((await visitor.request(`${town.gateway}/session`)).text).nickname).toBe('小明')
  })

  test.each([
    { name: 'another openid', set: { openid: 'oAnotherOpenidOfSomebodyElse' } },
    { name: 'another unionid', set: { unionid: 'oAnotherUnionOfSomebodyElse1' } },
  ])('answers $name: nobody is signed in', async ({ set }) => {
    const town = await startTown()
    await town.control.fault({ path: userinfoPath, kind: 'merge', set, times: 1000 })
    const visitor = createVisitor(town.control)
    expect((await visitor.go(readLogin(town))).status).toBe(502)
    expect((await visitor.request(`${town.gateway}/session`)).status).toBe(401)
  })
})

describe('when WeChat, asked who follows,', () => {
  test.each([40164, 48001, 45009, -1])(
    'says %i: the visitor is signed in, and it is not known',
    async (errcode) => {
      const town = await startTown()
      await town.control.fault({ path: '/cgi-bin/stable_token', kind: 'errcode', errcode, times: 1000 })
      const visitor = createVisitor(town.control)
      expect((await visitor.go(readLogin(town))).url).toBe(`${town.app}/`)
      expect(JSON.parse((await visitor.request(`${town.gateway}/session`)).text).subscribed).toBeNull()
    },
  )

  test('says that the token is no longer good: it is fetched once more, and the answer comes', async () => {
    const town = await startTown()
    await createVisitor(town.control).go(readLogin(town))
    await town.control.expireTokens('wx5a4db0c500000001')
    const visitor = createVisitor(town.control, { person: 'alice' })
    await visitor.go(readLogin(town))
    expect(JSON.parse((await visitor.request(`${town.gateway}/session`)).text).subscribed).toBe(false)
    expect((await town.control.journal({ path: '/cgi-bin/stable_token' })).total).toBe(2)
  })
})

test('the app token is fetched once for everybody, and again when it is over by the clock', async () => {
  const town = await startTown()
  for (const person of ['xiaoming', 'alice', 'lihua']) {
    await createVisitor(town.control, { person }).go(readLogin(town))
  }
  expect((await town.control.journal({ path: '/cgi-bin/stable_token' })).total).toBe(1)
  await town.control.advance(7201)
  await createVisitor(town.control, { person: 'grey' }).go(readLogin(town))
  expect((await town.control.journal({ path: '/cgi-bin/stable_token' })).total).toBe(2)
})

test('fifty first sign-ins of one person at once make one person and no error', async () => {
  const town = await startTown()
  const ends = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const visitor = createVisitor(town.control)
      await visitor.go(readLogin(town))
      return JSON.parse((await visitor.request(`${town.gateway}/session`)).text).subject
    }),
  )
  expect(new Set(ends).size).toBe(1)
})

test('while another process holds the database, others wait without stopping, and are served afterwards', async () => {
  const town = await startTown()
  const locker = new DatabaseSync(join(town.stateDir, 'gateway.db'))
  locker.exec('begin immediate')
  let ended = false
  const signIn = createVisitor(town.control)
    .go(readLogin(town))
    .finally(() => {
      ended = true
    })
  for (let count = 0; count < 5; count += 1) expect((await fetch(`${town.gateway}/healthz`)).status).toBe(200)
  expect(ended).toBe(false)
  locker.exec('rollback')
  locker.close()
  expect((await signIn).url).toBe(`${town.app}/`)
})

test('a database that stays locked is 503 with a time to come back, and a file that is gone is not ready', async () => {
  const town = await startTown()
  const locker = new DatabaseSync(join(town.stateDir, 'gateway.db'))
  locker.exec('begin immediate')
  const query = { client_id: 'demo', response_type: 'code', scope: 'openid', state: 'x' }
  const authorize = new URLSearchParams({ ...query, redirect_uri: `${town.app}/callback` })
  for (const path of ['/login/demo', `/oidc/auth?${authorize}`]) {
    const headers = { accept: 'text/html', 'accept-language': 'zh' }
    const refused = await fetch(`${town.gateway}${path}`, { redirect: 'manual', headers })
    expect([path, refused.status, refused.headers.get('retry-after')]).toEqual([path, 503, '2'])
    expect(await refused.text()).toMatch(/请稍后再试|请稍等片刻/)
  }
  locker.exec('rollback')
  locker.close()
  expect((await fetch(`${town.gateway}/readyz`)).status).toBe(200)
  rmSync(join(town.stateDir, 'gateway.db'))
  await expect.poll(async () => (await fetch(`${town.gateway}/readyz`)).status).toBe(503)
  expect((await fetch(`${town.gateway}/healthz`)).status).toBe(200)
})

test('neither secrets nor codes nor tokens stand in the database, whatever went wrong', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  await visitor.go(`${town.app}/sign-in`)
  await town.close()
  const dump = ['gateway.db', 'gateway.db-wal']
    .map((file) => {
      try {
        return readFileSync(join(town.stateDir, file), 'latin1')
      } catch {
        return ''
      }
    })
    .join()
  expect(dump).toContain('wx5a4db0c500000001')
  for (const secret of ['5ec00000000000000000000000000001', 'demo-secret', ...visitor.cookies.values()]) {
    expect(dump).not.toContain(secret)
  }
})
