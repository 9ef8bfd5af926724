import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildLink, readAccount } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
afterAll(() => sim.close())

test('https can be demanded by one account alone, as its console has it', async () => {
  const http = { redirect_uri: 'http://localhost/callback' }
  await sim.saveApplication({ appid: readAccount('1').appid, requireHttps: true })
  const open = (number: string) =>
    sim.open({ person: 'xiaoming', url: buildLink(sim.url, { ...http, appid: readAccount(number).appid }) })
  expect(await open('1')).toMatchObject({ status: 200, page: '10039' })
  expect(await open('4')).toMatchObject({ status: 302 })
})
