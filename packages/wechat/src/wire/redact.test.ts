import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchProfile, fetchUserGrant, readUserToken, refreshUserGrant } from '../api/oauth.ts'
import { fetchStableToken, fetchToken, readAppToken } from '../api/token.ts'
import { fetchFollower } from '../api/user.ts'
import { createWire, type Wire, type WireEvent } from './call.ts'
import { originsAt } from './origins.ts'
import { buildRedactor } from './redact.ts'

const canary = 'CANARY_SECRET_a1+b2/c3"d4 小'
const spellings = [canary, encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1), 'CANARY_SECRET']

const calls: [string, (wire: Wire) => Promise<unknown>][] = [
  ['exchange', (wire) => fetchUserGrant(wire, { appid: 'wx1', secret: canary, code: canary })],
  ['refresh', (wire) => refreshUserGrant(wire, { appid: 'wx1', refreshToken: canary })],
  ['profile', (wire) => fetchProfile(wire, { accessToken: readUserToken(canary), openid: 'o' })],
  ['token', (wire) => fetchToken(wire, { appid: 'wx1', secret: canary })],
  ['stable token', (wire) => fetchStableToken(wire, { appid: 'wx1', secret: canary })],
  ['follower', (wire) => fetchFollower(wire, { token: readAppToken(canary), openid: 'o' })],
]

const echo = `secret=${canary}&code=${encodeURIComponent(canary)} ${canary}`
const faults: [string, (response: ServerResponse) => unknown][] = [
  [
    'an errcode that echoes',
    () => ({ errcode: 40029, errmsg: `invalid ${echo}, rid: 65aa2cd5-0345a3f6-5c30965c` }),
  ],
  ['a field that echoes', () => ({ access_token: canary, openid: echo, expires_in: canary })],
  ['an errcode of the wrong type', () => ({ errcode: canary, errmsg: echo })],
  ['text that echoes', (response) => void response.end(echo)],
  ['JSON that breaks off', (response) => void response.end(`{"access_token":"${canary}`)],
  ['an HTTP error', (response) => void response.writeHead(502).end(`<p>${echo}</p>`)],
  [
    'a redirect',
    (response) => void response.writeHead(302, { location: `/?secret=${encodeURIComponent(canary)}` }).end(),
  ],
  ['a reset', (response) => void response.destroy()],
  ['a hang', () => undefined],
  ['too much', (response) => void response.end(canary.repeat(10_000))],
]

function expose(error: unknown): string {
  const seen: string[] = []
  for (let link = error; link instanceof Error; link = link.cause)
    seen.push(
      link.message,
      link.stack ?? '',
      String(link),
      JSON.stringify(link),
      inspect(link, { depth: 20, showHidden: true }),
    )
  return seen.join('\n')
}

for (const [call, run] of calls)
  test.each(faults)(`nothing of a secret is left in the error of ${call} after %s`, async (_title, fault) => {
    const events: WireEvent[] = []
    const onAnswer = (event: WireEvent) => events.push(event)
    const { wire } = await openTinyWeChat((_call, response) => fault(response), { timeoutMs: 150, onAnswer })
    const error: unknown = await run(wire).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    for (const text of [expose(error), JSON.stringify(events)])
      for (const spelling of spellings) expect(text).not.toContain(spelling)
  })

test('errors of the runtime that quote the URL are replaced by name and code', async () => {
  const url = `https://api.example/?secret=${encodeURIComponent(canary)}`
  const inner = Object.assign(new Error(`getaddrinfo ENOTFOUND ${url}`), { code: 'ENOTFOUND', url })
  const failing = createWire({ fetch: () => Promise.reject(new TypeError(`fetch ${url}`, { cause: inner })) })
  const error: unknown = await fetchToken(failing, { appid: 'wx1', secret: canary }).catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'wire_unreachable', cause: { name: 'TypeError', code: 'ENOTFOUND' } })
  for (const spelling of spellings) expect(expose(error)).not.toContain(spelling)
  const codeIsUrl = createWire({
    fetch: () => Promise.reject(Object.assign(new Error(url), { code: url, name: url })),
  })
  const other: unknown = await fetchToken(codeIsUrl, { appid: 'wx1', secret: canary }).catch(
    (e: unknown) => e,
  )
  for (const spelling of spellings) expect(expose(other)).not.toContain(spelling)
  const badUrl = createWire({ origins: { ...originsAt('http://a.example'), api: 'not a url ' } })
  const third: unknown = await fetchToken(badUrl, { appid: 'wx1', secret: canary }).catch((e: unknown) => e)
  for (const spelling of spellings) expect(expose(third)).not.toContain(spelling)
})

test('a redacted text keeps its request id and its innocent words', () => {
  const redact = buildRedactor(['s3cr3t-value', 'abc', ''])
  expect(redact('abc: s3cr3t-value is invalid, rid: 65aa2cd5-0345a3f6-5c30965c')).toBe(
    'abc: [redacted] is invalid, rid: 65aa2cd5-0345a3f6-5c30965c',
  )
  expect(redact('GET /x?appid=wx1&secret=zzz&access_token=yyy&lang=en')).toBe(
    'GET /x?appid=wx1&secret=[redacted]&access_token=[redacted]&lang=en',
  )
})

test('a secret that holds another one goes as a whole', () => {
  expect(buildRedactor(['secret', 'secret-and-more'])('secret-and-more')).toBe('[redacted]')
})
