import { expect, test } from 'vitest'
import { errcodes, pageCodes, readErrcode } from './errcode.ts'
import { readErrcodeKind } from './errcode-kind.ts'

test('every code stands once in the table, and the well-known ones are all there', () => {
  const numbers = errcodes.map(({ errcode }) => errcode)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toHaveLength(166)
  expect(pageCodes.map(({ code }) => code)).toEqual([
    10003, 10004, 10005, 10006, 10009, 10010, 10011, 10012, 10013, 10015, 10016, 10039,
  ])
})

test.each([
  [0, 'ok'],
  [-1, 'retryLater'],
  [45011, 'retryLater'],
  [40001, 'refreshAppToken'],
  [42006, 'refreshComponentToken'],
  [40029, 'reauthorizeUser'],
  [40163, 'reauthorizeUser'],
  [61003, 'reauthorizeAccount'],
  [45009, 'quota'],
  [40164, 'config'],
  [41008, 'config'],
  [43002, 'config'],
  [89503, 'config'],
  [50002, 'userBlocked'],
  [40003, 'unknown'],
])('code %i is for %s to act', (errcode, kind) => {
  expect(readErrcode(errcode).kind).toBe(kind)
})

test('a number that WeChat has not told us is unknown', () => {
  expect(readErrcode(123456)).toEqual({ errcode: 123456, kind: 'unknown' })
})

test.each([
  ['/cgi-bin/user/info', 'refreshAppToken'],
  ['/cgi-bin/token', 'config'],
  ['/cgi-bin/stable_token', 'config'],
  ['/sns/oauth2/access_token', 'config'],
  ['/sns/userinfo', 'reauthorizeUser'],
  ['/cgi-bin/component/api_query_auth', 'refreshComponentToken'],
  ['/cgi-bin/component/api_component_token', 'config'],
  ['/cgi-bin/component/api_start_push_ticket', 'config'],
  ['/cgi-bin/component/clear_quota/v2', 'config'],
  ['/cgi-bin/clear_quota/v2', 'config'],
  ['/sns/jscode2session', 'config'],
  ['/sns/oauth2/component/refresh_token', 'refreshComponentToken'],
  ['/sns/component/jscode2session', 'refreshComponentToken'],
])('40001 on %s is for %s to act', (path, kind) => {
  expect(readErrcodeKind(40001, path)).toBe(kind)
})
