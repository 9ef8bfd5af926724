import { expect, test } from 'vitest'
import { hour, minute, openKeeper } from '../../test/keeper-setting.ts'
import { letRun } from '../../test/wait-time.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'

test('1,000 callers at expiry make one fetch and get one answer', async () => {
  const { keeper, advance, fetched } = openKeeper(async (count) => {
    await letRun()
    return `t${count}`
  })
  await keeper.get()
  advance(2 * hour)
  const answers = await Promise.all(Array.from({ length: 1000 }, () => keeper.get()))
  expect(new Set(answers.map(({ token }) => token.reveal()))).toEqual(new Set(['t2']))
  expect(fetched()).toBe(2)
})

test('keepers of several processes on one store make one fetch', async () => {
  const { keeper, another, fetched } = openKeeper(async (count) => {
    await letRun()
    return `t${count}`
  })
  const keepers = [keeper, another(), another(), another()]
  const answers = await Promise.all(keepers.flatMap((one) => Array.from({ length: 50 }, () => one.get())))
  expect(new Set(answers.map(({ token }) => token.reveal()))).toEqual(new Set(['t1']))
  expect(fetched()).toBe(1)
})

test('what another process refused or fetched is seen after a second', async () => {
  const { keeper, another, advance } = openKeeper()
  const other = another()
  expect((await keeper.get()).token.reveal()).toBe('t1')
  expect((await other.get()).token.reveal()).toBe('t1')
  await other.refuse(hide('t1', 'test'))
  expect((await other.get()).token.reveal()).toBe('t2')
  expect((await keeper.get()).token.reveal()).toBe('t1')
  advance(1000)
  expect((await keeper.get()).token.reveal()).toBe('t2')
})

test('a refusal counts only for the one that was refused, however many report it', async () => {
  const { keeper, another, fetched, events } = openKeeper()
  const other = another()
  await Promise.all([keeper.get(), other.get()])
  await Promise.all([keeper, other, keeper].map((one) => one.refuse(hide('t1', 'test'))))
  expect((await keeper.get()).token.reveal()).toBe('t2')
  await Promise.all(Array.from({ length: 500 }, () => keeper.refuse(hide('t1', 'test'))))
  await Promise.all(Array.from({ length: 500 }, () => other.refuse(hide('t1', 'test'))))
  await keeper.refuse(hide('never heard of', 'test'))
  expect((await keeper.get()).token.reveal()).toBe('t2')
  expect((await other.get()).token.reveal()).toBe('t2')
  expect(fetched()).toBe(2)
  expect(events.filter(({ type }) => type === 'refused')).toHaveLength(1)
})

test('a holder that died is taken over when its lease ends', async () => {
  let passed = 0
  const now = () => 1_700_000_000_000 + passed
  const store = createMemoryStore({ now })
  await store.lease('credential', 'one', { holder: 'dead', ttlMs: 10_000 })
  const pause = async (ms: number) => {
    passed += ms
  }
  const { keeper, fetched } = openKeeper(undefined, { store, now, elapsed: now, pause })
  expect((await keeper.get()).token.reveal()).toBe('t1')
  expect([passed >= 10_000, passed < 10_200, fetched()]).toEqual([true, true, 1])
})

test('waiting for another process comes to an end', async () => {
  const { keeper, store, fetched } = openKeeper()
  await store.lease('credential', 'one', { holder: 'slow', ttlMs: minute })
  await expect(keeper.get()).rejects.toMatchObject({ code: 'credential_busy', retryable: true })
  expect(fetched()).toBe(0)
})

test('a holder that slept through its lease does not write over the newer credential', async () => {
  let wake = () => {}
  const { keeper, another, advance, store } = openKeeper(async (count) => {
    if (count === 1)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return `t${count}`
  })
  const asleep = keeper.get()
  await letRun()
  advance(11_000)
  expect((await another().get()).token.reveal()).toBe('t2')
  const version = (await store.get('credential', 'one'))?.version
  wake()
  expect((await asleep).token.reveal()).toBe('t2')
  expect((await store.get('credential', 'one'))?.version).toBe(version)
})

