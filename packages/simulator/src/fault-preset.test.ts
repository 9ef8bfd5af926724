import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PLATFORM } from './scripted-push.ts'
import { startReceiver } from './scripted-receiver.ts'
import { ask, buildExchange, readAccount, text, visit } from './scripted-visit.ts'
import { startSimulator, type TestSimulator } from './test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const end = (id: string) => fetch(`${sim.url}/__sim/faults/${id}`, { method: 'DELETE' })
const fetchToken = (path = '/cgi-bin/token') =>
  ask(sim, path, { grant_type: 'client_credential', ...readAccount('1') })
const askUser = async (token: unknown) => {
  const openid = (await sim.state()).people[0]?.openids[readAccount('1').appid] ?? ''
  return (await ask(sim, '/cgi-bin/user/info', { access_token: text(token), openid })).errcode
}
const exchange = async () => {
  const code = (await visit(sim)).get('code') ?? ''
  return (await ask(sim, '/sns/oauth2/access_token', buildExchange(code))).errcode
}

test('every incident is listed with what it does and what it was', async () => {
  const { presets } = JSON.parse(await (await fetch(`${sim.url}/__sim/faults/presets`)).text())
  const names = presets.map(({ name }: { name: string }) => name)
  expect(names).toEqual([
    'two-servers-refreshing',
    'double-callback',
    'ticket-stopped',
    'ip-changed',
    'code-reused',
    'quota-reached',
    'half-an-hour-of-minus-one',
    'secret-reset',
  ])
  for (const preset of presets) {
    expect(preset).toMatchObject({
      does: { en: expect.any(String), zh: expect.any(String) },
      incident: { en: expect.any(String), zh: expect.any(String) },
    })
  }
})

test('an unknown incident is answered with the known ones, an unknown account with 404', async () => {
  const post = (body: object) =>
    fetch(`${sim.url}/__sim/faults`, { method: 'POST', body: JSON.stringify(body) })
  const response = await post({ preset: 'rain' })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    field: 'preset',
    detail: expect.stringContaining('ip-changed'),
  })
  expect((await post({ preset: 'secret-reset', appid: 'wx1' })).status).toBe(404)
})

test('two-servers-refreshing kills the plain token and leaves the stable one alone', async () => {
  const plain = (await fetchToken()).body.access_token
  const stable = await fetch(`${sim.url}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({ grant_type: 'client_credential', ...readAccount('1') }),
  })
  const { access_token } = JSON.parse(await stable.text())
  expect([await askUser(plain), await askUser(access_token)]).toEqual([undefined, undefined])
  await sim.fault({ preset: 'two-servers-refreshing' })
  expect([await askUser(plain), await askUser(access_token)]).toEqual([40001, undefined])
  expect(await askUser((await fetchToken()).body.access_token)).toBeUndefined()
})

test('double-callback loads the callback twice, until it is ended', async () => {
  const open = async () => {
    const url = `${sim.url}/connect/oauth2/authorize?appid=${readAccount('1').appid}&redirect_uri=http%3A%2F%2Flocalhost%2Fc&response_type=code&scope=snsapi_base&state=a#wechat_redirect`
    const opened = await sim.open({ person: 'alice', url })
    return opened.status === 302 ? opened.duplicates : []
  }
  const id = await sim.fault({ preset: 'double-callback' })
  expect(await open()).toHaveLength(1)
  expect((await end(id)).status).toBe(200)
  expect(await open()).toBeUndefined()
})

test('ticket-stopped pushes no tickets until it is ended', async () => {
  const receiver = await startReceiver()
  await sim.setPush({ appid: PLATFORM, eventUrl: receiver.url })
  const id = await sim.fault({ preset: 'ticket-stopped' })
  await sim.advance(6_000)
  expect((await sim.deliveries({ to: PLATFORM })).total).toBe(0)
  await end(id)
  await sim.advance(600)
  await sim.expectPush({ to: PLATFORM, event: 'component_verify_ticket' })
  expect(receiver.received).toHaveLength(1)
  await receiver.close()
})

test('ip-changed puts the caller on no white list', async () => {
  await sim.fault({ preset: 'ip-changed' })
  const { errcode, text: answer } = await fetchToken()
  expect(errcode).toBe(40164)
  expect(answer).toContain('203.0.113.9')
  await sim.clearFaults()
  expect((await fetchToken()).errcode).toBeUndefined()
})

test('code-reused spoils one exchange', async () => {
  await sim.fault({ preset: 'code-reused' })
  expect([await exchange(), await exchange()]).toEqual([40163, undefined])
})

test('quota-reached stops the calls of one account alone', async () => {
  const id = await sim.fault({ preset: 'quota-reached' })
  const ofAccount = (number: string) =>
    ask(sim, '/cgi-bin/token', { grant_type: 'client_credential', ...readAccount(number) })
  expect([(await ofAccount('1')).errcode, (await ofAccount('4')).errcode]).toEqual([45009, undefined])
  expect(await exchange()).toBeUndefined()
  await end(id)
  expect((await ofAccount('1')).errcode).toBeUndefined()
})

test('half-an-hour-of-minus-one ends after half an hour of simulated time', async () => {
  await sim.fault({ preset: 'half-an-hour-of-minus-one' })
  expect([(await fetchToken()).errcode, await exchange()]).toEqual([-1, -1])
  await sim.advance(1_799)
  expect((await fetchToken()).errcode).toBe(-1)
  await sim.advance(2)
  expect([(await fetchToken()).errcode, await exchange()]).toEqual([undefined, undefined])
})

test('secret-reset changes the secret of one account and can be taken back', async () => {
  const [before, other] = [readAccount('1'), readAccount('4')]
  const id = await sim.fault({ preset: 'secret-reset', appid: before.appid })
  expect((await fetchToken()).errcode).toBe(40125)
  const { applications } = await sim.state()
  expect(applications.find(({ appid }) => appid === before.appid)?.secret).toMatch(/^[0-9a-f]{32}$/)
  expect(applications.find(({ appid }) => appid === other.appid)?.secret).toBe(other.secret)
  await end(id)
  expect((await fetchToken()).errcode).toBeUndefined()
})

test('ending an incident leaves alone what was changed since, and a reset ends all', async () => {
  const id = await sim.fault({ preset: 'ip-changed' })
  await sim.rules({ callerAddress: '198.51.100.7' })
  await end(id)
  expect((await sim.state()).rules.callerAddress).toBe('198.51.100.7')
  await sim.rules({ duplicateCallback: 'newCode' })
  await sim.fault({ preset: 'double-callback' })
  await sim.reset()
  expect((await sim.state()).rules.duplicateCallback).toBe('none')
})
