import { expect, test } from 'vitest'
import { hour, minute, openKeeper } from '../../test/keeper-setting.ts'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'
import { fetchAnswer } from '../wire/call.ts'
import { createAppTokenKeeper } from './app-token.ts'

test('the fifth refusal within ten minutes is the last that costs a fetch, for all processes together', async () => {
  const { keeper, another, fetched, events, advance } = openKeeper()
  const others = [keeper, another(), another()]
  const outcomes: string[] = []
  for (let round = 0; round < 12; round += 1) {
    const one = others[round % others.length] ?? keeper
    outcomes.push(await one.refuse((await one.get()).token))
    advance(1000)
  }
  expect(outcomes.filter((outcome) => outcome === 'dropped')).toHaveLength(5)
  expect(outcomes.slice(5)).toEqual(Array.from({ length: 7 }, () => 'hopeless'))
  expect(fetched()).toBe(6)
  expect(events.filter(({ type }) => type === 'contested').length).toBeGreaterThanOrEqual(3)
  expect((await keeper.get()).token.reveal()).toBe('t6')
  advance(10 * minute)
  expect(await keeper.refuse((await keeper.get()).token)).toBe('dropped')
})

test('somebody who takes the token away now and then is told of, and does not stop the keeper', async () => {
  const { keeper, events, advance, fetched } = openKeeper()
  for (let round = 0; round < 3; round += 1) {
    expect(await keeper.refuse((await keeper.get()).token)).toBe('dropped')
    advance(19 * minute)
  }
  expect(events.filter(({ type }) => type === 'contested')).toHaveLength(1)
  advance(hour)
  await keeper.refuse((await keeper.get()).token)
  expect(events.filter(({ type }) => type === 'contested')).toHaveLength(1)
  expect(fetched()).toBe(4)
})

test('a call that no token helps stops fetching tokens', async () => {
  let fetched = 0
  const { wire, calls } = await openTinyWeChat(({ path }) => {
    if (path !== '/cgi-bin/stable_token') return { errcode: 40001, errmsg: 'invalid credential' }
    fetched += 1
    return { access_token: `t${fetched}`, expires_in: 7200 }
  })
  const keeper = createAppTokenKeeper({ wire, store: createMemoryStore(), appid: 'wx1', secret: 's' })
  for (let round = 0; round < 20; round += 1)
    await expect(
      keeper.call((token) =>
        fetchAnswer(wire, { method: 'GET', path: '/cgi-bin/x', query: { access_token: token } }),
      ),
    ).rejects.toMatchObject({ code: 'credential_token_refused', errcode: 40001 })
  expect(fetched).toBe(6)
  expect(calls.length).toBeLessThan(40)
})

test('a credential that came another way stands in the place of the one before', async () => {
  const { keeper, another, now, advance, fetched } = openKeeper()
  const other = another()
  await Promise.all([keeper.get(), other.get()])
  await keeper.adopt({ token: hide('theirs', 'test'), expiresAt: now() + hour })
  expect((await keeper.get()).token.reveal()).toBe('theirs')
  advance(1000)
  expect((await other.get()).token.reveal()).toBe('theirs')
  await keeper.drop()
  expect((await keeper.get()).token.reveal()).toBe('t2')
  expect(fetched()).toBe(2)
})
