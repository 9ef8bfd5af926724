import { expect, test } from 'vitest'
import { buildOpenid, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { createAccount } from '../login/account.ts'
import { createMemoryStore } from '../store/memory.ts'
import { fetchAllFollowers } from './follower-batch.ts'

test('ten thousand people are asked for in hundreds, four calls at once, and come in their order', async () => {
  const openids = Array.from({ length: 10_001 }, (_, at) => buildOpenid(`p${at}`))
  let [running, most, asked] = [0, 0, 0]
  const { wire } = await openTinyWeChat(async ({ path, body }) => {
    if (path !== '/cgi-bin/user/info/batchget') return { access_token: 't', expires_in: 7200 }
    asked += 1
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    const list: { openid: string }[] = JSON.parse(body).user_list
    return { user_info_list: list.map(({ openid }) => ({ openid, subscribe: 1 })) }
  })
  const options = { wire, store: createMemoryStore(), appid: 'wx5a4db0c500000001', secret: 'x' }
  const people = await createAccount(options).fetchFollowers(openids)
  expect(people.map(({ openid }) => openid)).toEqual(openids)
  expect(asked).toBe(101)
  expect(most).toBeLessThanOrEqual(4)
})

test('nobody is asked for when there is nobody', async () => {
  expect(await fetchAllFollowers([], () => Promise.reject(new Error('asked')))).toEqual([])
})

test('the first failure ends it', async () => {
  let asked = 0
  const openids = Array.from({ length: 5000 }, (_, at) => `${at}`)
  const failing = fetchAllFollowers(openids, async ([first]) => {
    asked += 1
    if (first === '0') throw new Error('no')
    await new Promise((resolve) => setImmediate(resolve))
    return []
  })
  await expect(failing).rejects.toThrow('no')
  // Those that were under way end; nothing new begins.
  for (let turns = 0; turns < 10; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(asked).toBe(4)
})
