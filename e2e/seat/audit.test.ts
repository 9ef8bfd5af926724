import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { authorize, openParty } from '../oidc-party.ts'
import { type StoryTown, startTown } from '../town.ts'
import { createVisitor } from '../visitor.ts'

function listEvents({ stateDir }: StoryTown): string[] {
  const database = new DatabaseSync(join(stateDir, 'gateway.db'), { readOnly: true })
  const rows = database.prepare('select event, client, appid from audit order by rowid').all()
  database.close()
  return rows.map(({ event, client, appid }) => `${event} ${client} ${appid}`)
}

const teahouse = 'wx5a4db0c500000001'

test('every sign-in and every first grant is an audit line, and a grant that is known is none', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const login = `${town.gateway}/login/demo?return_to=${town.app}/`
  await visitor.go(login)
  const first = [
    `person.created demo ${teahouse}`,
    `login.signed_in demo ${teahouse}`,
    `login.granted demo ${teahouse}`,
  ]
  expect(listEvents(town)).toEqual(first)
  await visitor.go(login)
  await visitor.go(`${town.app}/sign-in`)
  expect(listEvents(town)).toEqual(first)
  await authorize(await openParty(town), visitor, { prompt: 'login' })
  const again = [...first, `login.signed_in demo ${teahouse}`]
  expect(listEvents(town)).toEqual(again)
  await visitor.request(`${town.gateway}/logout`, { method: 'POST', headers: { origin: town.gateway } })
  await visitor.go(login)
  expect(listEvents(town).slice(again.length)).toEqual([
    `login.signed_in demo ${teahouse}`,
    `login.granted demo ${teahouse}`,
  ])
})

test('two people in two tabs of one browser are granted each for themselves', async () => {
  const town = await startTown()
  const login = `${town.gateway}/login/demo?return_to=${town.app}/`
  for (const person of ['xiaoming', 'alice']) await createVisitor(town.control, { person }).go(login)
  const before = listEvents(town).length
  const isCallback = (url: string) => url.includes('/wechat/callback/')
  const [one, two] = [createVisitor(town.control), createVisitor(town.control, { person: 'alice' })]
  const first = await one.go(login, isCallback)
  // The same browser: the second tab begins before the first one is signed in.
  for (const [name, value] of one.cookies) two.cookies.set(name, value)
  const second = await two.go(login, isCallback)
  await one.go(first.url)
  await two.go(second.url)
  expect(listEvents(town).slice(before)).toEqual([
    `login.signed_in demo ${teahouse}`,
    `login.granted demo ${teahouse}`,
    `login.signed_in demo ${teahouse}`,
    `login.granted demo ${teahouse}`,
  ])
})

test('a sign-in whose session cannot be kept leaves no person and no audit line', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const database = new DatabaseSync(join(town.stateDir, 'gateway.db'))
  database.exec(
    "create trigger no_session before insert on kept when new.kind = 'session' begin select raise(abort, 'no'); end",
  )
  const end = await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  expect(end.status).toBe(500)
  const { people } = database.prepare('select count(*) as people from people').get() as { people: number }
  expect([people, listEvents(town)]).toEqual([0, []])
  database.exec('drop trigger no_session')
  database.close()
  expect((await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)).url).toBe(`${town.app}/`)
})

test('two people in one answer of WeChat’s are an audit line', async () => {
  const town = await startTown()
  const set = { openid: 'oAnotherOpenidOfSomebodyElse' }
  await town.control.fault({ path: '/sns/userinfo', kind: 'merge', set, times: 1000 })
  const end = await createVisitor(town.control).go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  expect([end.status, end.text.includes('login_identity_mismatch')]).toEqual([502, true])
  expect(listEvents(town)).toContain(`login.identity_mismatch null ${teahouse}`)
})
