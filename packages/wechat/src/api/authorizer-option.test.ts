import { expect, test } from 'vitest'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import { fetchAuthorizerOption, saveAuthorizerOption } from './authorizer-option.ts'

const appid = 'wxf8b4f85f3a794e77'
const by = { componentAppid: 'wx00000000000000c1', token: hide('CT', 'component token'), appid }
const asked = { component_appid: by.componentAppid, authorizer_appid: appid }

test.each(['1', 1])('an option is read as text, be it %j or not', async (option_value) => {
  const sent = { authorizer_appid: appid, option_name: 'voice_recognize', option_value }
  const { wire, calls } = await openTinyWeChat(() => sent)
  expect(await fetchAuthorizerOption(wire, { ...by, name: 'voice_recognize' })).toEqual({
    name: 'voice_recognize',
    value: '1',
    raw: sent,
  })
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/component/get_authorizer_option',
      query: { component_access_token: 'CT' },
      body: { ...asked, option_name: 'voice_recognize' },
    },
  ])
})

test('an option is set as text', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok' }))
  const option = { name: 'location_report', value: '2' } as const
  expect(await saveAuthorizerOption(wire, { ...by, option })).toBeUndefined()
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/component/set_authorizer_option',
      query: { component_access_token: 'CT' },
      body: { ...asked, option_name: 'location_report', option_value: '2' },
    },
  ])
})

test.each([
  [61012, 'unknown'],
  [61013, 'unknown'],
  [61025, 'unknown'],
  [61003, 'reauthorizeAccount'],
])('%i is for %s to act', async (errcode, kind) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  const option = { name: 'customer_service', value: '1' } as const
  await expect(saveAuthorizerOption(wire, { ...by, option })).rejects.toMatchObject({ errcode, kind })
  await expect(fetchAuthorizerOption(wire, { ...by, name: option.name })).rejects.toMatchObject({ errcode })
})

test.each([
  [{}],
  [{ option_name: 'location_report', option_value: '1' }],
  [{ option_name: 'voice_recognize' }],
  [{ option_name: 'voice_recognize', option_value: true }],
])('option %j is refused', async (answer) => {
  const { wire } = await openTinyWeChat(() => answer)
  await expect(fetchAuthorizerOption(wire, { ...by, name: 'voice_recognize' })).rejects.toMatchObject({
    code: 'wire_answer',
  })
})
