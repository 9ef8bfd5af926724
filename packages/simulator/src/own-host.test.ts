import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSimulator, type Simulator } from './index.ts'
import { readAccount } from './scripted-visit.ts'

let simulator: Simulator
let port: number
beforeAll(async () => {
  simulator = await createSimulator({ publicUrl: 'https://sim.example' })
  port = Number(new URL(await simulator.listen({ port: 0 })).port)
})
afterAll(() => simulator.close())

type Asked = { status: number; body: string }

function ask(host: string, path: string, { method = 'GET', body = '', to = '127.0.0.1' } = {}) {
  return new Promise<Asked>((resolve, reject) => {
    const headers = { host, 'content-length': Buffer.byteLength(body) }
    request({ host: to, port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
      .on('error', reject)
      .end(body)
  })
}

const OWN = [
  ['GET', '/'],
  ['GET', '/__sim/state'],
  ['GET', '/__%73im/state'],
  ['GET', '/__sim/events'],
  ['GET', '/__sim/seed'],
  ['GET', '/__sim/deliveries'],
  ['POST', '/__sim/reset'],
  ['POST', '/__sim/clock'],
  ['POST', '/__sim/push/settings'],
  ['PUT', '/__sim/seed'],
] as const

test.for(OWN)('a foreign name gets 421 at %s %s and changes nothing', async ([method, path]) => {
  await ask('localhost', '/__sim/clock', { method: 'POST', body: '{"now":"2030-01-01T00:00:00Z"}' })
  for (const host of [
    'evil.test',
    `evil.test:${port}`,
    'localhost.evil.test',
    'api.weixin.qq.com',
    'x@localhost',
  ]) {
    const { status, body } = await ask(host, path, { method, body: method === 'GET' ? '' : '{}' })
    expect([host, status]).toEqual([host, 421])
    expect(body).not.toContain('5ec0000')
  }
  const { body } = await ask('localhost', '/__sim/clock')
  expect(body).toContain('"now":18934560')
})

test.for([
  'localhost',
  'sim.localhost:1',
  '127.0.0.1',
  '127.8.8.8:80',
  '[::1]',
  'sim.example',
  'sim.example:9',
])('%s is a name of the simulator’s own', async (host) => {
  expect((await ask(host, '/__sim/clock')).status).toBe(200)
  expect((await ask(host, '/')).status).toBe(200)
})

test.for(['api.weixin.qq.com', 'simulator:4401', 'evil.test'])(
  'WeChat’s own paths answer as %s too',
  async (host) => {
    const { appid, secret } = readAccount('1')
    const query = `grant_type=client_credential&appid=${appid}&secret=${secret}`
    expect((await ask(host, `/cgi-bin/token?${query}`)).body).toContain('access_token')
    expect((await ask(host, '/mmopen/vi_32/none/0')).status).toBe(200)
  },
)

test('pushes do not go to link-local addresses', async () => {
  const { appid } = readAccount('1')
  for (const url of ['http://169.254.169.254/latest', 'http://[fe80::1]/', 'http://0xa9fea9fe/']) {
    const settings = { method: 'POST', body: JSON.stringify({ appid, url, verify: false }) }
    expect([url, (await ask('localhost', '/__sim/push/settings', settings)).status]).toEqual([url, 400])
    const application = { method: 'POST', body: JSON.stringify({ appid, pushUrl: url }) }
    expect([url, (await ask('localhost', '/__sim/applications', application)).status]).toEqual([url, 400])
  }
})

const [outside] = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ family, internal }) => family === 'IPv4' && !internal)

test.skipIf(!outside)(
  'elsewhere than loopback it says what that means, and answers to its address',
  async () => {
    const said: string[] = []
    const open = await createSimulator({ log: (line) => said.push(line) })
    const address = outside?.address ?? ''
    const url = await open.listen({ port: 0, host: address })
    expect(said.join()).toContain(`${url}: whoever reaches this address can drive the simulator`)
    expect((await fetch(`${url}/__sim/clock`)).status).toBe(200)
    await open.close()
  },
)

test('on loopback alone nothing is said', async () => {
  const said: string[] = []
  const quiet = await createSimulator({ log: (line) => said.push(line) })
  await quiet.listen({ port: 0 })
  await quiet.listen({ port: 0, host: '127.0.0.1' })
  expect(said).toEqual([])
  await quiet.close()
})
