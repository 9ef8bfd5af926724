import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { createWaitTime } from '../../test/wait-time.ts'
import { createMemoryStore } from '../store/memory.ts'
import { keepTicket } from './ticket.ts'

const minute = 60_000
const start = 1_782_864_000_000

async function open() {
  let clock = start
  const now = () => clock
  const tiny = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok' }), { now })
  const store = createMemoryStore({ now })
  const options = {
    wire: tiny.wire,
    store,
    componentAppid: 'wx5a4db0c5000000c1',
    componentSecret: () => 's3cret',
    waitMs: 15_000,
    ...createWaitTime(),
  }
  return {
    ...tiny,
    ticket: keepTicket(options),
    another: () => keepTicket(options),
    advance: (ms: number) => {
      clock += ms
    },
  }
}

test('the newest ticket is kept, whatever order pushes come in', async () => {
  const { ticket } = await open()
  expect(await ticket.save('second', start)).toBe('saved')
  expect(await ticket.save('first', start - 10 * minute)).toBe('older')
  expect((await ticket.get()).reveal()).toBe('second')
  await Promise.all([3, 5, 4].map((at) => ticket.save(`push ${at}`, start + at)))
  expect((await ticket.get()).reveal()).toBe('push 5')
})

test('a ticket serves for 12 hours from its making, and not at their end', async () => {
  const { ticket, advance } = await open()
  await ticket.save('ticket', start)
  advance(12 * 60 * minute - 1)
  expect((await ticket.get()).reveal()).toBe('ticket')
  advance(1)
  await expect(ticket.get()).rejects.toMatchObject({ code: 'platform_ticket_missing', retryable: true })
})

test('WeChat is asked to push when there is no ticket, at most every five minutes, by all processes together', async () => {
  const { ticket, another, calls, advance } = await open()
  await Promise.allSettled([ticket.get(), another().get(), another().get()])
  expect(calls.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    [
      '/cgi-bin/component/api_start_push_ticket',
      { component_appid: 'wx5a4db0c5000000c1', component_secret: 's3cret' },
    ],
  ])
  advance(5 * minute)
  expect(await ticket.check()).toBe('missing')
  expect(calls).toHaveLength(2)
})

test('a ticket is late when three pushes did not come, and serves all the same', async () => {
  const { ticket, calls, advance } = await open()
  await ticket.save('ticket', start)
  advance(25 * minute - 1)
  expect(await ticket.check()).toBe('fresh')
  expect(calls).toHaveLength(0)
  advance(1)
  expect(await ticket.check()).toBe('late')
  expect(calls).toHaveLength(1)
  expect((await ticket.get()).reveal()).toBe('ticket')
})

test('a ticket that comes while somebody waits for one is taken', async () => {
  const { ticket, another } = await open()
  const waiting = ticket.get()
  await another().save('just pushed', start)
  expect((await waiting).reveal()).toBe('just pushed')
})

test('who cannot reach WeChat has not asked it, and the next one asks', async () => {
  const { ticket, another, calls, wire } = await open()
  const { fetch: send } = wire
  wire.fetch = () => Promise.reject(new TypeError('fetch failed'))
  expect(await ticket.check()).toBe('missing')
  await expect(ticket.get()).rejects.toMatchObject({ code: 'wire_unreachable' })
  wire.fetch = send
  expect(await another().check()).toBe('missing')
  expect(calls).toHaveLength(1)
})
