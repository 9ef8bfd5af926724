import { startSimulator } from '@wxgate/simulator/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { buildAsk, createSmallWay } from './small-host.ts'

test('two hundred made-up codes of a block of addresses end its codes for a while, and no other block’s', async () => {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  const way = createSmallWay(sim.url)
  const bring = async (address: string) => {
    const away = await way.start(buildAsk('/', { address }), { resume: '/', profile: 'no', own: '' })
    const state = new URL(String(away.headers.location)).searchParams.get('state')
    const code = crypto.randomUUID().replaceAll('-', '')
    const path = `/in/callback/wx5a4db0c500000001?state=${state}&code=${code}`
    const cookie = away.cookies.map((line) => line.split(';')[0]).join('; ')
    return await way.answer(buildAsk(path, { address, cookie }))
  }
  const count = async () => (await sim.journal({ path: '/sns/oauth2/access_token' })).total
  for (let codes = 0; codes < 200; codes += 1) await bring('203.0.113.7')
  expect(await count()).toBe(200)
  const refused = await bring('203.0.113.200')
  expect([refused?.status, Number(refused?.headers['retry-after']) > 0]).toEqual([429, true])
  expect(await count()).toBe(200)
  expect((await bring('198.51.100.7'))?.status).toBe(303)
  expect(await count()).toBe(201)
})
