import { randomBytes } from 'node:crypto'
import { startSimulator } from '@wxgate/simulator/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../app.ts'
import { createContext } from '../context.ts'

const appid = 'wx5a4db0c500000007'

async function openApp() {
  const simulator = await startSimulator()
  onTestFinished(simulator.close)
  const context = await createContext({
    publicUrl: 'https://login.example.com',
    databaseUrl: 'sqlite::memory:',
    secretKeys: [randomBytes(32)],
    wechatOrigin: simulator.url,
    clock: 'simulator',
    logLevel: 'silent',
  })
  const app = await createApp(context)
  onTestFinished(async () => {
    await app.close()
    await context.database.destroy()
  })
  const secret = '5ec00000000000000000000000000007'
  await context.applications.save({ appid, kind: 'miniprogram', name: 'Tea', secret, openPlatform: 'A' })
  await context.clients.save({
    id: 'shop',
    name: 'Shop',
    secret: undefined,
    redirectUris: [],
    returnUrls: [],
    appids: [appid],
    wantsProfile: false,
    wantsSubscribed: false,
    idTokenAlg: 'RS256',
  })
  return { app, simulator }
}

test('after two hundred wrong codes of one network the next is refused before WeChat is asked, of others not', async () => {
  const { app, simulator } = await openApp()
  const send = (remoteAddress: string, code: string) =>
    app.inject({
      method: 'POST',
      url: '/login/shop/code',
      remoteAddress,
      payload: { application: appid, code },
    })
  for (let count = 0; count < 200; count += 1) {
    const { statusCode } = await send('203.0.113.7', randomBytes(16).toString('hex'))
    expect(statusCode).toBe(400)
  }
  const right = await simulator.openMiniprogram({ person: 'xiaoming', appid })
  const refused = await send('203.0.113.8', right)
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'login_too_many'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await simulator.journal({ path: '/sns/jscode2session' })).total).toBe(200)
  expect((await send('198.51.100.7', right)).statusCode).toBe(201)
  await simulator.advance(600)
  const later = await simulator.openMiniprogram({ person: 'alice', appid })
  expect((await send('203.0.113.7', later)).statusCode).toBe(201)
})
