import { expect, test } from 'vitest'
import { originsAt } from '../wire/origins.ts'
import { type AuthorizeUrlOptions, buildAuthorizeUrl } from './authorize-url.ts'

const base: AuthorizeUrlOptions = {
  appid: 'wx5a4db0c500000001',
  redirectUri: 'https://app.example/wechat/callback?from=a&b=小明#top',
  scope: 'snsapi_base',
  state: 'aB3',
}

test('the plain link is byte by byte what WeChat documents', () => {
  expect(buildAuthorizeUrl(base)).toBe(
    'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx5a4db0c500000001' +
      '&redirect_uri=https%3A%2F%2Fapp.example%2Fwechat%2Fcallback%3Ffrom%3Da%26b%3D%E5%B0%8F%E6%98%8E%23top' +
      '&response_type=code&scope=snsapi_base&state=aB3#wechat_redirect',
  )
})

test('the link with everything keeps the one order that WeChat accepts', () => {
  const link = buildAuthorizeUrl({
    ...base,
    origins: originsAt('http://localhost:4401/'),
    redirectUri: 'http://localhost:4400/cb',
    scope: 'snsapi_userinfo',
    forcePopup: true,
    forceSnapshot: true,
    connectRedirect: true,
    componentAppid: 'wx5a4db0c5000000c1',
  })
  expect(link).toBe(
    'http://localhost:4401/connect/oauth2/authorize?appid=wx5a4db0c500000001' +
      '&redirect_uri=http%3A%2F%2Flocalhost%3A4400%2Fcb&response_type=code&scope=snsapi_userinfo&state=aB3' +
      '&forcePopup=true&forceSnapShot=true&connect_redirect=1&component_appid=wx5a4db0c5000000c1#wechat_redirect',
  )
})

test('options that are false leave no trace', () => {
  const off = { forcePopup: false, forceSnapshot: false, connectRedirect: false }
  expect(buildAuthorizeUrl({ ...base, ...off })).toBe(buildAuthorizeUrl(base))
})

test('an address with a port is let through, as test accounts seem to take it', () => {
  const redirectUri = 'http://192.168.1.5:3000/cb'
  expect(new URL(buildAuthorizeUrl({ ...base, redirectUri })).searchParams.get('redirect_uri')).toBe(
    redirectUri,
  )
})

const refused: [string, Partial<AuthorizeUrlOptions>, string][] = [
  ['an empty state', { state: '' }, 'login_state_invalid'],
  ['a state of 129 characters', { state: 'a'.repeat(129) }, 'login_state_invalid'],
  ['a state with a line end', { state: 'abc\n' }, 'login_state_invalid'],
  ['a relative redirect', { redirectUri: '/callback' }, 'login_redirect_invalid'],
  ['a redirect without a scheme', { redirectUri: '//app.example/cb' }, 'login_redirect_invalid'],
  ['a javascript redirect', { redirectUri: 'javascript:alert(1)' }, 'login_redirect_invalid'],
  ['a redirect of another scheme', { redirectUri: 'weixin://app' }, 'login_redirect_invalid'],
  ['a redirect without a host', { redirectUri: 'https://' }, 'login_redirect_invalid'],
  ['a redirect with half a character', { redirectUri: 'https://a.example/\ud800' }, 'login_redirect_invalid'],
  ['a redirect with a line end', { redirectUri: 'https://a.example/cb\r\n' }, 'login_redirect_invalid'],
  ['a redirect with a blank behind it', { redirectUri: 'https://a.example/cb ' }, 'login_redirect_invalid'],
  ['a redirect with a blank before it', { redirectUri: ' https://a.example/cb' }, 'login_redirect_invalid'],
  ['a redirect with a port', { redirectUri: 'https://a.example:8443/cb' }, 'login_redirect_invalid'],
  ['a redirect with the usual port', { redirectUri: 'https://a.example:443/cb' }, 'login_redirect_invalid'],
  ['a redirect with a port and no path', { redirectUri: 'http://a.example:80' }, 'login_redirect_invalid'],
  ['a redirect with credentials', { redirectUri: 'https://a:b@a.example/cb' }, 'login_redirect_invalid'],
  ['a redirect with an old code', { redirectUri: 'https://a.example/cb?code=001' }, 'login_redirect_invalid'],
  [
    'a redirect with an old state',
    { redirectUri: 'https://a.example/?a=1&state=s' },
    'login_redirect_invalid',
  ],
  ['an original id for an appid', { appid: 'gh_0123456789ab' }, 'login_appid_invalid'],
  ['an appid in capitals', { appid: 'wx5A4DB0C500000001' }, 'login_appid_invalid'],
  ['an appid with a line end', { appid: 'wx5a4db0c500000001\n' }, 'login_appid_invalid'],
  ['a component appid of the wrong shape', { componentAppid: 'wx1' }, 'login_appid_invalid'],
]

test.each(refused)('%s is refused with its code', (_title, options, code) => {
  expect(() => buildAuthorizeUrl({ ...base, ...options })).toThrow(expect.objectContaining({ code }))
})

test('what stands for WeChat takes a port in the redirect, and plain http goes everywhere', () => {
  const origins = originsAt('http://localhost:4401')
  const link = buildAuthorizeUrl({ ...base, origins, redirectUri: 'http://localhost:4400/cb' })
  expect(link).toContain('redirect_uri=http%3A%2F%2Flocalhost%3A4400%2Fcb')
  expect(buildAuthorizeUrl({ ...base, redirectUri: 'http://a.example/cb?a=b:80/' })).toContain('a.example')
})
