import { expect, test } from 'vitest'
import { startTown } from './town.ts'
import { createVisitor } from './visitor.ts'

test('somebody new signs in at the sample app and sees nickname, picture, openid, unionid and that they follow', async () => {
  const { app, control } = await startTown()
  const { people } = await control.state()
  const xiaoming = people.find(({ id }) => id === 'xiaoming')
  const home = await createVisitor(control).go(`${app}/sign-in`)
  expect(home.url).toBe(`${app}/`)
  expect(home.text).toContain('小明')
  expect(home.text).toContain(String(xiaoming?.openids.wx5a4db0c500000001))
  expect(home.text).toContain(String(xiaoming?.unionid))
  expect(home.text).toContain('Follows the account')
  expect(home.text).toMatch(/<img class="face"[^>]+\/132"/)
})

test('somebody who does not follow is shown so, and a name of markup stays text', async () => {
  const { app, control } = await startTown()
  const alice = await createVisitor(control, { person: 'alice' }).go(`${app}/sign-in`)
  expect(alice.text).toContain('Does not follow the account')
  const emoji = await createVisitor(control, { person: 'emoji' }).go(`${app}/sign-in`)
  expect(emoji.text).toContain('&lt;')
  expect(emoji.text).not.toMatch(/<(b|svg|script)[ >]/)
})

test('the second sign-in asks WeChat for no profile, in this browser or in another one', async () => {
  const { app, control } = await startTown()
  await createVisitor(control).go(`${app}/sign-in`)
  const before = await control.journal({ path: '/sns/userinfo' })
  const home = await createVisitor(control).go(`${app}/sign-in`)
  expect(home.text).toContain('小明')
  expect(before.total).toBe(1)
  expect((await control.journal({ path: '/sns/userinfo' })).total).toBe(1)
})

test('a second start keeps the people of the first', async () => {
  const first = await startTown()
  await createVisitor(first.control).go(`${first.app}/sign-in`)
  await first.close()
  const second = await startTown({ stateDir: first.stateDir })
  const home = await createVisitor(second.control).go(`${second.app}/sign-in`)
  expect(home.text).toContain('小明')
  expect((await second.control.journal({ path: '/sns/userinfo' })).total).toBe(0)
})

test('signing out at the sample app signs out at the gateway too', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  await visitor.go(`${app}/sign-in`)
  expect((await visitor.request(`${gateway}/session`)).status).toBe(200)
  const out = await visitor.request(`${app}/sign-out`, { method: 'POST' })
  const home = await visitor.go(String(out.headers.get('location')))
  expect(home.url).toBe(`${app}/`)
  expect(home.text).toContain('Sign in with WeChat')
  expect((await visitor.request(`${gateway}/session`)).status).toBe(401)
})

test('whoever is signed in at the gateway signs in at the sample app without WeChat', async () => {
  const { app, gateway, control } = await startTown()
  const visitor = createVisitor(control)
  await visitor.go(`${gateway}/login/demo?return_to=${gateway}/session`)
  const { total } = await control.journal()
  const home = await visitor.go(`${app}/sign-in`)
  expect(home.text).toContain('小明')
  expect((await control.journal()).total).toBe(total)
})

test('a cookie that was planted at the sample app is not signed in with', async () => {
  const { app, control } = await startTown()
  const attacker = createVisitor(control, { person: 'alice' })
  await attacker.request(`${app}/sign-in`)
  const victim = createVisitor(control)
  victim.cookies.set('sample_app', String(attacker.cookies.get('sample_app')))
  expect((await victim.go(`${app}/sign-in`)).text).toContain('小明')
  expect((await attacker.request(`${app}/`)).text).not.toContain('小明')
})
