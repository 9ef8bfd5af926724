import { expect, test } from 'vitest'
import { createWaitTime, letRun } from '../../test/wait-time.ts'
import { WeChatError } from '../error.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'
import type { Store } from '../store/store.ts'
import { findAttempt, startAttempt } from './attempt.ts'
import { type CallbackOptions, takeCallback } from './callback.ts'
import type { CheckedCode } from './checked-code.ts'

const appid = 'wx5a4db0c500000001'

async function open(more: Partial<CallbackOptions> = {}, finish?: CallbackOptions['finish']) {
  let clock = 1_700_000_000_000
  const now = () => clock
  const store = createMemoryStore({ now })
  const attempt = await startAttempt({
    store,
    appid,
    scope: 'snsapi_base',
    browserId: 'browser A',
    context: '{"client":"demo"}',
    now,
  })
  const arrivals: { attempt: unknown; code: CheckedCode | undefined }[] = []
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const options: CallbackOptions = {
    store,
    appid,
    browserId: 'browser A',
    query: { state: attempt.state, code: 'code1' },
    now,
    finish: async (arrival) => {
      arrivals.push(arrival)
      begin()
      if (finish) return await finish(arrival)
      await letRun()
      return `outcome ${arrivals.length}`
    },
    ...more,
  }
  return {
    attempt,
    arrivals,
    /** Resolves when the first callback is at its `finish`. */
    begun,
    store,
    take: (other: Partial<CallbackOptions> = {}) =>
      takeCallback({ ...options, ...createWaitTime(), ...other }),
    advance: (ms: number) => {
      clock += ms
    },
  }
}

async function dump(store: Store, state: string) {
  return await store.get('attempt', state)
}

test('a callback hands the attempt and the code over, once, and ends at the outcome', async () => {
  const { take, attempt, arrivals } = await open()
  expect(await take()).toEqual({ outcome: 'outcome 1', first: true, attempt })
  expect(arrivals).toEqual([{ attempt, code: hide('code1', 'checked code') }])
  expect(arrivals[0]?.code?.reveal()).toBe('code1')
  expect(JSON.stringify(arrivals)).not.toContain('code1')
  expect(attempt).toMatchObject({ appid, scope: 'snsapi_base', context: '{"client":"demo"}' })
})

test('20 parallel callbacks of one browser run finish once and end at the same outcome', async () => {
  const { take, arrivals } = await open()
  const results = await Promise.all(Array.from({ length: 20 }, () => take()))
  expect(arrivals).toHaveLength(1)
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(20).fill('outcome 1'))
  expect(results.filter(({ first }) => first)).toHaveLength(1)
})

test('processes that share a store run finish once among them', async () => {
  const { take, store, arrivals } = await open()
  // Another process has a handle of its own, and the answers take their time.
  const remote: Store = {
    ...store,
    get: async (kind, key) => {
      const row = await store.get(kind, key)
      await letRun()
      return row
    },
  }
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, at) => take({ store: at % 2 === 0 ? store : remote })),
  )
  expect(arrivals).toHaveLength(1)
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['outcome 1']))
})

test('another code with the same state ends at the same outcome without a second finish', async () => {
  const { take, attempt, arrivals } = await open()
  const results = await Promise.all([
    take(),
    take({ query: { state: attempt.state, code: 'code2' } }),
    take({ query: { state: attempt.state } }),
  ])
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['outcome 1']))
  expect(arrivals).toHaveLength(1)
})

test('the same browser gets the outcome for 60 s after the end, and no longer', async () => {
  const { take, advance, arrivals } = await open()
  await take()
  advance(59_999)
  expect(await take()).toMatchObject({ outcome: 'outcome 1', first: false })
  advance(1)
  await expect(take()).rejects.toMatchObject({ code: 'login_state_unknown' })
  expect(arrivals).toHaveLength(1)
})

test('the time of the replay is counted from the end, however long the visitor took', async () => {
  const { take, advance } = await open()
  advance(599_000)
  await take()
  advance(50_000)
  expect((await take()).first).toBe(false)
})

test('an attempt ends after 600 s', async () => {
  const { take, advance } = await open()
  advance(600_000)
  await expect(take()).rejects.toMatchObject({ code: 'login_state_unknown' })
})

const refusals: [string, Partial<CallbackOptions>, string][] = [
  ['no state', { query: { code: 'c' } }, 'login_state_missing'],
  ['an empty state', { query: { state: '', code: 'c' } }, 'login_state_missing'],
  ['nothing at all', { query: {}, browserId: undefined }, 'login_state_missing'],
  ['a state that was never issued', { query: { state: 'a'.repeat(32), code: 'c' } }, 'login_state_unknown'],
  ['a state that is no state', { query: { state: '../\u0000', code: 'c' } }, 'login_state_unknown'],
  ['a state of a megabyte', { query: { state: 'a'.repeat(1_000_000), code: 'c' } }, 'login_state_unknown'],
  ['another browser', { browserId: 'browser B' }, 'login_browser_mismatch'],
  ['no cookie', { browserId: undefined }, 'login_browser_mismatch'],
  ['an empty cookie', { browserId: '' }, 'login_browser_mismatch'],
  ['another account', { appid: 'wx5a4db0c500000004' }, 'login_appid_mismatch'],
  [
    'another browser at another account',
    { appid: 'wx5a4db0c500000004', browserId: 'B' },
    'login_browser_mismatch',
  ],
]

