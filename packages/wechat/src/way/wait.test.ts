import { expect, test } from 'vitest'
import type { Kit } from './kit.ts'
import { waitForChange, wake } from './wait.ts'

/** As much of a kit as waiting needs; `wait` never comes to its end. */
function openKit(wait?: () => Promise<void>): Kit {
  return { wakers: new Map(), host: { wait } } as unknown as Kit
}

const forever = () => new Promise<void>(() => undefined)

test('what happens between the look and the wait wakes, too', async () => {
  const kit = openKit(forever)
  let looks = 0
  const status = await waitForChange(kit, 'handle', async () => {
    looks += 1
    // The phone approves while the store still answers what it was before.
    if (looks === 1) wake(kit, 'handle')
    return { status: looks === 1 ? 'claimed' : 'approved', isNews: looks > 1 }
  })
  expect([status, looks, kit.wakers.size]).toEqual(['approved', 2, 0])
})

test('a wake reaches those alone who wait for this handoff, and whoever waits leaves nothing behind', async () => {
  const kit = openKit(forever)
  let approved = false
  const look = async () => ({ status: approved ? 'approved' : 'claimed', isNews: approved })
  const waiting = [waitForChange(kit, 'one', look), waitForChange(kit, 'one', look)]
  wake(kit, 'another')
  await new Promise((resolve) => setImmediate(resolve))
  approved = true
  wake(kit, 'one')
  expect(await Promise.all(waiting)).toEqual(['approved', 'approved'])
  expect(kit.wakers.size).toBe(0)
})

test('a host that cannot wait looks once; one that can gives up in the end', async () => {
  let looks = 0
  const look = async () => {
    looks += 1
    return { status: 'pending', isNews: false }
  }
  expect(await waitForChange(openKit(), 'handle', look)).toBe('pending')
  expect(looks).toBe(1)
  expect(
    await waitForChange(
      openKit(async () => undefined),
      'handle',
      look,
    ),
  ).toBe('pending')
  expect(looks).toBe(64)
})

test('a store that fails ends the wait, and leaves nobody to wake', async () => {
  const kit = openKit(forever)
  const look = () => Promise.reject(new Error('gone'))
  await expect(waitForChange(kit, 'handle', look)).rejects.toThrow('gone')
  expect(kit.wakers.size).toBe(0)
})
