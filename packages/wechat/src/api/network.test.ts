import { expect, test } from 'vitest'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchApiAddresses, fetchCallbackCheck, fetchPushAddresses } from './network.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')

test('both lists of addresses are read', async () => {
  const list = ['101.89.47.18', '101.91.34.103']
  const { wire, calls } = await openTinyWeChat(() => ({ ip_list: list }))
  expect(await fetchApiAddresses(wire, { token })).toEqual(list)
  expect(await fetchPushAddresses(wire, { token })).toEqual(list)
  expect(listAsked(calls)).toEqual(
    ['/cgi-bin/get_api_domain_ip', '/cgi-bin/getcallbackip'].map((path) => ({
      method: 'GET',
      path,
      query: { access_token: 'T' },
      body: undefined,
    })),
  )
})

test.each([[{}], [{ ip_list: null }], [{ ip_list: 'no' }], [{ ip_list: [1] }]])(
  'addresses %j are refused rather than read as none',
  async (answer) => {
    const { wire } = await openTinyWeChat(() => answer)
    for (const refused of [fetchApiAddresses(wire, { token }), fetchPushAddresses(wire, { token })])
      await expect(refused).rejects.toMatchObject({
        code: 'wire_answer',
        message: expect.stringContaining('ip_list'),
      })
  },
)

test('a message URL is looked at whole and from everywhere, unless told otherwise', async () => {
  const sent = {
    dns: [{ ip: '111.161.64.40', real_operator: 'UNICOM' }],
    ping: [
      { ip: '111.161.64.40', from_operator: 'UNICOM', package_loss: '0%', time: '23.079ms' },
      { ip: '111.161.64.48', from_operator: 'CAP', package_loss: '100%', time: '' },
      { ip: '111.161.64.49', package_loss: 'all', time: '1.2.3ms' },
    ],
  }
  const answers = [sent, { dns: sent.dns }]
  const { wire, calls } = await openTinyWeChat(() => answers.shift())
  expect(await fetchCallbackCheck(wire, { token })).toEqual({
    dns: [{ address: '111.161.64.40', operator: 'UNICOM' }],
    ping: [
      { address: '111.161.64.40', fromOperator: 'UNICOM', lossPercent: 0, timeMs: 23.079 },
      { address: '111.161.64.48', fromOperator: 'CAP', lossPercent: 100, timeMs: undefined },
      { address: '111.161.64.49', fromOperator: undefined, lossPercent: undefined, timeMs: undefined },
    ],
    raw: sent,
  })
  expect((await fetchCallbackCheck(wire, { token, action: 'dns', operator: 'UNICOM' })).ping).toEqual([])
  const asked = (body: object) => ({
    method: 'POST',
    path: '/cgi-bin/callback/check',
    query: { access_token: 'T' },
    body,
  })
  expect(listAsked(calls)).toEqual([
    asked({ action: 'all', check_operator: 'DEFAULT' }),
    asked({ action: 'dns', check_operator: 'UNICOM' }),
  ])
})

test('an account without a message URL, and an answer without anything, are errors', async () => {
  const answers = [{ errcode: 40201, errmsg: 'invalid url' }, {}]
  const { wire } = await openTinyWeChat(() => answers.shift())
  await expect(fetchCallbackCheck(wire, { token })).rejects.toMatchObject({ errcode: 40201 })
  await expect(fetchCallbackCheck(wire, { token })).rejects.toMatchObject({ code: 'wire_answer' })
})
