import { expect, test } from 'vitest'
import { hour, minute, openKeeper } from '../../test/keeper-setting.ts'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import { createAppTokenKeeper } from './app-token.ts'

const second = 1000

function callWith(wire: Wire) {
  return (token: ReturnType<typeof hide>) =>
    fetchAnswer(wire, { method: 'GET', path: '/cgi-bin/x', query: { access_token: token } })
}

test.each([
  ['one minute apart', minute],
  ['eleven seconds apart', 11 * second],
])('a token that had worked is replaced at once, however often it is killed: %s', async (_, apart) => {
  const { keeper, another, advance, fetched } = openKeeper()
  const others = [keeper, another(), another()]
  for (let kill = 1; kill <= 20; kill += 1) {
    const one = others[kill % others.length] ?? keeper
    const { token } = await one.get()
    expect(token.reveal()).toBe(`t${kill}`)
    advance(apart)
    expect(await one.refuse(token)).toBe('dropped')
    expect((await one.get()).token.reveal()).toBe(`t${kill + 1}`)
  }
  expect(fetched()).toBe(21)
})

test('five tokens that never worked slow fetching down to one a minute, for all processes together', async () => {
  const { keeper, another, fetched, events, advance } = openKeeper()
  const others = [keeper, another(), another()]
  const outcomes: string[] = []
  for (let round = 0; round < 5; round += 1) {
    const one = others[round % others.length] ?? keeper
    outcomes.push(await one.refuse((await one.get()).token))
    advance(second)
  }
  expect(outcomes).toEqual(['dropped', 'dropped', 'dropped', 'dropped', 'slowed'])
  expect(events.filter(({ type }) => type === 'contested')).toHaveLength(3)
  for (let minutes = 1; minutes <= 15; minutes += 1) {
    for (const one of others)
      await expect(one.get()).rejects.toMatchObject({ code: 'credential_token_refused', retryable: true })
    advance(minute)
    expect(await keeper.refuse((await keeper.get()).token)).toBe('slowed')
    expect(fetched()).toBe(5 + minutes)
  }
})

test('a token that works ends the slow time at once', async () => {
  const { keeper, advance } = openKeeper()
  for (let round = 0; round < 5; round += 1) await keeper.refuse((await keeper.get()).token)
  await expect(keeper.get()).rejects.toThrow(
    'WeChat refused 5 tokens within seconds of their fetch; the next one is fetched in 60 s',
  )
  advance(minute)
  const { token } = await keeper.get()
  advance(11 * second)
  expect(await keeper.refuse(token)).toBe('dropped')
  expect((await keeper.get()).token.reveal()).toBe('t7')
})

test('a clock that steps back does not make the slow minute longer', async () => {
  const { keeper, advance } = openKeeper()
  for (let round = 0; round < 5; round += 1) await keeper.refuse((await keeper.get()).token)
  advance(-hour)
  expect((await keeper.get()).token.reveal()).toBe('t6')
})

test('a token that WeChat gives again after its refusal stays: at most one fetch a minute', async () => {
  const { keeper, another, advance, fetched } = openKeeper(async () => 'stable')
  const other = another()
  await other.get()
  const { token } = await keeper.get()
  advance(minute)
  expect(await keeper.refuse(token)).toBe('dropped')
  expect((await keeper.get()).token.reveal()).toBe('stable')
  for (let at = 0; at < 59; at += 1) {
    expect(await keeper.refuse(token)).toBe('confirmed')
    expect(await other.refuse(token)).toBe('confirmed')
    expect((await keeper.get()).token.reveal()).toBe('stable')
    expect((await other.get()).token.reveal()).toBe('stable')
    advance(second)
  }
  expect(fetched()).toBe(2)
  advance(second)
  expect(await keeper.refuse(token)).toBe('dropped')
  await keeper.get()
  expect(fetched()).toBe(3)
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

test('a call that no new token helps stops fetching tokens, and says why', async () => {
  let fetched = 0
  const { wire } = await openTinyWeChat(({ path }) => {
    if (path !== '/cgi-bin/stable_token') return { errcode: 40001, errmsg: 'invalid credential' }
    fetched += 1
    return { access_token: `t${fetched}`, expires_in: 7200 }
  })
  const keeper = createAppTokenKeeper({ wire, store: createMemoryStore(), appid: 'wx1', secret: 's' })
  const messages = new Set<string>()
  for (let round = 0; round < 20; round += 1)
    await keeper.call(callWith(wire)).catch((error) => {
      expect(error.code).toBe('credential_token_refused')
      messages.add(error.message.replace(/\d+ s$/, 'N s'))
    })
  expect(fetched).toBe(5)
  expect([...messages]).toEqual([
    'WeChat refused a token at /cgi-bin/x, and the token before it as well: invalid credential',
    'WeChat refused a token at /cgi-bin/x, as it did to four more within ten minutes, each within seconds of its fetch: invalid credential',
    'WeChat refused 5 tokens within seconds of their fetch; the next one is fetched in N s',
  ])
})

test('a call that wants another kind of token does not take the good one away from all others', async () => {
  let fetched = 0
  const { wire } = await openTinyWeChat(({ path }) => {
    if (path === '/cgi-bin/x') return { errcode: 40001, errmsg: 'invalid credential' }
    if (path === '/cgi-bin/stable_token') fetched += 1
    return { access_token: 'stable', expires_in: 7200 }
  })
  const keeper = createAppTokenKeeper({ wire, store: createMemoryStore(), appid: 'wx1', secret: 's' })
  for (let round = 0; round < 20; round += 1) {
    await expect(keeper.call(callWith(wire))).rejects.toThrow('the call wants another kind of token')
    expect((await keeper.get()).token.reveal()).toBe('stable')
  }
  expect(fetched).toBe(2)
})

test('the second token that a call was refused with is not given to anybody either', async () => {
  let fetched = 0
  let dead = true
  const { wire } = await openTinyWeChat(({ path }) => {
    if (path !== '/cgi-bin/token') return dead ? { errcode: 40001, errmsg: 'invalid credential' } : {}
    fetched += 1
    return { access_token: `t${fetched}`, expires_in: 7200 }
  })
  const options = { wire, store: createMemoryStore(), appid: 'wx1', secret: 's', make: 'plain' } as const
  const keeper = createAppTokenKeeper(options)
  await expect(keeper.call(callWith(wire))).rejects.toMatchObject({ code: 'credential_token_refused' })
  dead = false
  expect((await keeper.get()).token.reveal()).toBe('t3')
})

test('a token whose refusal the store did not hear of is not given again', async () => {
  const inner = createMemoryStore({ now: () => 1_700_000_000_000 })
  let gone = false
  const store = {
    ...inner,
    compareAndSave: async (...words: Parameters<typeof inner.compareAndSave>) => {
      if (gone) throw new Error('the database is away')
      return await inner.compareAndSave(...words)
    },
  }
  const { keeper } = openKeeper(undefined, { store })
  const { token } = await keeper.get()
  gone = true
  await expect(keeper.refuse(token)).rejects.toThrow('away')
  gone = false
  expect((await keeper.get()).token.reveal()).toBe('t2')
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
