import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { WeChatError } from '../error.ts'
import { readAnswer } from './answer.ts'
import {
  hideFields,
  readFlag,
  readMark,
  readOpenid,
  readOpenids,
  readOptionalCount,
  readOptionalString,
  readSeconds,
  readTexts,
} from './shape.ts'

const path = '/sns/oauth2/access_token'

function judge(text: string, status = 200) {
  return readAnswer({ path, status, text, redact: (part) => part })
}

function readError(run: () => unknown): WeChatError {
  try {
    run()
  } catch (error) {
    if (error instanceof WeChatError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('an answer without an errcode, or with errcode 0, is a good one', () => {
  expect(judge('{"openid":"o1"}').fields).toEqual({ openid: 'o1' })
  expect(judge('{"errcode":0,"errmsg":"ok"}').fields.errmsg).toBe('ok')
  expect(judge('{"errcode":"0","errmsg":"ok"}').fields.errmsg).toBe('ok')
})

test('an errcode is an error whatever the HTTP status, as number and as digits in a string', () => {
  for (const [text, status] of [
    ['{"errcode":40029,"errmsg":"invalid code, rid: 65aa2cd5-0345a3f6-5c30965c"}', 200],
    ['{"errcode":"40029","errmsg":"invalid code, rid: 65aa2cd5-0345a3f6-5c30965c"}', 500],
  ] as const) {
    const error = readError(() => judge(text, status))
    expect(error).toMatchObject({
      code: 'wire_errcode',
      errcode: 40029,
      kind: 'reauthorizeUser',
      rid: '65aa2cd5-0345a3f6-5c30965c',
      retryable: false,
      path,
    })
    expect(error.errmsg).toBe('invalid code, rid: 65aa2cd5-0345a3f6-5c30965c')
  }
})

test.each([
  ['invalid ip 203.0.113.9, not in whitelist rid: 61250a39-612fed42-36740516', '61250a39-612fed42-36740516'],
  ['invalid grant_type\n, rid: 65aa2cd5-0345a3f6-5c30965c', '65aa2cd5-0345a3f6-5c30965c'],
  ['invalid code, hints: [ req_id: plAv90053th21 ]', 'plAv90053th21'],
  ['invalid appsecret hint: [Ln36_0041e575]', 'Ln36_0041e575'],
  ['api unauthorized', undefined],
])('the request id of %j is found', (errmsg, rid) => {
  const error = readError(() => judge(JSON.stringify({ errcode: 40001, errmsg })))
  expect(error.rid).toBe(rid)
  expect(error.errmsg).not.toContain('\n')
})

test('only WeChat being busy is worth the same request again', () => {
  expect(readError(() => judge('{"errcode":-1,"errmsg":"system error"}')).retryable).toBe(true)
  expect(readError(() => judge('{"errcode":40125}')).retryable).toBe(false)
  expect(readError(() => judge('Bad Gateway', 502))).toMatchObject({ code: 'wire_answer', retryable: true })
  expect(readError(() => judge('Not Found', 404))).toMatchObject({ code: 'wire_answer', retryable: false })
  expect(readError(() => judge('{"openid":"o"}', 503))).toMatchObject({
    code: 'wire_answer',
    retryable: true,
  })
})

const malformed: string[] = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '42',
  '"text"',
  '[]',
  '[{"openid":"o"}]',
  '{',
  '}',
  '{"openid":',
  '{"openid":"o',
  "{'openid':'o'}",
  '{"openid":"o"}}',
  '{"openid":"o"} trailing',
  '<html><body>502</body></html>',
  '<?xml version="1.0"?><xml/>',
  'callback({"openid":"o"})',
  'access_token=a&openid=o',
  '\u0000',
  '\uffff',
  'undefined',
  'NaN',
  '{"openid":undefined}',
  '{"expires_in":07200}',
  '{"a":1\n2,"b":"\u0014"}',
  '{"errcode":null}',
  '{"errcode":"no"}',
  '{"errcode":{}}',
  '{"errcode":1.5}',
  '{"errcode":[40029]}',
  `{"a":"${'\\"'.repeat(20_000)}`,
  '['.repeat(60_000),
]

test.each(malformed)('malformed answer %# is an unusable answer and is not quoted', (text) => {
  const error = readError(() => judge(text))
  expect(error.code).toBe('wire_answer')
  expect(error.cause).toBeUndefined()
  expect(error.message.length).toBeLessThan(120)
})

test('raw control characters inside strings are taken out, between tokens they are left', () => {
  expect(judge('{\n\t"nickname":"小\u0014明\n","city":"a\\nb\\"\u0000"}').fields).toEqual({
    nickname: '小明',
    city: 'a\nb"',
  })
})

test('integers beyond 2^53 come back as strings, everything else as it is', () => {
  const text =
    '{"msgid":6272960105994287618,"list":[-9007199254740993,9007199254740991],"f":0.12345678901234567890,' +
    '"s":"x 6272960105994287618 \\" 6272960105994287618","e":123e20}'
  expect(judge(text).fields).toEqual({
    msgid: '6272960105994287618',
    list: ['-9007199254740993', 9007199254740991],
    f: 0.12345678901234568,
    s: 'x 6272960105994287618 " 6272960105994287618',
    e: 123e20,
  })
})

test('fields are read strictly, and the error names the field and not its value', () => {
  const answer = judge(
    '{"openid":{"a":1},"empty":"","zero":0,"neg":-5,"huge":1e300,"text":"7200","flag":"1","mark":1,"list":["a",1,null],"short":["o1"]}',
  )
  for (const run of [
    () => readOpenid(answer),
    () => readSeconds(answer, 'missing'),
    () => readSeconds(answer, 'zero'),
    () => readSeconds(answer, 'neg'),
    () => readSeconds(answer, 'huge'),
    () => readSeconds(answer, 'empty'),
    () => readFlag(answer, 'text'),
    () => readFlag(answer, 'missing'),
    () => readOptionalString(answer, 'zero'),
    () => readOptionalString(answer, 'openid'),
    () => readOptionalCount(answer, 'neg'),
    () => readOptionalCount(answer, 'list'),
    () => readTexts(answer, 'list'),
    () => readTexts(answer, 'missing'),
    () => readTexts(answer, 'text'),
    () => readOpenids(answer, 'short'),
  ])
    expect(readError(run)).toMatchObject({ code: 'wire_answer', retryable: false })
  expect(readError(() => readOpenid(answer)).message).toContain('openid')
  expect(readSeconds(answer, 'text')).toBe(7200)
  expect(readFlag(answer, 'flag')).toBe(true)
  expect(readFlag(answer, 'zero')).toBe(false)
  expect(readOptionalString(answer, 'empty')).toBeUndefined()
  expect(readOptionalString(answer, 'constructor')).toBeUndefined()
  expect(readMark(answer, 'mark')).toBe(true)
  expect(readMark(answer, 'zero')).toBe(false)
  expect(readMark(answer, 'missing')).toBe(false)
  expect(readOptionalCount(answer, 'missing')).toBeUndefined()
  expect(readOptionalCount(answer, 'zero')).toBe(0)
  expect(readOptionalCount(answer, 'text')).toBe(7200)
  expect(readTexts(answer, 'short')).toEqual(['o1'])
})

test('fields are hidden by name where they hold a text, and shown as they are elsewhere', () => {
  const token = 'a-token-of-some-length'
  const fields = { a: token, b: '', c: 7, d: token, e: [token] }
  const raw = hideFields({ path, fields }, { a: 'user token', b: 'user token', c: 'user token', x: 'code' })
  expect(JSON.parse(JSON.stringify(raw))).toEqual({ ...fields, a: '[secret …ngth]' })
  expect(reveal(raw)).toEqual(fields)
})

test.each(['', 'short', 'o'.repeat(65), 'o23456789012345678901234 678', 'o2345678901234567890\n'])(
  'openid %j is refused',
  (openid) => {
    expect(readError(() => readOpenid(judge(JSON.stringify({ openid })))).code).toBe('wire_answer')
  },
)
