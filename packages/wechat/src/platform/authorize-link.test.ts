import { expect, test } from 'vitest'
import { hide } from '../secret.ts'
import { buildPlatformLink, type PlatformLinkOptions } from './authorize-link.ts'

const link: PlatformLinkOptions = {
  place: 'desktop',
  componentAppid: 'wx5a4db0c5000000c1',
  preAuthCode: hide('preauthcode@@@abc', 'pre-auth code'),
  redirectUri: 'https://gate.example/back?mine=1&x=茶',
}
const written =
  'component_appid=wx5a4db0c5000000c1&pre_auth_code=preauthcode%40%40%40abc' +
  '&redirect_uri=https%3A%2F%2Fgate.example%2Fback%3Fmine%3D1%26x%3D%E8%8C%B6&auth_type=3'

test.each([
  ['desktop', `https://mp.weixin.qq.com/cgi-bin/componentloginpage?${written}`],
  [
    'phone',
    `https://open.weixin.qq.com/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1&${written}#wechat_redirect`,
  ],
  [
    'phone-old',
    `https://mp.weixin.qq.com/safe/bindcomponent?action=bindcomponent&no_scan=1&${written}#wechat_redirect`,
  ],
] as const)('the %s link is written as its page says', (place, url) => {
  expect(buildPlatformLink({ ...link, place })).toBe(url)
})

test('one account, a kind of account and permission sets can be named', () => {
  const url = buildPlatformLink({ ...link, authType: 1, bizAppid: 'wx5a4db0c500000002', permissions: [2, 4] })
  expect(url).toMatch(/&auth_type=1&biz_appid=wx5a4db0c500000002&category_id_list=2%7C4$/)
})

test.each([
  [{ componentAppid: 'wx1' }],
  [{ bizAppid: 'gh_1' }],
  [{ authType: 7 as never }],
  [{ redirectUri: '/back' }],
  [{ redirectUri: 'javascript:alert(1)' }],
  [{ permissions: [1.5] }],
])('%j can work nowhere', (wrong) => {
  expect(() => buildPlatformLink({ ...link, ...wrong })).toThrow(
    expect.objectContaining({ name: 'TypeError', code: 'platform_link_invalid' }),
  )
})
