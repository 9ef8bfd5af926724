import { expect, test } from 'vitest'
import { buildCurl, CallRefused, sendCall } from '../../web/api/call.ts'
import { buildDraft, buildFaultBody } from '../../web/fault/fault-kind.ts'
import { isGone } from '../../web/inbox/held.ts'
import { buildRequestCurl } from '../../web/inbox/request-curl.ts'
import { buildRequestRow, matchesRow } from '../../web/inbox/row.ts'
import { createSimulator } from '../index.ts'

const origin = 'http://localhost:4401'
const entry = {
  id: 1,
  at: 0,
  method: 'GET',
  path: '/cgi-bin/token',
  appid: 'wx1',
  status: 200,
  errcode: 40125,
  rule: 'secret_matches',
  durationMs: 1,
  detail: { warnings: [] },
}

test('a call as a command is quoted for the shell', () => {
  const body = { nickname: "O'Neil $HOME `id`" }
  expect(buildCurl({ method: 'POST', path: 'people', body }, origin)).toBe(
    `curl -s ${origin}/__sim/people -d '{"nickname":"O'\\''Neil $HOME \`id\`"}'`,
  )
  expect(buildCurl({ method: 'DELETE', path: 'faults' }, origin)).toBe(
    `curl -s -X DELETE ${origin}/__sim/faults`,
  )
  expect(buildCurl({ method: 'POST', path: 'reset' }, origin)).toBe(`curl -s -X POST ${origin}/__sim/reset`)
  expect(buildCurl({ method: 'GET', path: 'chats?person=a' }, origin)).toBe(
    `curl -s '${origin}/__sim/chats?person=a'`,
  )
})

test('a refused call says why in the simulator’s words', async () => {
  const simulator = await createSimulator()
  const url = await simulator.listen({ port: 0 })
  const fetcher: typeof fetch = (path, init) => fetch(`${url}${path}`, init)
  await expect(sendCall({ method: 'POST', path: 'rules', body: { x: 1 } }, fetcher)).rejects.toThrow(
    'there is no such switch',
  )
  await expect(sendCall({ method: 'GET', path: 'nonsense' }, fetcher)).rejects.toBeInstanceOf(CallRefused)
  expect(await sendCall({ method: 'GET', path: 'clock' }, fetcher)).toMatchObject({ frozen: false })
  await simulator.close()
})

test('a request as curl has the account’s own credentials and placeholders for what the journal does not keep', () => {
  expect(buildRequestCurl(entry, { origin, appid: 'wx1', secret: 's1' })).toBe(
    `curl -s '${origin}/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=s1'`,
  )
  expect(buildRequestCurl({ ...entry, path: "/cgi-bin/it's" }, { origin, appid: '', secret: '' })).toBe(
    `curl -s '${origin}/cgi-bin/it%27s?access_token=APP_TOKEN'`,
  )
})

test('the filter looks at path, rule, code, account and whether it went wrong', () => {
  const row = buildRequestRow(entry)
  const all = { text: '', appid: '', errorsOnly: false }
  expect(matchesRow(row, all)).toBe(true)
  for (const text of ['TOKEN', 'secret_m', '40125']) expect(matchesRow(row, { ...all, text })).toBe(true)
  expect(matchesRow(row, { ...all, text: 'userinfo' })).toBe(false)
  expect(matchesRow(row, { ...all, appid: 'wx2' })).toBe(false)
  expect(matchesRow(buildRequestRow({ ...entry, errcode: 0 }), { ...all, errorsOnly: true })).toBe(false)
  expect(
    matchesRow(buildRequestRow({ ...entry, errcode: null, status: 302 }), { ...all, errorsOnly: true }),
  ).toBe(false)
})

test('a row is gone when the total or the newest rows say that it is no longer held', () => {
  const row = (id: number, at = 0) => buildRequestRow({ ...entry, id, at })
  const held = (total: number, ...ids: number[]) => ({
    request: { total, rows: ids.map((id) => row(id)) },
    delivery: { total: 0, rows: [] },
  })
  expect([1, 5, 6].map((id) => isGone(row(id), held(6, 6)))).toEqual([false, false, false])
  expect(
    [1, 5, 6].map((id) => isGone(row(id), held(1, 6))),
    'emptied after 5',
  ).toEqual([true, true, false])
  expect(isGone(row(6), held(0)), 'emptied, nothing since').toBe(true)
  expect(
    [1, 6].map((id) => isGone(row(id, 9), held(2, 2, 1))),
    'started again',
  ).toEqual([true, true])
})

test('a fault says only what is not as usual', () => {
  expect(buildFaultBody('errcode', buildDraft())).toEqual({
    path: '/sns/oauth2/access_token',
    kind: 'errcode',
    errcode: -1,
  })
  const draft = { ...buildDraft(), path: '', times: '3', set: '{"openid":""}', unset: 'unionid, scope' }
  expect(buildFaultBody('merge', draft)).toEqual({
    kind: 'merge',
    set: { openid: '' },
    unset: ['unionid', 'scope'],
    times: 3,
  })
  expect(buildFaultBody('slow', buildDraft())).toMatchObject({ kind: 'slow', delayMs: 1_000 })
})
