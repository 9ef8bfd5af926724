import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  connectReceiver,
  KEY,
  ORIGINAL_ID,
  openPush,
  PLATFORM,
  readFlat,
  TEAHOUSE,
} from '../scripted-push.ts'
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
  return () => receiver.close()
})
afterAll(() => sim.close())

const openidOf = async (id: string, appid = TEAHOUSE) =>
  (await sim.state()).people.find((person) => person.id === id)?.openids[appid] ?? ''
const lastPost = () => receiver.received.findLast(({ method }) => method === 'POST') ?? expect.fail('no POST')

test('safe mode: signed, encrypted, and nothing but the receiver is readable', async () => {
  await connectReceiver(sim, receiver)
  const [delivery] = await sim.follow('alice', TEAHOUSE)
  const openid = await openidOf('alice')
  const { outer, fields, ...rest } = openPush(lastPost())
  expect(rest).toEqual({ isSigned: true, isEncryptSigned: true, appid: TEAHOUSE })
  expect(outer).toEqual({ ToUserName: ORIGINAL_ID, Encrypt: expect.any(String) })
  expect(fields).toEqual({
    ToUserName: ORIGINAL_ID,
    FromUserName: openid,
    CreateTime: expect.stringMatching(/^\d{10}$/),
    MsgType: 'event',
    Event: 'subscribe',
    EventKey: '',
  })
  expect(lastPost()).toMatchObject({ path: '/push', type: 'text/xml' })
  expect([...lastPost().query.keys()].sort()).toEqual(
    ['encrypt_type', 'msg_signature', 'nonce', 'openid', 'signature', 'timestamp'].sort(),
  )
  expect(lastPost().query.get('encrypt_type')).toBe('aes')
  expect(lastPost().query.get('openid')).toBe(openid)
  expect(delivery).toMatchObject({ attempt: 1, status: 200, body: 'success', accepted: true, to: TEAHOUSE })
  expect(delivery?.url).toMatch(new RegExp(`^${receiver.url}/push\\?signature=`))
})

test('plain mode has no Encrypt, compatible mode has both', async () => {
  await connectReceiver(sim, receiver, 'plain')
  await sim.push({ to: TEAHOUSE, event: 'unsubscribe' })
  expect(readFlat(lastPost().body)).toMatchObject({ Event: 'unsubscribe', EventKey: '' })
  expect(readFlat(lastPost().body)).not.toHaveProperty('Encrypt')
  expect(lastPost().query.has('encrypt_type')).toBe(false)
  await sim.push({ to: TEAHOUSE, event: 'unsubscribe', mode: 'compatible' })
  const { outer, fields, isEncryptSigned } = openPush(lastPost())
  const { Encrypt, ...readable } = outer
  expect(isEncryptSigned).toBe(true)
  expect(readable).toEqual(fields)
  expect(Encrypt).not.toBe('')
})

test.for([
  [
    { event: 'subscribe', scene: 'login-abc', ticket: 'gQH4' },
    { EventKey: 'qrscene_login-abc', Ticket: 'gQH4' },
  ],
  [
    { event: 'SCAN', scene: 'login-abc', ticket: 'gQH4' },
    { EventKey: 'login-abc', Ticket: 'gQH4' },
  ],
  [
    { event: 'subscribe', scene: 'a' },
    { EventKey: 'qrscene_a', Ticket: expect.stringMatching(/^gQ.{80}/) },
  ],
  [
    { event: 'SCAN', scene: 'a' },
    { EventKey: 'a', Ticket: expect.stringMatching(/^gQ.{80}/) },
  ],
  [{ event: 'SCAN' }, { EventKey: '1', Ticket: expect.stringMatching(/^gQ.{80}/) }],
  [{ event: 'CLICK', key: 'TEA' }, { EventKey: 'TEA' }],
  [{ event: 'VIEW', key: 'http://localhost/' }, { EventKey: 'http://localhost/' }],
  [{ event: 'user_info_modified' }, { AppID: TEAHOUSE, OpenID: expect.stringMatching(/^o/) }],
  [
    { event: 'user_authorization_revoke', revokeInfo: '204' },
    { AppID: TEAHOUSE, RevokeInfo: '204' },
  ],
  [{ event: 'user_authorization_cancellation' }, { OpenID: expect.stringMatching(/^o/) }],
] as const)('%j has its own fields', async ([input, fields]) => {
  await connectReceiver(sim, receiver)
  await sim.push({ to: TEAHOUSE, ...input })
  const push = openPush(lastPost()).fields
  expect(push).toMatchObject({ MsgType: 'event', Event: input.event, ...fields })
  expect(push).not.toHaveProperty('MsgId')
})

