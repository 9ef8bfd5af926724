import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import { createPreAuthCode, fetchComponentToken, startTicketPush } from './component-token.ts'

const now = () => 1_000_000
const componentAppid = 'wx00000000000000c1'

test('tickets are asked for with the secret under the name that only this call has', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok' }))
  expect(await startTicketPush(wire, { componentAppid, componentSecret: 'cs' })).toBeUndefined()
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/component/api_start_push_ticket',
      query: {},
      body: { component_appid: componentAppid, component_secret: 'cs' },
    },
  ])
})

test('a ticket becomes the token of a platform', async () => {
  const answer = { component_access_token: 'CT', expires_in: 7200 }
  const { wire, calls } = await openTinyWeChat(() => answer, { now })
  const options = { componentAppid, componentSecret: 'cs', ticket: hide('ticket@@@t', 'component ticket') }
  const fetched = await fetchComponentToken(wire, options)
  expect(reveal(fetched)).toEqual({ token: 'CT', expiresAt: 8_200_000 })
  expect(fetched.token.use).toBe('component token')
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/component/api_component_token',
      query: {},
      body: {
        component_appid: componentAppid,
        component_appsecret: 'cs',
        component_verify_ticket: 'ticket@@@t',
      },
    },
  ])
})

test.each([
  [61005, 'config'],
  [61006, 'config'],
  [61004, 'config'],
  [40001, 'config'],
  [45009, 'quota'],
])('a platform token refused with %i is for %s to act', async (errcode, kind) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  const refused = fetchComponentToken(wire, { componentAppid, componentSecret: 'cs', ticket: 't' })
  await expect(refused).rejects.toMatchObject({ code: 'wire_errcode', errcode, kind, retryable: false })
})

test('a pre-auth code ends when WeChat says, be it 600 or 1,800 s', async () => {
  const lives = [600, '1800']
  const { wire, calls } = await openTinyWeChat(
    () => ({ pre_auth_code: 'preauthcode@@@p', expires_in: lives.shift() }),
    { now },
  )
  const ask = () => createPreAuthCode(wire, { componentAppid, token: hide('CT', 'component token') })
  expect(reveal(await ask())).toEqual({ code: 'preauthcode@@@p', expiresAt: 1_600_000 })
  expect((await ask()).expiresAt).toBe(2_800_000)
  expect(listAsked(calls)[0]).toEqual({
    method: 'POST',
    path: '/cgi-bin/component/api_create_preauthcode',
    query: { component_access_token: 'CT' },
    body: { component_appid: componentAppid },
  })
})

test('an answer without its token, code or end is refused by name', async () => {
  const { wire } = await openTinyWeChat(() => ({ expires_in: 7200 }))
  const token = hide('CT', 'component token')
  await expect(createPreAuthCode(wire, { componentAppid, token })).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining('pre_auth_code'),
  })
  const fetched = fetchComponentToken(wire, { componentAppid, componentSecret: 'cs', ticket: 't' })
  await expect(fetched).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining('component_access_token'),
  })
})
