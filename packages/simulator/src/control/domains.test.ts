import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TEAHOUSE } from '../scripted-push.ts'
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

const enter = (domain: string, appid = TEAHOUSE) => sim.enterDomain({ appid, domain })
const readHost = () => new URL(receiver.url).host

test('the file is fetched from the root of the domain, and a line end does not matter', async () => {
  const { name, content } = (await sim.domains(TEAHOUSE)).file
  expect(name).toBe(`MP_verify_${content}.txt`)
  expect(content).toMatch(/^[A-Za-z0-9]{16}$/)
  receiver.answer(() => `${content}\n`)
  const entered = await enter(readHost())
  expect(entered).toEqual({ webDomains: ['localhost', '127.0.0.1'], file: { name, content }, warnings: [] })
  expect(receiver.received.map(({ path }) => path)).toEqual([`/${name}`])
})

test('without the file the domain is entered with a warning', async () => {
  receiver.answer(() => ({ status: 404, body: 'no' }))
  const host = readHost().replace('127.0.0.1', 'Tea.localhost')
  const { webDomains, warnings } = await enter(host)
  expect(webDomains).toEqual(['localhost', '127.0.0.1', 'tea.localhost'])
  expect(warnings).toHaveLength(1)
  expect((await enter(readHost())).warnings[0]).toContain('HTTP 404 instead of 200')
})

test('the switch refuses a domain without the file, or looks for none', async () => {
  receiver.answer(() => 'something else')
  await sim.rules({ verifyFile: 'refuse' })
  await expect(enter(readHost())).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('something else'),
  })
  await sim.rules({ verifyFile: 'off' })
  const before = receiver.received.length
  expect((await enter(readHost())).warnings).toEqual([])
  expect(receiver.received).toHaveLength(before)
})

test('what is no domain or no account is refused', async () => {
  await expect(enter('http://localhost')).rejects.toMatchObject({ status: 400 })
  await expect(enter('localhost', 'wx1')).rejects.toMatchObject({ status: 404 })
  await expect(sim.domains('wx1')).rejects.toMatchObject({ status: 404 })
})
