import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildUsageError, WeChatError } from '../error.ts'
import { catalogue, explain, explainAll } from './explain.ts'

const listCodes = (input: unknown) => explainAll(input).explanations.map(({ code }) => code)

test('a number is taken as well as its digits', () => {
  expect(explain(40164)?.code).toBe(40164)
  expect(explain(-40001)?.code).toBe(-40001)
  expect(explain(40164n)?.code).toBe(40164)
  expect(explain(0)?.code).toBe(0)
})

test('an error of the library is told by WeChat’s number, its path and its request id', () => {
  const error = new WeChatError('wire_errcode', 'WeChat said no', {
    errcode: 40001,
    errmsg: 'invalid credential, access_token is invalid or not latest, rid: 61250a39-612fed42-36740516',
    path: '/sns/userinfo',
    rid: '61250a39-612fed42-36740516',
  })
  expect(explain(error)).toMatchObject({
    code: 40001,
    path: '/sns/userinfo',
    tokenCase: 'userToken',
    kind: 'reauthorizeUser',
    rid: '61250a39-612fed42-36740516',
  })
  expect(listCodes(error)).toEqual([40001])
})

test('an error without a number is told by its literal code, a refused token by both', () => {
  expect(listCodes(new WeChatError('login_browser_mismatch', 'no'))).toEqual(['login_browser_mismatch'])
  expect(listCodes(buildUsageError('secret_empty', 'no'))).toEqual(['secret_empty'])
  const refused = new WeChatError('credential_token_refused', 'no', {
    errcode: 42001,
    path: '/cgi-bin/user/info',
  })
  expect(listCodes(refused)).toEqual([42001, 'credential_token_refused'])
})

test('what is inside of another error or answer is found: causes, axios, answers, lists', () => {
  const answer = { errcode: 40125, errmsg: 'invalid appsecret' }
  expect(listCodes(answer)).toEqual([40125])
  expect(listCodes({ errcode: '40125' })).toEqual([40125])
  expect(listCodes(new Error('sign-in failed', { cause: new Error(JSON.stringify(answer)) }))).toEqual([
    40125,
  ])
  expect(listCodes(Object.assign(new Error('AxiosError'), { response: { data: answer } }))).toEqual([40125])
  expect(listCodes({ base_resp: { ret: 200302, err_msg: 'verify token fail' } })).toEqual([200302])
  expect(listCodes({ errMsg: 'config:invalid signature' })).toEqual([63002])
  expect(listCodes(new AggregateError([new Error('errcode=40013'), new Error('errcode=41002')]))).toEqual([
    40013, 41002,
  ])
})

test('any input is answered without throwing', () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no')
      },
      ownKeys: () => {
        throw new Error('no')
      },
    },
  )
  const round: { cause?: unknown; errcode: number } = { errcode: 40164 }
  round.cause = round
  const revoked = Proxy.revocable([], {})
  revoked.revoke()
  const odd = [
    undefined,
    null,
    true,
    Symbol('40164'),
    () => 40164,
    NaN,
    new Date(),
    new Map(),
    hostile,
    revoked.proxy,
  ]
  for (const input of odd) expect(explain(input)).toBeUndefined()
  expect(listCodes(round)).toEqual([40164])
  expect(explain({ errcode: 40164, errmsg: { toString: () => 1 } })?.code).toBe(40164)
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true }), (input) => {
      const { explanations, unknownCodes } = explainAll(input)
      expect(unknownCodes.every((code) => /^-?\d{1,8}$/.test(code))).toBe(true)
      expect(explanations.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 1_000 },
  )
})

test('circles and wide trees of objects end', () => {
  const circle: { cause?: unknown } = {}
  circle.cause = circle
  const wide = [1, 2, 3, 4, 5, 6].reduce<unknown[]>((below) => Array.from({ length: 60 }, () => [below]), [])
  expect(explainAll(circle)).toEqual({ explanations: [], unknownCodes: [] })
  expect(explainAll(wide)).toEqual({ explanations: [], unknownCodes: [] })
  class Endless {
    get cause() {
      return new Endless()
    }
  }
  expect(explain(new Endless())).toBeUndefined()
  const sparse: unknown[] = []
  sparse.length = 2 ** 32 - 1
  expect(explain(sparse)).toBeUndefined()
  const deep = Array.from({ length: 30 }).reduce<unknown>((cause) => ({ cause }), { errcode: 40164 })
  expect(listCodes(deep)).toEqual([40164])
})

test('of many codes the first twenty count', () => {
  const codes = catalogue
    .flatMap(({ entries }) => entries.flatMap(({ code }) => code ?? []))
    .filter((code) => code !== 0)
  expect(explainAll(codes.map((code) => `errcode=${code} ${code}`).join(' ')).explanations).toHaveLength(20)
  expect(
    explainAll(Array.from({ length: 40 }, (_, index) => `errcode=${77000 + index}`).join()).unknownCodes,
  ).toHaveLength(20)
})