test.each(refusals)(
  'a callback with %s changes nothing, and the right one still finishes',
  async (_title, other, code) => {
    const { take, store, attempt, arrivals } = await open()
    const before = await dump(store, attempt.state)
    await expect(take(other)).rejects.toMatchObject({ name: 'WeChatError', code })
    expect(arrivals).toHaveLength(0)
    expect(await dump(store, attempt.state)).toEqual(before)
    expect((await take()).outcome).toBe('outcome 1')
  },
)

test('an altered state is unknown', async () => {
  const { take, attempt } = await open()
  for (const state of [attempt.state.slice(1), `${attempt.state}a`, swapCase(attempt.state)])
    await expect(take({ query: { state, code: 'c' } })).rejects.toMatchObject({ code: 'login_state_unknown' })
  expect((await take()).first).toBe(true)
})

test.each(refusals.slice(6, 9))(
  'after the end, %s does not learn the outcome',
  async (_title, other, code) => {
    const { take } = await open()
    await take()
    await expect(take(other)).rejects.toMatchObject({ code })
  },
)

test.each([undefined, null, '', 'authdeny'])('code %j means that the visitor refused', async (code) => {
  const { take, attempt, arrivals } = await open()
  await take({ query: { state: attempt.state, ...(code !== undefined && { code }) } })
  expect(arrivals).toEqual([{ attempt, code: undefined }])
})

test('when the first callback dies, later ones learn it after their wait of 15 s, and nothing runs twice', async () => {
  const { take, begun, advance, arrivals } = await open({}, () => new Promise(() => undefined))
  void take()
  await begun
  const time = createWaitTime()
  await expect(take(time)).rejects.toMatchObject({ code: 'login_attempt_stuck' })
  expect(time.elapsed()).toBe(15_000)
  advance(60_000)
  await expect(take()).rejects.toMatchObject({ code: 'login_attempt_stuck' })
  expect(arrivals).toHaveLength(1)
})

test('a callback that comes long after the first one died waits for what is left of its time', async () => {
  const { take, begun, advance } = await open({ waitMs: 10_000 }, () => new Promise(() => undefined))
  void take()
  await begun
  advance(9_900)
  const time = createWaitTime()
  await expect(take(time)).rejects.toMatchObject({ code: 'login_attempt_stuck' })
  expect(time.elapsed()).toBe(100)
})

test('when finish fails, the first one gets its error and later ones are told at once', async () => {
  const cause = new WeChatError('wire_errcode', 'WeChat answered 40029', { errcode: 40029 })
  const { take, arrivals } = await open({}, async () => {
    await letRun()
    throw cause
  })
  const times = [createWaitTime(), createWaitTime(), createWaitTime()]
  const results = await Promise.allSettled(times.map((time) => take(time)))
  for (const time of times) expect(time.elapsed()).toBeLessThan(15_000)
  const reasons = results.map((result) => (result.status === 'rejected' ? result.reason : undefined))
  expect(reasons.filter((reason) => reason === cause)).toHaveLength(1)
  expect(reasons.filter((reason) => reason?.code === 'login_attempt_stuck')).toHaveLength(2)
  await expect(take()).rejects.toMatchObject({ code: 'login_attempt_stuck' })
  expect(arrivals).toHaveLength(1)
})

test('two tabs of one browser have two attempts', async () => {
  const { take, store } = await open()
  const options = { store, appid, scope: 'snsapi_base', browserId: 'browser A', context: 'second' }
  const second = await startAttempt({ ...options, now: () => 1_700_000_000_000 })
  expect((await take({ query: { state: second.state, code: 'c' } })).attempt.context).toBe('second')
  expect((await take()).attempt.context).toBe('{"client":"demo"}')
})

test('the browser id and the code are not kept', async () => {
  const { take, store, attempt } = await open()
  expect((await dump(store, attempt.state))?.value).not.toContain('browser A')
  await take()
  expect((await dump(store, attempt.state))?.value).not.toContain('code1')
})

test('an attempt needs a browser', async () => {
  const { store } = await open()
  await expect(
    startAttempt({ store, appid, scope: 'snsapi_base', browserId: '', context: '' }),
  ).rejects.toMatchObject({ name: 'TypeError', code: 'login_browser_invalid' })
})

test('looking at an attempt leaves it open', async () => {
  const { take, store, attempt } = await open()
  expect(await findAttempt({ store, state: attempt.state })).toEqual(attempt)
  expect(await findAttempt({ store, state: 'unknown' })).toBeUndefined()
  expect(await findAttempt({ store, state: '../' })).toBeUndefined()
  expect((await take()).first).toBe(true)
})

test.each(['not JSON', 'null', '{}', '{"phase":"open"}', '{"phase":"done","attempt":{},"browserHash":"x"}'])(
  'a row that holds %s is no attempt',
  async (value) => {
    const { take, store, attempt } = await open()
    await store.save('attempt', attempt.state, value, { expiresAt: 1_800_000_000_000 })
    await expect(take()).rejects.toMatchObject({ code: 'login_state_unknown' })
  },
)

function swapCase(text: string): string {
  return text.replace(/[a-z]/i, (char) =>
    char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
  )
}