test('a holder that slept through its lease and then fails serves what another has fetched meanwhile', async () => {
  let fail = () => {}
  const { keeper, another, advance, events } = openKeeper(async (count) => {
    if (count === 1)
      await new Promise<void>((_, reject) => {
        fail = () => reject(new Error('slept too long'))
      })
    return `t${count}`
  })
  const asleep = keeper.get()
  await letRun()
  advance(11_000)
  expect((await another().get()).token.reveal()).toBe('t2')
  fail()
  expect((await asleep).token.reveal()).toBe('t2')
  expect(events.map(({ type }) => type)).toEqual(['fetched', 'failed'])
})

test('a refusal of the old one during a fetch does not cost the new one', async () => {
  let refuseNow = async (): Promise<unknown> => undefined
  const { keeper, another, advance, store, fetched } = openKeeper(async (count) => {
    if (count === 2) await refuseNow()
    return `t${count}`
  })
  await keeper.get()
  const other = another()
  await other.get()
  refuseNow = () => other.refuse(hide('t1', 'test'))
  advance(2 * hour - 5 * minute)
  await keeper.get()
  await expect.poll(async () => (await keeper.get()).token.reveal()).toBe('t2')
  expect((await store.get('credential', 'one'))?.value).toContain('t2')
  expect(fetched()).toBe(2)
})

test('the store is read again under the lease: what was fetched just before is not fetched twice', async () => {
  const { keeper, another, store, fetched } = openKeeper()
  const lease = store.lease
  let first = true
  store.lease = async (...args) => {
    if (first) {
      first = false
      await another().get()
    }
    return await lease(...args)
  }
  expect((await keeper.get()).token.reveal()).toBe('t1')
  expect(fetched()).toBe(1)
})

test('what somebody wrote without a lease during a fetch stays', async () => {
  let writeNow = async () => {}
  const { keeper, store, now } = openKeeper(async () => {
    await writeNow()
    return 'ours'
  })
  writeNow = () =>
    store.save('credential', 'one', JSON.stringify({ token: 'theirs', renewAt: now() + hour }), {
      expiresAt: now() + hour,
    })
  expect((await keeper.get()).token.reveal()).toBe('theirs')
  expect((await store.get('credential', 'one'))?.value).toContain('theirs')
})

test('a look at the store that began before a refusal does not bring the refused one back', async () => {
  const { keeper, store, advance } = openKeeper()
  await keeper.get()
  const get = store.get
  let release = () => {}
  store.get = async (...args) => {
    store.get = get
    const row = await get(...args)
    await new Promise<void>((resolve) => {
      release = resolve
    })
    return row
  }
  advance(1000)
  const asking = keeper.get()
  await keeper.refuse(hide('t1', 'test'))
  release()
  expect((await asking).token.reveal()).toBe('t2')
})

test('a credential that is dropped while another is being fetched, here or elsewhere, is fetched anew', async () => {
  const fetches: (() => void)[] = []
  const { another } = openKeeper(async (count) => {
    if (count % 2 === 1) await new Promise<void>((resolve) => void fetches.push(resolve))
    return `t${count}`
  })
  const [one, other] = [another(), another()]
  for (const dropping of [one, other]) {
    const flight = one.get()
    await letRun()
    await dropping.drop()
    fetches.pop()?.()
    const { token } = await flight
    expect(token.reveal()).toBe(dropping === one ? 't2' : 't4')
    expect((await one.get()).token.isSame(token)).toBe(true)
    await one.drop()
  }
})

test.each(['lease', 'get'] as const)(
  'a process that slept through its lease in %s does not fetch beside the next holder',
  async (verb) => {
    let release = () => {}
    const { keeper, another, advance, store, fetched } = openKeeper(async (count) => {
      if (count === 1)
        await new Promise<void>((resolve) => {
          release = resolve
        })
      return `t${count}`
    })
    const other = another()
    const { lease, get } = store
    let otherGets: Promise<unknown> = Promise.resolve()
    const sleep = async () => {
      store.lease = lease
      store.get = get
      advance(11_000)
      otherGets = other.get()
      await letRun()
    }
    store.lease = async (...args) => {
      const fence = await lease(...args)
      if (verb === 'lease') await sleep()
      else store.get = async (...place) => sleep().then(() => get(...place))
      return fence
    }
    const mine = keeper.get()
    await letRun()
    await letRun()
    expect(fetched()).toBe(1)
    release()
    expect((await mine).token.reveal()).toBe('t1')
    await otherGets
    expect(fetched()).toBe(1)
  },
)
