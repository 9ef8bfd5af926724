import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchRequestLog } from './request-log.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')
const rid = '65aa2cd5-0345a3f6-5c30965c'
const request = {
  invoke_time: 1_635_156_704,
  cost_in_ms: 30,
  request_url: 'access_token=52_TOKENTOKENTOKEN&lang=zh_CN',
  request_body: '{"secret":"SECRETSECRETSECRET"}',
  response_body: '{"access_token":"52_TOKENTOKENTOKEN","n":1}',
  client_ip: '203.0.113.9',
  later: { field: '52_TOKENTOKENTOKEN', list: ['SECRETSECRETSECRET', 7] },
}

test('the log of a request is found by its id, and what was sent and answered is hidden', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok', request }))
  const log = await fetchRequestLog(wire, { rid, token })
  expect(reveal(log)).toEqual({
    invokedAt: 1_635_156_704_000,
    costMs: 30,
    clientAddress: '203.0.113.9',
    requestUrl: request.request_url,
    requestBody: request.request_body,
    responseBody: request.response_body,
    raw: request,
  })
  for (const printed of [JSON.stringify(log), inspect(log, { depth: 9, showHidden: true })])
    expect(printed).not.toMatch(/TOKENTOKEN|SECRETSECRET/)
  expect(listAsked(calls)).toEqual([
    { method: 'POST', path: '/cgi-bin/openapi/rid/get', query: { access_token: 'T' }, body: { rid } },
  ])
})

test.each([
  [{}],
  [{ request: null }],
  [{ request: 'none' }],
  [{ request: { invoke_time: 'soon', cost_in_ms: '', request_url: '', client_ip: 7 } }],
])('%j, whose shape nobody has confirmed, is a log without anything in it', async (answer) => {
  const { wire } = await openTinyWeChat(() => answer)
  expect(await fetchRequestLog(wire, { rid, token })).toMatchObject({
    invokedAt: undefined,
    costMs: undefined,
    clientAddress: undefined,
    requestUrl: undefined,
    requestBody: undefined,
    responseBody: undefined,
  })
})

test('numbers of a log may be texts or have a fraction, and its bodies may be long', async () => {
  const long = { invoke_time: '1635156704', cost_in_ms: 12.5, request_body: 'x'.repeat(200_000) }
  const { wire } = await openTinyWeChat(() => ({ request: long }))
  const log = await fetchRequestLog(wire, { rid, token })
  expect(log).toMatchObject({ invokedAt: 1_635_156_704_000, costMs: 12.5 })
  expect(log.requestBody?.reveal()).toHaveLength(200_000)
})
