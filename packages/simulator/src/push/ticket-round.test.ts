import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPush, PLATFORM } from '../scripted-push.ts'
import { type Receiver, startReceiver } from '../scripted-receiver.ts'
import { readAccount } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
let receiver: Receiver
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(async () => {
  await sim.reset()
  receiver = await startReceiver()
  await sim.clock({ now: '2027-01-01T00:00:00Z', freeze: true })
  await sim.setPush({ appid: PLATFORM, eventUrl: `${receiver.url}/events` })
  return () => receiver.close()
})
afterAll(() => sim.close())

const START = Date.UTC(2027, 0, 1) / 1000
const readTickets = () => receiver.received.map((push) => openPush(push).fields)
const expectCount = (count: number) => expect.poll(() => receiver.received.length).toBe(count)

test('a ticket comes every ten minutes of simulated time, in safe mode with AppId', async () => {
  await sim.advance(599)
  expect((await sim.deliveries()).total).toBe(0)
  await sim.advance(1)
  await expectCount(1)
  await sim.advance(600)
  await expectCount(2)
  const [first, second] = readTickets()
  expect(first).toEqual({
    AppId: PLATFORM,
    CreateTime: String(START + 600),
    InfoType: 'component_verify_ticket',
    ComponentVerifyTicket: expect.stringMatching(/^ticket@@@[\w-]+$/),
  })
  expect(second?.ComponentVerifyTicket).not.toBe(first?.ComponentVerifyTicket)
  const [push] = receiver.received
  expect(push).toMatchObject({ method: 'POST', path: '/events' })
  expect(push?.query.has('openid')).toBe(false)
  expect(push && openPush(push)).toMatchObject({
    isSigned: true,
    isEncryptSigned: true,
    appid: PLATFORM,
    outer: { AppId: PLATFORM },
  })
})

test('a jump of the clock pushes the newest alone and keeps the beat', async () => {
  await sim.advance(3 * 3_600 + 60)
  await expectCount(1)
  await sim.advance(539)
  await expectCount(1)
  await sim.advance(1)
  await expectCount(2)
})

test('the answer of the clock does not wait for the server', { timeout: 50_000 }, async () => {
  await sim.rules({ pushDeadlineMs: 60_000 })
  receiver.answer(() => undefined)
  await sim.advance(600)
  await expectCount(1)
})

test('without a URL nothing is pushed, and the ten minutes begin anew with one', async () => {
  await sim.setPush({ appid: PLATFORM, eventUrl: null })
  await sim.advance(6_000)
  await sim.setPush({ appid: PLATFORM, eventUrl: receiver.url })
  await sim.advance(599)
  expect((await sim.deliveries()).total).toBe(0)
  await sim.advance(1)
  await expectCount(1)
})

test('the ten minutes begin when the URL is set, also with the account', async () => {
  await sim.setPush({ appid: PLATFORM, eventUrl: null })
  await sim.saveApplication({ appid: PLATFORM, eventUrl: receiver.url })
  await sim.advance(600)
  await expectCount(1)
})

test('what owners do is pushed', async () => {
  const appid = readAccount('1').appid
  const code = await sim.authorize({ component: PLATFORM, appid })
  await sim.expectPush({ to: PLATFORM, event: 'authorized' })
  expect(readTickets().at(-1)?.PreAuthCode).toMatch(/^preauthcode@@@[\w-]{86}$/)
  expect(readTickets().at(-1)).toMatchObject({ AuthorizerAppid: appid, AuthorizationCode: code })
  await sim.unauthorize(PLATFORM, appid)
  await sim.expectPush({ to: PLATFORM, event: 'unauthorized' })
  expect(readTickets().at(-1)).toMatchObject({ InfoType: 'unauthorized', AuthorizerAppid: appid })
})

test('a clock that goes back begins the ten minutes anew', async () => {
  await sim.clock({ now: '2026-01-01T00:00:00Z' })
  await sim.advance(600)
  await expectCount(1)
})

test('time that passes by itself brings tickets too', async () => {
  let now = Date.now()
  const other = await startSimulator({ now: () => now })
  await other.setPush({ appid: PLATFORM, eventUrl: receiver.url })
  now += 600_000
  await other.expectPush({ to: PLATFORM, event: 'component_verify_ticket' })
  await other.close()
})

test('a pushed ticket is the newest that lives; authorizations carry a code', async () => {
  const [first] = await sim.push({ to: PLATFORM, event: 'component_verify_ticket' })
  const again = await sim.push({ to: PLATFORM, event: 'component_verify_ticket' })
  expect(first).toMatchObject({ to: PLATFORM, accepted: true, mode: 'safe' })
  expect(again).toHaveLength(1)
  const [one, two] = readTickets()
  expect(two?.ComponentVerifyTicket).toBe(one?.ComponentVerifyTicket)
  await sim.push({ to: PLATFORM, event: 'authorized' })
  expect(readTickets().at(-1)).toEqual({
    AppId: PLATFORM,
    CreateTime: String(START),
    InfoType: 'authorized',
    AuthorizerAppid: readAccount('2').appid,
    AuthorizationCode: expect.stringMatching(/^queryauthcode@@@/),
    AuthorizationCodeExpiredTime: String(START + 3600),
    PreAuthCode: expect.stringMatching(/^preauthcode@@@[\w-]{86}$/),
  })
  await sim.push({ to: PLATFORM, event: 'unauthorized', authorizer: readAccount('1').appid })
  expect(readTickets().at(-1)).toMatchObject({
    InfoType: 'unauthorized',
    AuthorizerAppid: readAccount('1').appid,
  })
})