test('events about a person’s data name the person in OpenID alone', async () => {
  await connectReceiver(sim, receiver)
  await sim.push({ to: TEAHOUSE, event: 'user_info_modified' })
  const { fields } = openPush(lastPost())
  expect(fields.OpenID).toBe(await openidOf('xiaoming'))
  expect(fields.FromUserName).not.toBe(fields.OpenID)
  expect(lastPost().query.get('openid')).not.toBe(fields.OpenID)
})

test.for([
  ['5', 'user_authorization_revoke', '301'],
  ['7', 'user_authorization_revoke', '6'],
] as const)('the account …%s is told of %s with RevokeInfo %s', async ([number, event, revoked]) => {
  const { appid } = readAccount(number)
  await sim.setPush({ appid, url: `${receiver.url}/push`, mode: 'plain' })
  await sim.push({ to: appid, event })
  expect(readFlat(lastPost().body)).toMatchObject({ Event: event, RevokeInfo: revoked, AppID: appid })
})

test.for([
  ['5', 'subscribe'],
  ['5', 'text'],
  ['7', 'SCAN'],
] as const)('the account …%s is never told of %s', async ([number, event]) => {
  const refused = sim.push({ to: readAccount(number).appid, event })
  await expect(refused).rejects.toThrow(`WeChat sends ${event} to no`)
})

test('a text has a MsgId beyond what a double holds, the same in every try', async () => {
  await connectReceiver(sim, receiver)
  receiver.answer(() => 'no')
  const tries = await sim.push({ to: TEAHOUSE, event: 'text', content: 'a]]>b', openid: 'oSomebody' })
  expect(tries.map(({ attempt, accepted }) => [attempt, accepted])).toEqual([
    [1, false],
    [2, false],
    [3, false],
  ])
  const pushes = receiver.received.filter(({ method }) => method === 'POST')
  const ids = pushes.map((push) => openPush(push).fields.MsgId)
  expect(new Set(ids).size).toBe(1)
  expect(BigInt(ids[0] ?? 0)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER))
  expect(openPush(lastPost()).fields).toMatchObject({ Content: 'a]]>b', FromUserName: 'oSomebody' })
  expect(new Set(pushes.map(({ body }) => body)).size).toBe(3)
  expect(new Set(pushes.map(({ query }) => query.get('nonce'))).size).toBe(3)
})

test('`times` sends the same message again, encrypted anew', async () => {
  await connectReceiver(sim, receiver)
  const tries = await sim.push({ to: TEAHOUSE, event: 'text', times: 3 })
  expect(tries.map(({ accepted }) => accepted)).toEqual([true, true, true])
  const pushes = receiver.received.filter(({ method }) => method === 'POST')
  expect(new Set(pushes.map((push) => openPush(push).fields.MsgId)).size).toBe(1)
  expect(new Set(pushes.map(({ body }) => body)).size).toBe(3)
})

test('replay sends the very same bytes', async () => {
  await connectReceiver(sim, receiver)
  const [first] = await sim.push({ to: TEAHOUSE, event: 'text' })
  await sim.advance(600)
  const [again] = await sim.replay(first?.id ?? '')
  const [one, two] = receiver.received.filter(({ method }) => method === 'POST')
  expect(two).toEqual(one)
  expect(again).toMatchObject({ replayOf: first?.id, accepted: true, url: first?.url })
  expect(again?.id).not.toBe(first?.id)
})

