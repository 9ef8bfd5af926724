import {
  anything,
  assert,
  boolean,
  constantFrom,
  oneof,
  option,
  property,
  record,
  string,
  stringMatching,
  webUrl,
} from 'fast-check'
import { expect, test } from 'vitest'
import { originsAt } from '../wire/origins.ts'
import { type AuthorizeUrlOptions, buildAuthorizeUrl } from './authorize-url.ts'

const stateShape = /^[A-Za-z0-9_-]{1,128}$/
const appids = stringMatching(/^wx[0-9a-f]{16}$/)
const switches = option(boolean(), { nil: undefined })
const pages = webUrl({ withQueryParameters: true, withFragments: true })
const redirects = oneof(
  pages,
  // What people really write: characters that are not of a URL, and a query that is encoded already.
  string({ unit: 'grapheme', maxLength: 30 }).map((text) =>
    `https://app.example/回调?a=${text}&b=%26#${text}`.replace(/[\s\p{Cc}]/gu, '+'),
  ),
  pages.map((page) => `http://localhost:4400/cb?next=${encodeURIComponent(page)}`),
).filter((uri) => {
  const query = URL.parse(uri)?.searchParams
  return query !== undefined && !query.has('code') && !query.has('state')
})
const legal = record({
  origins: constantFrom(
    undefined,
    originsAt('http://localhost:4401'),
    originsAt('https://gate.example/wechat/'),
  ),
  appid: appids,
  redirectUri: redirects,
  scope: constantFrom('snsapi_base' as const, 'snsapi_userinfo' as const),
  state: stringMatching(stateShape),
  forcePopup: switches,
  forceSnapshot: switches,
  connectRedirect: switches,
  componentAppid: option(appids, { nil: undefined }),
}).map((options) => {
  // WeChat itself takes no port.
  const { origins, redirectUri } = options
  return origins ? options : { ...options, redirectUri: redirectUri.replace('localhost:4400', 'localhost') }
})

function listExpected(options: AuthorizeUrlOptions): [string, string][] {
  const { appid, redirectUri, scope, state, componentAppid } = options
  return [
    ['appid', appid],
    ['redirect_uri', redirectUri],
    ['response_type', 'code'],
    ['scope', scope],
    ['state', state],
    ...(options.forcePopup ? [['forcePopup', 'true'] as [string, string]] : []),
    ...(options.forceSnapshot ? [['forceSnapShot', 'true'] as [string, string]] : []),
    ...(options.connectRedirect ? [['connect_redirect', '1'] as [string, string]] : []),
    ...(componentAppid ? [['component_appid', componentAppid] as [string, string]] : []),
  ]
}

test('any legal options make a link in the one order, with the redirect as it was and one fragment', () => {
  assert(
    property(legal, (options) => {
      const link = buildAuthorizeUrl(options)
      const [address = '', fragment, ...more] = link.split('#')
      expect([fragment, more]).toEqual(['wechat_redirect', []])
      const [page, query = '', ...questions] = address.split('?')
      expect(page).toBe(`${options.origins?.open ?? 'https://open.weixin.qq.com'}/connect/oauth2/authorize`)
      expect(questions).toEqual([])
      const pairs = query.split('&').map((pair) => pair.split('='))
      expect(pairs.map(([name, value = '']) => [name, decodeURIComponent(value)])).toEqual(
        listExpected(options),
      )
      // Encoded once and whole: nothing in it means anything to the page's own pattern.
      expect(pairs.every(([, value]) => /^[\w.~!*'()%-]+$/.test(value ?? ''))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

const isAppid = (text: string) => /^wx[0-9a-f]{16}$/.test(text)
const fields: [field: keyof AuthorizeUrlOptions, code: string, isLegal: (text: string) => boolean][] = [
  ['appid', 'login_appid_invalid', isAppid],
  ['componentAppid', 'login_appid_invalid', isAppid],
  ['redirectUri', 'login_redirect_invalid', (text) => /^https?:\/\//i.test(text) && URL.canParse(text)],
  ['scope', 'login_scope_invalid', (text) => /^snsapi_(base|userinfo)$/.test(text)],
  ['state', 'login_state_invalid', (text) => stateShape.test(text)],
]

const wrongs = oneof(
  constantFrom(undefined, null, 0, true, '', new URL('https://app.example/'), ['wx5a4db0c500000001']),
  string({ unit: 'binary', maxLength: 200 }),
  string({ minLength: 129, maxLength: 300 }).map((text) => text.replace(/\W/g, 'a')),
  pages.map((page) => page.replace(/^https?/, 'weixin')),
  pages.map((page) => page.replace(/^https?:/, '')),
  pages.map((page) => ` ${page}`),
  anything(),
)

test.each(fields)('any other %s is refused with %s, whatever it is', (field, code, isLegal) => {
  // Without a platform there is no component appid: that one may be missing.
  const isWrong = (value: unknown) =>
    typeof value === 'string' ? !isLegal(value) : field !== 'componentAppid' || value !== undefined
  assert(
    property(legal, wrongs.filter(isWrong), (options, wrong) => {
      const refused = expect.objectContaining({ name: 'TypeError', code })
      const changed = { ...options, [field]: wrong } as AuthorizeUrlOptions
      expect(() => buildAuthorizeUrl(changed)).toThrow(refused)
    }),
    { numRuns: 500 },
  )
})
