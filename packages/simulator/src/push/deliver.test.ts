import { expect, test } from 'vitest'
import { KEY, TEAHOUSE, TOKEN } from '../scripted-push.ts'
import { startReceiver } from '../scripted-receiver.ts'
import { createWorld } from '../world/world.ts'
import { deliverPush } from './deliver.ts'
import type { Destination } from './destination.ts'
import { createPauses } from './pause.ts'

function buildDestination(url: string): Destination {
  const keys = { token: TOKEN, encodingAesKey: KEY, appid: TEAHOUSE }
  const message = { fields: [], address: ['ToUserName', 'gh_1'] as const, openid: null }
  return { to: TEAHOUSE, url, mode: 'safe', keys, parties: null, message }
}

test('a thousand pushes under way are enough: the next is not sent and says so', async () => {
  const receiver = await startReceiver()
  const world = createWorld()
  const { signal } = new AbortController()
  const courier = { world, pauses: createPauses(world), signal, underway: 999 }
  const push = () => deliverPush(courier, 'text', buildDestination(receiver.url))
  const [sent, unsent] = await Promise.all([push(), push()])
  expect(sent).toMatchObject({ accepted: true, deliveries: [{ attempt: 1 }] })
  expect(unsent.deliveries).toMatchObject([
    { attempt: 0, accepted: false, problem: expect.stringContaining('1000 pushes') },
  ])
  expect(await push()).toMatchObject({ accepted: true })
  expect(receiver.received).toHaveLength(2)
  await receiver.close()
})

test('a closed simulator sends no further try', async () => {
  const receiver = await startReceiver()
  receiver.answer(() => undefined)
  const world = createWorld()
  const stop = new AbortController()
  const courier = { world, pauses: createPauses(world), signal: stop.signal, underway: 0 }
  const pushing = deliverPush(courier, 'text', buildDestination(receiver.url))
  await expect.poll(() => receiver.received.length).toBe(1)
  stop.abort()
  expect(await pushing).toEqual({ deliveries: [], accepted: false, reply: null })
  expect(receiver.received).toHaveLength(1)
  await receiver.close()
})
