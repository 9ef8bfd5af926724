import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explain } from './explain.ts'

const refused =
  '{"errcode":40164,"errmsg":"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 61250a39-612fed42-36740516"}'

test.each([
  ['40164', 40164],
  [' -1\n', -1],
  ['0', 0],
  [refused, 40164],
  [JSON.stringify({ body: refused }), 40164],
  ["{ errcode: '40029', errmsg: 'invalid code' }", 40029],
  ['errcode=42001 errmsg=access_token expired', 42001],
  ["'errcode' => 40001", 40001],
  ['错误代码：48001, 错误信息：api unauthorized', 48001],
  ['2026-11-21 08:30:11 call of port 8080 failed: [40125] invalid appsecret', 40125],
  ['{"errcode":0,"errmsg":"ok"} and then {"errcode":61023}', 61023],
  ['invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist', 40164],
  ['component is not authorized by this account rid: 61250a39-612fed42-36740516', 61003],
  ['错误码 10003', 10003],
  ['redirect_uri域名与后台配置不一致', 10003],
  ['redirect_uri 域名与后台配置不一致 10039', 10039],
  ['此公众号并没有这些scope的权限', 10005],
  ['公众号未授权第三方平台,请检查授权状态', 10015],
])('%j is read as %i', (text, code) => {
  expect(explain(text)?.code).toBe(code)
})

test.each([
  ['Scope参数错误或没有Scope权限', 'Scope 参数错误或没有 Scope 权限'],
  ['This link cannot be accessed.', '该链接无法访问'],
  ['请在微信客户端打开链接', '请在微信客户端打开链接'],
  ['key expired', 'key expired'],
])('the page text %j has no number and is known all the same', (text, words) => {
  expect(explain(text)).toMatchObject({ code: undefined, words })
})

test.each([
  '',
  'hello',
  '99999',
  '{"errcode":99999}',
  'invalid signature',
  '40164a',
  '192.40164.1',
  '1.40164',
])('%j is not known', (text) => {
  expect(explain(text)).toBeUndefined()
})

test('the request id tells when, and the message tells the address', () => {
  const explanation = explain(refused)
  expect(explanation).toMatchObject({
    rid: '61250a39-612fed42-36740516',
    at: Date.parse('2021-08-24T15:03:21Z'),
    ip: '203.0.113.9',
    kind: 'config',
    retryable: false,
  })
  expect(explanation?.texts.en.found).toHaveLength(1)
  expect(explanation?.texts.zh.found[0]).toContain('203.0.113.9')
})

test.each([
  ['access clientip is not registered requestIP: 58.101.200.168 hint', '58.101.200.168'],
  ['errcode=61004 requestIP: ::ffff:203.0.113.9', '203.0.113.9'],
  ['errcode=40164 invalid ip 2001:db8::7 ipv6 2001:db8::7, not in whitelist', '2001:db8::7'],
  ['errcode=40164 invalid ip 999.0.113.9', undefined],
  ['errcode=40001 requestIP: 203.0.113.9', undefined],
])('of %j the address is %s', (text, ip) => {
  expect(explain(text)?.ip).toBe(ip)
})

test.each([
  ['GET /cgi-bin/stable_token errcode=40001', 'secret', 'config'],
  ['https://api.weixin.qq.com/sns/userinfo?access_token=x {"errcode":40001}', 'userToken', 'reauthorizeUser'],
  ['https://api.weixin.qq.com/sns/userinfo?access_token=x {"errcode":48001}', 'profileScope', 'config'],
  ['/cgi-bin/component/api_query_auth errcode=40001', 'componentToken', 'refreshComponentToken'],
  ['/sns/component/jscode2session errcode=40001', 'componentToken', 'refreshComponentToken'],
  ['/cgi-bin/user/info errcode=48001', 'appToken', 'config'],
  ['/cgi-bin/user/info errcode=40001', 'appToken', 'refreshAppToken'],
  ['/cgi-bin/token errcode=48001', undefined, 'config'],
  ['/cgi-bin/user/info errcode=40003', undefined, 'unknown'],
])('%j: the credential that was asked for is %s, the kind %s', (text, tokenCase, kind) => {
  const explanation = explain(text)
  expect(explanation).toMatchObject({ tokenCase, kind })
  expect(explanation?.texts.en.found).toHaveLength(tokenCase === undefined ? 0 : 1)
})

test('nothing of the line but request id, address and path is repeated', () => {
  const line =
    'GET /sns/userinfo?access_token=76_SECRETtoken&openid=oSECRET errcode=40001 rid: 61250a39-612fed42-36740516'
  expect(JSON.stringify(explain(line))).not.toContain('SECRET')
})

test('any text is answered without throwing', () => {
  const part = fc.constantFrom(
    'errcode',
    '"',
    ':',
    '40164',
    ' rid: ',
    'invalid ip ',
    '/cgi-bin/',
    '1.2',
    '-',
    '10003',
  )
  const text = fc.array(fc.oneof(part, fc.string({ unit: 'binary', maxLength: 9 })), { maxLength: 40 })
  fc.assert(
    fc.property(text, (parts) => {
      const explanation = explain(parts.join(''))
      expect(explanation?.texts.en.meaning ?? '-').not.toBe('')
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  'errcode',
  'errcode\\\\\\"',
  'errcode: ',
  '/cgi-bin',
  '/sns/a',
  '12345',
  '-1',
  'invalid ip ',
  ' ',
  'a-',
  '61250a39-',
  '::',
  '40164 ',
  '40164\n',
  '端口 40125 ',
  'exit code ',
  'code: ',
  'a_',
  'login_expired ',
  'choosea',
  'config:fail,',
  ', rid: ',
  'qyapi.weixin.',
  '，',
])('a megabyte of %j is answered: looking takes no more than its length', (piece) => {
  // Looking that grows with the square of the length would take hours, and end this test.
  explain(piece.repeat(Math.ceil(1_048_576 / piece.length)))
})
