import type { ContractCase } from './contract.ts'
import { checkEqual, checkThat, openTrial } from './contract-check.ts'

const minute = 60_000

/** What holds for leases. */
export const leaseCases: readonly ContractCase[] = [
  {
    title: 'a lease keeps others out until it ends, and the next fence is greater',
    async run(open) {
      const { store, advance } = await openTrial(open)
      const lease = (holder: string) => store.lease('kind', 'key', { holder, ttlMs: minute })
      const first = (await lease('a')) ?? Number.NaN
      checkThat(Number.isSafeInteger(first), 'a fence is an integer')
      checkEqual(await lease('b'), undefined, 'another holder meanwhile')
      advance(minute - 5000)
      checkEqual(await lease('b'), undefined, 'another holder shortly before the end')
      advance(5000)
      const second = (await lease('b')) ?? Number.NaN
      checkThat(second > first, 'the fence of the second holder is greater')
      checkEqual(await lease('a'), undefined, 'the first holder, who has lost it')
    },
  },
  {
    title: 'the holder renews its lease, and the fence does not go back',
    async run(open) {
      const { store, advance } = await openTrial(open)
      const lease = (holder: string) => store.lease('kind', 'key', { holder, ttlMs: minute })
      const first = (await lease('a')) ?? Number.NaN
      advance(minute / 2)
      checkEqual(await lease('a'), first, 'the fence of a lease that is renewed in time')
      advance(minute / 2)
      checkEqual(await lease('b'), undefined, 'another holder after a renewal')
    },
  },
  {
    title: 'the holder gives its lease back, nobody else can',
    async run(open) {
      const { store } = await openTrial(open)
      const lease = (holder: string, ttlMs: number) => store.lease('kind', 'key', { holder, ttlMs })
      const first = (await lease('a', minute)) ?? Number.NaN
      checkEqual(await lease('b', 0), undefined, 'a stranger giving it back')
      checkEqual(await lease('b', minute), undefined, 'another holder after a stranger gave it back')
      await lease('a', 0)
      const second = (await lease('b', minute)) ?? Number.NaN
      checkThat(second > first, 'the fence after giving back is greater')
      await lease('a', 0)
      checkEqual(await lease('a', minute), undefined, 'the earlier holder, giving back what it has lost')
    },
  },
  {
    title: 'fences grow over many holders, however a lease ends',
    async run(open) {
      const { store, advance } = await openTrial(open)
      let before = Number.NEGATIVE_INFINITY
      for (const holder of ['a', 'b', 'c', 'd', 'e', 'f']) {
        const fence = (await store.lease('kind', 'key', { holder, ttlMs: minute })) ?? Number.NaN
        checkThat(fence > before, `the fence of holder ${holder} is greater than all before`)
        before = fence
        if ('ace'.includes(holder)) await store.lease('kind', 'key', { holder, ttlMs: 0 })
        else advance(minute)
      }
    },
  },
  {
    title: 'leases of different kinds and keys, and rows of the same, have nothing to do with each other',
    async run(open) {
      const { store, inMs, readValue } = await openTrial(open)
      const held = await store.lease('kind', 'key', { holder: 'a', ttlMs: minute })
      checkThat(held !== undefined, 'the first lease')
      checkThat(
        (await store.lease('kind', 'KEY', { holder: 'b', ttlMs: minute })) !== undefined,
        'another key',
      )
      checkThat(
        (await store.lease('KIND', 'key', { holder: 'b', ttlMs: minute })) !== undefined,
        'another kind',
      )
      checkEqual(await store.get('kind', 'key'), undefined, 'no row comes from a lease')
      const saved = await store.compareAndSave('kind', 'key', 0, 'value', { expiresAt: inMs(minute) })
      checkEqual(saved, true, 'a row beside a lease')
      checkEqual(await readValue('kind', 'key'), 'value', 'the row beside a lease')
      checkEqual(
        await store.lease('kind', 'key', { holder: 'b', ttlMs: minute }),
        undefined,
        'a lease beside a row',
      )
    },
  },
]