test('what a person does is pushed; nothing is where no URL is set', async () => {
  expect(await sim.follow('alice', TEAHOUSE)).toEqual([])
  expect(await sim.push({ to: TEAHOUSE, event: 'text' })).toEqual([])
  expect(await sim.push({ to: PLATFORM, event: 'component_verify_ticket' })).toEqual([])
  await connectReceiver(sim, receiver)
  await sim.unfollow('alice', TEAHOUSE)
  expect(openPush(lastPost()).fields).toMatchObject({ Event: 'unsubscribe' })
  await sim.withdraw('alice', TEAHOUSE)
  expect(openPush(lastPost()).fields).toMatchObject({
    Event: 'user_authorization_revoke',
    OpenID: await openidOf('alice'),
    RevokeInfo: '205',
  })
  expect((await sim.deliveries({ to: TEAHOUSE })).deliveries.map(({ event }) => event)).toEqual([
    'user_authorization_revoke',
    'unsubscribe',
  ])
})

test('pushes carry the simulated time', async () => {
  await connectReceiver(sim, receiver)
  await sim.clock({ now: '2027-01-02T03:04:05Z', freeze: true })
  await sim.push({ to: TEAHOUSE, event: 'text' })
  const seconds = String(Date.UTC(2027, 0, 2, 3, 4, 5) / 1000)
  expect(openPush(lastPost()).fields.CreateTime).toBe(seconds)
  expect(lastPost().query.get('timestamp')).toBe(seconds)
})

test('a query of the URL stays, and the key of the account counts', async () => {
  await sim.setPush({ appid: TEAHOUSE, url: `${receiver.url}/push?tenant=7`, token: 'another' })
  await sim.push({ to: TEAHOUSE, event: 'text' })
  expect(lastPost().query.get('tenant')).toBe('7')
  expect(openPush(lastPost()).isSigned).toBe(false)
  const { applications } = await sim.state()
  expect(applications[0]).toMatchObject({ token: 'another', encodingAesKey: KEY, pushMode: 'safe' })
})

test('what an account hears, a platform hears that may hear its messages', async () => {
  const bookshop = readAccount('2').appid
  await sim.setPush({ appid: PLATFORM, messageUrl: `${receiver.url}/messages/$APPID$` })
  const [delivery] = await sim.push({ to: bookshop, event: 'text', person: 'lihua' })
  expect(delivery).toMatchObject({ to: PLATFORM, accepted: true, mode: 'safe' })
  expect(lastPost().path).toBe(`/messages/${bookshop}`)
  const { appid, fields, outer } = openPush(lastPost())
  expect(appid).toBe(PLATFORM)
  expect(outer.ToUserName).toBe('gh_5a4db0c50002')
  expect(fields).toMatchObject({ MsgType: 'text', FromUserName: await openidOf('lihua', bookshop) })
  expect(await sim.push({ to: TEAHOUSE, event: 'text' })).toEqual([])
})

test('events tell deliveries as they happen', async () => {
  await connectReceiver(sim, receiver)
  const abort = new AbortController()
  const response = await fetch(`${sim.url}/__sim/events`, { signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  await sim.push({ to: TEAHOUSE, event: 'text' })
  const { value } = (await reader?.read()) ?? {}
  abort.abort()
  expect(value).toMatch(/^event: delivery\ndata: \{.*"accepted":true.*\}\n\n$/)
})

test('a reset forgets deliveries, also those under way', async () => {
  await connectReceiver(sim, receiver)
  await sim.push({ to: TEAHOUSE, event: 'text' })
  receiver.answer(() => undefined)
  const before = receiver.received.length
  const underway = sim.push({ to: TEAHOUSE, event: 'text' })
  await expect.poll(() => receiver.received.length).toBe(before + 1)
  await sim.reset()
  await receiver.close()
  expect(await underway).toEqual([])
  expect(await sim.deliveries()).toEqual({ total: 0, deliveries: [] })
})
