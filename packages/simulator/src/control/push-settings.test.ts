import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { signParts } from '../push/signature.ts'
import { PLATFORM, TEAHOUSE, TOKEN } from '../scripted-push.ts'
import { type Receiver, startReceiver } from '../scripted-receiver.ts'
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

const readTeahouse = async () => (await sim.state()).applications[0]

test('a URL is asked to prove that it knows the token before it is saved', async () => {
  const { warnings } = await sim.setPush({ appid: TEAHOUSE, url: `${receiver.url}/push`, mode: 'plain' })
  expect(warnings[0]).toContain('ports 80 and 443')
  const [check] = receiver.received
  const read = (name: string) => check?.query.get(name) ?? ''
  expect(check).toMatchObject({ method: 'GET', path: '/push' })
  expect(read('signature')).toBe(signParts(TOKEN, read('timestamp'), read('nonce')))
  expect(read('echostr')).toMatch(/^\d{15,20}$/)
  expect(await readTeahouse()).toMatchObject({ pushUrl: `${receiver.url}/push`, pushMode: 'plain' })
})

test('the check uses the token that is being set', async () => {
  await sim.setPush({ appid: TEAHOUSE, url: receiver.url, token: 'newtoken' })
  const query = receiver.received[0]?.query
  const [time, nonce] = [query?.get('timestamp') ?? '', query?.get('nonce') ?? '']
  expect(query?.get('signature')).toBe(signParts('newtoken', time, nonce))
})

test.for([
  ['another text', () => 'success', 'did not come back but \\"success\\"'],
  ['quotes around it', (echo: string) => `"${echo}"`, 'something around it'],
  ['a line end', (echo: string) => `${echo}\n`, 'something around it'],
  ['a byte order mark', (echo: string) => `\uFEFF${echo}`, 'something around it'],
  ['an error', () => ({ status: 500, body: 'oops' }), 'HTTP 500 instead of 200: \\"oops\\"'],
  ['a redirect', () => ({ status: 302, body: '' }), 'HTTP 302'],
] as const)('%s is refused by naming what came back', async ([, answer, problem]) => {
  receiver.answer(({ query }) => answer(query.get('echostr') ?? ''))
  const setting = sim.setPush({ appid: TEAHOUSE, url: receiver.url })
  await expect(setting).rejects.toMatchObject({ status: 400, message: expect.stringContaining(problem) })
  expect((await readTeahouse())?.pushUrl).toBeNull()
})

test('a URL that does not answer in time is refused', async () => {
  // Runs out: nothing is answered.
  await sim.rules({ pushDeadlineMs: 30 })
  receiver.answer(() => undefined)
  await expect(sim.setPush({ appid: TEAHOUSE, url: receiver.url })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('nothing came back: no whole answer within 30 ms'),
  })
  expect((await readTeahouse())?.pushUrl).toBeNull()
})

test('`verify: false` saves without asking, null ends the pushes, what is left out stays', async () => {
  await sim.setPush({ appid: TEAHOUSE, url: receiver.url, verify: false })
  expect(receiver.received).toEqual([])
  await sim.setPush({ appid: TEAHOUSE, mode: 'compatible' })
  expect(await readTeahouse()).toMatchObject({ pushUrl: receiver.url, pushMode: 'compatible' })
  await sim.setPush({ appid: TEAHOUSE, url: null })
  expect(await readTeahouse()).toMatchObject({ pushUrl: null, pushMode: 'compatible' })
})

test('a reset goes back to no URL, or to what was set to be kept', async () => {
  const other = await startSimulator()
  await other.setPush({ appid: TEAHOUSE, url: `${receiver.url}/kept`, keep: true })
  await other.setPush({ appid: TEAHOUSE, mode: 'plain', keep: true })
  await other.setPush({ appid: PLATFORM, eventUrl: receiver.url, keep: true })
  await other.setPush({ appid: TEAHOUSE, url: `${receiver.url}/other`, mode: 'safe' })
  await other.saveApplication({ appid: 'wx5a4db0c5000000aa' })
  await other.setPush({ appid: 'wx5a4db0c5000000aa', url: receiver.url, keep: true })
  await other.reset()
  const { applications, components } = await other.state()
  expect(applications[0]).toMatchObject({ pushUrl: `${receiver.url}/kept`, pushMode: 'plain' })
  expect(components[0]).toMatchObject({ eventUrl: receiver.url, messageUrl: null })
  expect(applications).toHaveLength(7)
  await other.close()
})

test('a platform has two URLs and a launch domain', async () => {
  const urls = { eventUrl: `${receiver.url}/events`, messageUrl: `${receiver.url}/messages/$APPID$` }
  await sim.setPush({ appid: PLATFORM, ...urls, launchDomain: '127.0.0.1' })
  expect((await sim.state()).components[0]).toMatchObject({ ...urls, launchDomain: '127.0.0.1' })
  expect(receiver.received).toEqual([])
})

test.for([
  [{ appid: 'wx1', url: null }, 404],
  [{ appid: TEAHOUSE, url: 'ftp://localhost/' }, 400],
  [{ appid: TEAHOUSE, url: 'nowhere' }, 400],
  [{ appid: TEAHOUSE, encodingAesKey: 'short' }, 400],
  [{ appid: TEAHOUSE, token: 'a b' }, 400],
  [{ appid: TEAHOUSE, eventUrl: null }, 400],
  [{ appid: PLATFORM, eventUrl: 'javascript:0' }, 400],
] as const)('%j is refused with %i', async ([body, status]) => {
  await expect(sim.setPush(body)).rejects.toMatchObject({ status })
})

test.for([
  ['an unknown event', { to: TEAHOUSE, event: 'rain' }, 400, 'component_verify_ticket'],
  ['no event', { to: TEAHOUSE }, 400, 'event'],
  ['an unknown account', { to: 'wx1', event: 'subscribe' }, 404, 'wx1'],
  ['an event of platforms for an account', { to: TEAHOUSE, event: 'authorized' }, 404, 'platform'],
  ['a person nobody knows', { to: TEAHOUSE, event: 'subscribe', person: 'zoe' }, 404, 'zoe'],
  ['an authorizer nobody knows', { to: PLATFORM, event: 'unauthorized', authorizer: 'wx1' }, 404, 'wx1'],
  ['a field of another event', { to: TEAHOUSE, event: 'subscribe', content: 'x' }, 400, 'content'],
] as const)('pushing %s is refused', async ([, body, status, word]) => {
  const response = await fetch(`${sim.url}/__sim/push`, { method: 'POST', body: JSON.stringify(body) })
  expect(response.status).toBe(status)
  expect(await response.text()).toContain(word)
})

test('an account cannot be given a push URL that cannot be read', async () => {
  const saving = sim.saveApplication({ appid: TEAHOUSE, pushUrl: 'http://[bad/' })
  await expect(saving).rejects.toMatchObject({ status: 400 })
})

test('a delivery that is not known cannot be sent again', async () => {
  await expect(sim.replay('delivery-9')).rejects.toMatchObject({ status: 404 })
})
