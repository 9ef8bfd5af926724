import { expect, test } from 'vitest'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { clearQuota, clearQuotaByComponent, clearQuotaBySecret, fetchQuota } from './quota.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')
const path = '/cgi-bin/message/custom/send'

test('counts are cleared by token, by secret, and by a platform', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok' }))
  const platform = { componentAppid: 'wxc1', componentSecret: 'cs' }
  expect(await clearQuota(wire, { appid: 'wx1', token })).toBeUndefined()
  expect(await clearQuotaBySecret(wire, { appid: 'wx1', secret: 's' })).toBeUndefined()
  expect(await clearQuotaByComponent(wire, { appid: 'wx1', ...platform })).toBeUndefined()
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/clear_quota',
      query: { access_token: 'T' },
      body: { appid: 'wx1' },
    },
    {
      method: 'POST',
      path: '/cgi-bin/clear_quota/v2',
      query: {},
      body: { appid: 'wx1', appsecret: 's' },
    },
    {
      method: 'POST',
      path: '/cgi-bin/component/clear_quota/v2',
      query: {},
      body: { component_appid: 'wxc1', appid: 'wx1', appsecret: 'cs' },
    },
  ])
})

test('the eleventh clear of a month is refused, and nobody should repeat it', async () => {
  const { wire } = await openTinyWeChat(() => ({ errcode: 48006, errmsg: 'forbid to clear quota' }))
  await expect(clearQuota(wire, { appid: 'wx1', token })).rejects.toMatchObject({
    errcode: 48006,
    kind: 'quota',
    retryable: false,
  })
})

test('the quota of an API is told with both rate limits, or without', async () => {
  const quota = { daily_limit: 500_000, used: '3', remain: 499_997 }
  const limits = {
    rate_limit: { call_count: 5, refresh_second: 60 },
    component_rate_limit: { call_count: '10', refresh_second: 1 },
  }
  const answers = [
    { errcode: 0, errmsg: 'ok', quota, ...limits },
    { errcode: 0, errmsg: 'ok', quota, rate_limit: null },
  ]
  const { wire, calls } = await openTinyWeChat(() => answers.shift())
  const numbers = { dailyLimit: 500_000, used: 3, remaining: 499_997 }
  expect(await fetchQuota(wire, { path, token })).toEqual({
    ...numbers,
    rateLimit: { callCount: 5, refreshSeconds: 60 },
    componentRateLimit: { callCount: 10, refreshSeconds: 1 },
    raw: { errcode: 0, errmsg: 'ok', quota, ...limits },
  })
  expect(await fetchQuota(wire, { path, token })).toMatchObject({
    ...numbers,
    rateLimit: undefined,
    componentRateLimit: undefined,
  })
  expect(listAsked(calls)[0]).toEqual({
    method: 'POST',
    path: '/cgi-bin/openapi/quota/get',
    query: { access_token: 'T' },
    body: { cgi_path: path },
  })
})

test.each([
  '',
  '/',
  'cgi-bin/user/get',
  'https://api.weixin.qq.com/cgi-bin/user/get',
  '//api.weixin.qq.com/cgi-bin',
  '/cgi-bin/user/get?a=b',
  '/cgi-bin/user/get ',
])('%j is no path of an API, and WeChat is not asked', async (wrong) => {
  const { wire, calls } = await openTinyWeChat(() => ({}))
  await expect(fetchQuota(wire, { path: wrong, token })).rejects.toMatchObject({
    name: 'TypeError',
    code: 'api_path_invalid',
  })
  expect(calls).toEqual([])
})

test.each([
  [{}, 'quota'],
  [{ quota: {} }, 'daily_limit'],
  [{ quota: { daily_limit: 1, used: 0 } }, 'remain'],
  [{ quota: { daily_limit: 1, used: 'some', remain: 1 } }, 'used'],
])('quota %j is refused by the name of its field', async (answer, field) => {
  const { wire } = await openTinyWeChat(() => answer)
  await expect(fetchQuota(wire, { path, token })).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining(field),
  })
})