test.each([
  ['login_state_missing: key expired, 91234', 'login_state_missing'],
  ['{"errcode":45047,"errmsg":"key expired"}', undefined],
  ['the userid not found in our database', undefined],
])('of %j the code counts before words, and common words do not: %s', (text, code) => {
  expect(explainAll(text).explanations.map((explanation) => explanation.code)).toEqual(
    code === undefined ? [] : [code],
  )
})

test('nothing of an object but code, request id, address and path is repeated', () => {
  const error = Object.assign(new Error('access_token=SECRET errcode=40001'), {
    path: '/sns/userinfo?access_token=SECRET',
    config: { params: { secret: 'SECRET' } },
  })
  expect(JSON.stringify(explainAll(error))).not.toContain('SECRET')
})

test.each([
  ['40164 40001', [40164, 40001]],
  ['40164, 40001，-40001', [40164, 40001, -40001]],
  ['40001 40001', [40001]],
  ['40164 login_expired', [40164, 'login_expired']],
  ['errcode=40164 then errcode=40125', [40164, 40125]],
  ['{"errcode":0} {"errcode":61023} {"errcode":0}', [61023]],
  ['WeChat said no: wire_errcode errcode 40029', [40029]],
  ['login_wechat_failed 40125', [40125]],
])('%j speaks of %j', (text, codes) => {
  expect(listCodes(text)).toEqual(codes)
})

test('of several lines each code keeps its own path, address and request id', () => {
  const log = [
    'GET /sns/userinfo errcode=40001 rid: 61250a39-612fed42-36740516',
    'errcode=40164 invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist',
    'GET /cgi-bin/user/info errcode=48001 rid: 654df33c-1b2c3d4e-5f607182',
  ].join('\n')
  expect(explainAll(log).explanations).toMatchObject([
    { code: 40001, path: '/sns/userinfo', tokenCase: 'userToken', rid: '61250a39-612fed42-36740516' },
    { code: 40164, path: undefined, ip: '203.0.113.9', rid: undefined },
    { code: 48001, tokenCase: 'appToken', rid: '654df33c-1b2c3d4e-5f607182' },
  ])
})

test.each([
  ['99999', ['99999']],
  ['40164 99999', ['99999']],
  ['{"errcode":45047,"errmsg":"out of response count limit"}', ['45047']],
  ['call failed: 91234', ['91234']],
  ['hello', []],
])('in %j the unknown codes are %j', (text, codes) => {
  expect(explainAll(text).unknownCodes).toEqual(codes)
})

test.each([
  '端口 40125 被占用',
  '端口：40125',
  '端口:40125 被占用',
  'port 40164',
  'port=40164',
  'Port: "40164"',
  'listening on 40125',
  'listen EADDRINUSE: address already in use :::40125',
  'connect ECONNREFUSED 127.0.0.1:40125',
  'http://localhost:40164/callback',
  'http://[::1]:40164/',
  'exit code 246',
  'exit code 40164',
  'exit code: 40164',
  'exited with code 40164',
  'exit_code=40164',
  'exit-code: 40164',
  'http_code=40164',
  '退出码 40164',
  'status code 40029',
  'pid 40013',
  'process 40013 ended',
  '进程 40013 已退出',
  'took 45009 ms',
  'took 45009ms',
  '耗时 45009 毫秒',
  'size 45009',
  '45009 bytes',
  '大小 45009 字节',
  'line 40029',
  'app.js:40029:12',
  '共 40003 条',
  'content-length: 40013',
  '￥40013',
  '订单 40013',
  '2026-11-28 10:40:01.40164',
  'order_id=40013',
  '端口被占用：40125',
  'Read timed out after 40164 millis',
  'worker 40125 exited',
  'zip code 10003',
  '邮编 10003',
  'room 10010',
  'batch 10005 done',
  '{"pid":40125,"port":40164}',
  'tcp 0 0 0.0.0.0:40164 LISTEN 40013/node',
])('a number that is no error is left alone: %j', (text) => {
  expect(explainAll(text)).toEqual({ explanations: [], unknownCodes: [] })
})

test.each([
  ['错误:40164', 40164],
  ['微信返回:40029,invalid code', 40029],
  ['error:40029', 40029],
  ['{"code":40164,"msg":"x"}', 40164],
  ['{"ret":200302}', 200302],
  ['[40125]', 40125],
  ['(40163)', 40163],
  ['#40029', undefined],
  ['code=42003', 42003],
  ['Error code: -1, message: system error', -1],
  ['error_code: 40029', 40029],
  ['{"errcode":0,"errmsg":"ok"} DecryptMsg ret = -40001', -40001],
  ['port 8080 failed: 40125', 40125],
  ['what is 40164?', 40164],
  ['40164 怎么办', 40164],
  ['the page of WeChat says 10005', 10005],
  ['授权页显示 10006', 10006],
  ['wx.config failed: invalid signature', 63002],
  ['code＝40029', 40029],
])('a number that is one is found: %j', (text, code) => {
  expect(explain(text)?.code).toBe(code)
})
