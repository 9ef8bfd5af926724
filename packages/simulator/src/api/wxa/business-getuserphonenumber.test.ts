import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { callAccount, readOpenid, readRule } from '../../scripted-account.ts'
import { readAccount } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const mini = readAccount('7').appid
const tap = () => sim.givePhoneNumber({ person: 'alice', appid: mini })
const exchange = (body: unknown, number = '7') =>
  callAccount(sim, '/wxa/business/getuserphonenumber', { number, body })

test('the code of the button becomes a number, once, within five minutes', async () => {
  await sim.clock({ freeze: true })
  const code = await tap()
  expect(code).toMatch(/^[\da-f]{64}$/)
  const { body } = await exchange({ code })
  const number = expect.stringMatching(/^1000\d{7}$/)
  expect(body).toEqual({
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: number,
      purePhoneNumber: number,
      countryCode: '86',
      watermark: { timestamp: expect.any(Number), appid: mini },
    },
  })
  const used = await exchange({ code })
  expect(used.text).toMatch(/"errcode":40029,"errmsg":"invalid code hint: \[.{16}\] rid: /)
  expect(await readRule(sim)).toBe('phone_code_known')
  const late = await tap()
  await sim.advance(300)
  expect((await exchange({ code: late })).errcode).toBe(40029)
})

test('the code of wx.login is another thing, and named as such', async () => {
  const code = await sim.openMiniprogram({ person: 'alice', appid: mini })
  expect((await exchange({ code })).errcode).toBe(40029)
  expect(await readRule(sim)).toBe('phone_code_is_not_login_code')
  expect((await exchange({})).errcode).toBe(40097)
})

test('an openid of somebody else is noted, the right one is not', async () => {
  const readNotes = async () =>
    (await sim.journal({ limit: 1 })).entries[0]?.detail.warnings.map(({ rule }) => rule)
  await exchange({ code: await tap(), openid: await readOpenid(sim, 'alice', '7') })
  expect(await readNotes()).toEqual([])
  await exchange({ code: await tap(), openid: 'oOther' })
  expect(await readNotes()).toEqual(['phone_openid_fits'])
})

test('accounts other than mini programs have no numbers', async () => {
  expect((await exchange({ code: await tap() }, '1')).errcode).toBe(48001)
  await expect(sim.givePhoneNumber({ person: 'alice', appid: readAccount('1').appid })).rejects.toThrow(
    'no mini program',
  )
})
