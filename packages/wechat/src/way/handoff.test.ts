import { expect, test } from 'vitest'
import { createMemoryStore } from '../store/memory.ts'
import type { Store } from '../store/store.ts'
import {
  approveHandoff,
  claimHandoff,
  denyHandoff,
  findHandoff,
  redeemHandoff,
  startHandoff,
} from './handoff.ts'

async function open() {
  let clock = 1_782_864_000_000
  const now = () => clock
  const store = createMemoryStore({ now })
  const started = await startHandoff({ store, now, browserId: 'computer', context: '/orders' })
  const place = { store, now, handle: started.handle }
  return {
    ...started,
    place,
    own: { ...place, browserId: 'computer' },
    phone: { ...place, by: 'xiaoming' },
    store,
    advance: (ms: number) => {
      clock += ms
    },
  }
}

test('a handoff goes from scan to approval to the browser that started it, and to no other', async () => {
  const { own, phone, number, place } = await open()
  expect(await findHandoff({ ...place, browserId: 'another' })).toBeUndefined()
  expect(await findHandoff({ ...place, browserId: undefined })).toBeUndefined()
  expect(await findHandoff(own)).toMatchObject({ status: 'pending', number, context: '/orders' })
  expect(await claimHandoff(phone)).toMatchObject({ status: 'claimed' })
  expect(await redeemHandoff(own)).toBeUndefined()
  expect(await approveHandoff({ ...phone, number, result: 'xiaoming, with picture' })).toBe('approved')
  expect(await redeemHandoff({ ...place, browserId: 'another' })).toBeUndefined()
  const redeemed = { context: '/orders', result: 'xiaoming, with picture' }
  expect(await Promise.all([redeemHandoff(own), redeemHandoff(own)])).toEqual([redeemed, redeemed])
})

test('of many phones that scan at once one gets it, and only that one decides', async () => {
  const { place, number } = await open()
  const phones = Array.from({ length: 20 }, (_, at) => ({ ...place, by: `phone ${at}` }))
  const claims = await Promise.all(phones.map((phone) => claimHandoff(phone)))
  expect(claims.filter((claim) => typeof claim !== 'string')).toHaveLength(1)
  const first = claims.findIndex((claim) => typeof claim !== 'string')
  const others = phones.filter((_, at) => at !== first)
  for (const other of others) {
    expect(await approveHandoff({ ...other, number, result: 'me' })).toBe('taken')
    expect(await denyHandoff(other)).toBe('taken')
  }
})

test('three wrong numbers end it, also when they come at once', async () => {
  const { phone, number, own } = await open()
  await claimHandoff(phone)
  const wrong = number === '10' ? '11' : '10'
  const tries = await Promise.all(
    [1, 2, 3, 4].map(() => approveHandoff({ ...phone, number: wrong, result: 'me' })),
  )
  expect(tries.filter((outcome) => outcome === 'number_wrong')).toHaveLength(2)
  expect(await approveHandoff({ ...phone, number, result: 'me' })).toBe('gone')
  expect(await redeemHandoff(own)).toBeUndefined()
})

test('what was denied, or approved, cannot become the other', async () => {
  const [denied, approved] = [await open(), await open()]
  await claimHandoff(denied.phone)
  expect(await denyHandoff(denied.phone)).toBe('denied')
  expect(await approveHandoff({ ...denied.phone, number: denied.number, result: 'me' })).toBe('gone')
  await claimHandoff(approved.phone)
  await approveHandoff({ ...approved.phone, number: approved.number, result: 'me' })
  expect(await denyHandoff(approved.phone)).toBe('gone')
  expect(await redeemHandoff(approved.own)).toMatchObject({ result: 'me' })
})

test('a code lives for 120 s until it is scanned, and for 5 minutes then', async () => {
  const [first, second] = [await open(), await open()]
  first.advance(120_000)
  expect(await claimHandoff(first.phone)).toBe('gone')
  second.advance(119_999)
  await claimHandoff(second.phone)
  second.advance(299_999)
  expect(await approveHandoff({ ...second.phone, number: second.number, result: 'me' })).toBe('approved')
  second.advance(60_000)
  expect(await redeemHandoff(second.own)).toBeUndefined()
})

test('nothing in the store is what the browser holds, and numbers are two digits', async () => {
  const numbers = new Set<string>()
  for (let round = 0; round < 300; round += 1) numbers.add((await open()).number)
  expect([...numbers].every((number) => /^[1-9]\d$/.test(number))).toBe(true)
  expect(numbers.size).toBeGreaterThan(60)
  const { store, handle } = await open()
  expect((await store.get('handoff', handle))?.value).not.toContain('computer"')
})

test('thirty redeems at once by the right browser are one answer', async () => {
  const inner = createMemoryStore()
  // What was read is a while old when it is written: everybody reads before anybody writes.
  const store: Store = {
    ...inner,
    async get(kind, key) {
      const row = await inner.get(kind, key)
      await new Promise((resolve) => setImmediate(resolve))
      return row
    },
  }
  const { handle, number } = await startHandoff({ store, browserId: 'computer', context: 'c' })
  await claimHandoff({ store, handle, by: 'phone' })
  await approveHandoff({ store, handle, by: 'phone', number, result: 'r' })
  const redeem = () => redeemHandoff({ store, handle, browserId: 'computer' })
  const answers = await Promise.all(Array.from({ length: 30 }, redeem))
  expect(answers).toEqual(Array(30).fill({ context: 'c', result: 'r' }))
})
