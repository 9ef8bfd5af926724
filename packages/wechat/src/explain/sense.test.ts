import { expect, test } from 'vitest'
import { explain } from './explain.ts'

const hint = 'could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r'
const stale = 'invalid credential, access_token is invalid or not latest'

test.each([
  [`{"errcode":40001,"errmsg":"${stale}, rid: 61250a39-612fed42-36740516"}`, 'userToken', 'reauthorizeUser'],
  [`错误代码：40001，${stale}，rid：61250a39-612fed42-36740516`, 'userToken', 'reauthorizeUser'],
  [
    `{"errcode":40001,"errmsg":"${stale}, ${hint} rid: 61250a39-612fed42-36740516"}`,
    undefined,
    'refreshAppToken',
  ],
  [
    `{"errcode":40001,"errmsg":"${stale}, ${hint}, rid: 61250a39-612fed42-36740516"}`,
    undefined,
    'refreshAppToken',
  ],
  [`{"errcode":40001,"errmsg":"${stale} rid: 61250a39-612fed42-36740516"}`, undefined, 'refreshAppToken'],
  [
    '{"errcode":48001,"errmsg":"api unauthorized, rid: 61250a39-612fed42-36740516"}',
    'profileScope',
    'config',
  ],
  ['{"errcode":48001,"errmsg":"api unauthorized rid: 61250a39-612fed42-36740516"}', undefined, 'config'],
  [
    '{"errcode":42001,"errmsg":"access_token expired, rid: 61250a39-612fed42-36740516"}',
    undefined,
    'reauthorizeUser',
  ],
  [
    `GET /cgi-bin/user/info {"errcode":40001,"errmsg":"${stale}, rid: 61250a39-612fed42-36740516"}`,
    'appToken',
    'refreshAppToken',
  ],
])('without a path WeChat’s comma tells a call below /sns/: %s', (text, tokenCase, kind) => {
  expect(explain(text)).toMatchObject({ tokenCase, kind })
})

test.each([
  ['/sns/userinfo errcode=40001', /visitor's access token/],
  ['/cgi-bin/stable_token errcode=40001', /AppSecret does not belong/],
  ['/cgi-bin/component/api_query_auth errcode=40001', /component_access_token/],
  ['/cgi-bin/user/info errcode=40001', /The access token is not the current one/],
  ['40001', /The access token is not the current one/],
  [`errcode=45009 reach max api daily quota limit, ${hint}`, /allowance of cgi-bin\/token/],
  ['/cgi-bin/token errcode=45009', /allowance of cgi-bin\/token/],
  ['/cgi-bin/message/custom/send errcode=45009', /The day's allowance of calls/],
  ['msgSecCheck errcode=61010', /content check is about a person/],
  ['POST /wxa/msg_sec_check errcode=61010', /content check is about a person/],
  ['内容安全 errcode=61010', /content check is about a person/],
  ['/cgi-bin/component/api_query_auth errcode=61010', /authorization code of the third-party/],
  ['61010', /^Two calls answer it/],
  ['errcode=76003 could not query this rid,no permission', /request id/],
  ['76003', /^Two calls answer it/],
  ['/wxa/business/getuserphonenumber errcode=40029', /phone number/],
  ['errcode=40029', /code of this sign-in/],
])('%s means one thing: %s', (text, meaning) => {
  expect(explain(text)?.texts.en.meaning).toMatch(meaning)
})

test('of a code with two meanings the code alone gives both, in both languages, and names nobody', () => {
  const { texts, kind } = explain('61010') ?? {}
  for (const prose of [texts?.en, texts?.zh]) {
    expect(prose?.causes).toHaveLength(2)
    expect(prose?.cures).toHaveLength(2)
  }
  expect(kind).toBe('unknown')
  expect(texts?.en.causes.join()).toMatch(/platform.*two hours/s)
  expect(texts?.zh.causes.join()).toMatch(/第三方平台.*两小时/s)
})

test('10039 names both of its causes, and 45009 changes to stable_token', () => {
  expect(explain('10039')?.texts.en.causes.join()).toMatch(/强制https校验.*proxy ended TLS/s)
  expect(explain('45009')?.texts.zh.cures.join()).toContain('cgi-bin/stable_token')
})

test('40164 sends all calls through one host, knows ranges and minutes, and confirms nothing of /sns/', () => {
  const { causes = [], cures = [] } = explain(40164)?.texts.en ?? {}
  const said = [...causes, ...cures].join('\n')
  expect(said).toMatch(/every server call/)
  expect(said).toMatch(/203\.0\.113\.0\/24.*minutes/)
  expect(said).toMatch(/Send all calls through one host.*the gateway/)
  expect(said).toMatch(/\/sns\/.*\(unconfirmed\)/)
  expect(explain(40164)?.texts.zh.cures.join('\n')).toMatch(/网段.*所有调用.*网关.*\/sns\/.*未证实/s)
})

test.each([
  [
    '{"errcode":40001,"errmsg":"invalid credential, more info at https://open.work.weixin.qq.com/devtool/query?e=40001"}',
    'qyapi.weixin.qq.com',
  ],
  ['https://qyapi.weixin.qq.com/cgi-bin/gettoken → 60011', 60011],
  ['not allow to access from your ip', 60020],
  ['https://api.mch.weixin.qq.com/v3/pay errcode 40001', 'api.mch.weixin.qq.com'],
])('%s is of another product', (text, key) => {
  const explanation = explain(text)
  expect(explanation?.code ?? explanation?.words).toBe(key)
  expect(explanation?.texts.en.meaning).toMatch(/^Another product/)
  expect(explanation?.texts.zh.meaning).toMatch(/^另一种产品/)
})
