import { expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { createPeople, type Sighting } from './person.ts'

async function openPeople() {
  const database = await openDatabase('sqlite::memory:')
  return { database, people: createPeople({ database, now: () => 1_000 }) }
}

function see(sighting: Partial<Sighting>): Sighting {
  return {
    appid: 'wx1',
    openid: 'oAlice',
    openPlatform: 'A',
    unionid: undefined,
    profile: undefined,
    subscribed: undefined,
    ...sighting,
  }
}

test('the same openid at the same account is the same person', async () => {
  const { people } = await openPeople()
  const first = await people.bind(see({}))
  const second = await people.bind(see({}))
  expect(first.created).toBe(true)
  expect(second).toEqual({ personId: first.personId, created: false, conflict: false })
})

test('an openid means nothing at another account, and case matters', async () => {
  const { people } = await openPeople()
  const here = await people.bind(see({}))
  const there = await people.bind(see({ appid: 'wx2' }))
  const other = await people.bind(see({ openid: 'oalice' }))
  expect(new Set([here.personId, there.personId, other.personId]).size).toBe(3)
  expect((await people.findByOpenid('wx2', 'oAlice'))?.id).toBe(there.personId)
  expect(await people.findByOpenid('wx2', 'oalice')).toBeUndefined()
})

test('a unionid joins accounts of one open-platform account, and of no other', async () => {
  const { people } = await openPeople()
  const first = await people.bind(see({ unionid: 'oUnion' }))
  const same = await people.bind(see({ appid: 'wx2', openid: 'oOther', unionid: 'oUnion' }))
  const elsewhere = await people.bind(
    see({ appid: 'wx3', openid: 'oThird', openPlatform: 'B', unionid: 'oUnion' }),
  )
  const unbound = await people.bind(see({ appid: 'wx4', openPlatform: undefined, unionid: 'oUnion' }))
  const alone = await people.bind(see({ appid: 'wx5', openPlatform: undefined, unionid: 'oUnion' }))
  expect(same.personId).toBe(first.personId)
  expect(new Set([first, elsewhere, unbound, alone].map(({ personId }) => personId)).size).toBe(4)
})

test('a unionid that comes later is added, and its absence takes nothing away', async () => {
  const { people } = await openPeople()
  const { personId } = await people.bind(see({}))
  expect((await people.bind(see({ unionid: 'oUnion' }))).personId).toBe(personId)
  expect((await people.bind(see({}))).personId).toBe(personId)
  expect((await people.findIdentity(personId, 'wx1', 'A'))?.unionid).toBe('oUnion')
})

test('two known people are never merged: the openid decides and the conflict is told', async () => {
  const { people } = await openPeople()
  const one = await people.bind(see({ openid: 'oOne' }))
  const two = await people.bind(see({ appid: 'wx2', openid: 'oTwo', unionid: 'oUnion' }))
  const crossed = await people.bind(see({ openid: 'oOne', unionid: 'oUnion' }))
  expect(crossed).toEqual({ personId: one.personId, created: false, conflict: true })
  expect((await people.findByOpenid('wx2', 'oTwo'))?.id).toBe(two.personId)
})

test('a profile and a follow state are kept until newer ones come', async () => {
  const { people } = await openPeople()
  const profile = { nickname: '小明 😀', picture: undefined, locale: 'zh_CN' }
  const { personId } = await people.bind(see({ profile, subscribed: true }))
  await people.bind(see({}))
  expect(await people.find(personId)).toMatchObject({ nickname: '小明 😀', profileAt: 1_000 })
  expect((await people.findIdentity(personId, 'wx1', 'A'))?.subscribed).toBe(true)
  await people.bind(see({ subscribed: false }))
  expect((await people.findIdentity(personId, 'wx1', 'A'))?.subscribed).toBe(false)
})

test('fifty first sign-ins of one person at once make one person', async () => {
  const { people, database } = await openPeople()
  const bound = await Promise.all(Array.from({ length: 50 }, () => people.bind(see({ unionid: 'oUnion' }))))
  expect(new Set(bound.map(({ personId }) => personId)).size).toBe(1)
  expect(bound.filter(({ created }) => created)).toHaveLength(1)
  expect(await database.selectFrom('identities').selectAll().execute()).toHaveLength(2)
})
