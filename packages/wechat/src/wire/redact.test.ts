import { readdirSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { secretCalls } from '../../test/secret-call.ts'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchToken } from '../api/token.ts'
import { createWire, type WireEvent } from './call.ts'
import { originsAt } from './origins.ts'
import { buildRedactor } from './redact.ts'

const canary = 'CANARY_SECRET_a1+b2/c3"d4 小'
const spellings = [canary, encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1), 'CANARY_SECRET']

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

function expose(outcome: unknown): string {
  const seen = [print(outcome)]
  for (let link = outcome; link instanceof Error; link = link.cause)
    seen.push(link.message, link.stack ?? '', String(link), print(link))
  return seen.join('\n')
}

function print(value: unknown): string {
  return `${JSON.stringify(value)} ${inspect(value, { depth: 20, showHidden: true })}`
}

test.each(faults)('nothing of a secret is left in what any call says after %s', async (title, fault) => {
  const events: WireEvent[] = []
  const onAnswer = (event: WireEvent) => events.push(event)
  // Runs out: a hang is given up, everything else has the time it needs.
  const timeoutMs = title === 'a hang' ? 300 : 60_000
  const { wire } = await openTinyWeChat((_call, response) => fault(response), { timeoutMs, onAnswer })
  const outcomes = secretCalls.map(async (call) => {
    const outcome = await call.run(wire, canary).catch((reason: unknown) => reason)
    // A call that expects nothing of its answer takes this one for a yes.
    if (title !== 'a field that echoes') expect(outcome, call.title).toBeInstanceOf(Error)
    for (const spelling of spellings) expect(expose(outcome), call.title).not.toContain(spelling)
  })
  await Promise.all(outcomes)
  expect(events).toHaveLength(secretCalls.length)
  for (const spelling of spellings) expect(print(events)).not.toContain(spelling)
})

test('every call there is was tried: all of them carry a secret', () => {
  const api = join(import.meta.dirname, '../api')
  const sources = readdirSync(api).filter((file) => !file.endsWith('.test.ts'))
  const names = sources.flatMap((file) =>
    [...readFileSync(join(api, file), 'utf8').matchAll(/^export async function (\w+)\(\s*wire: Wire/gm)].map(
      ([, name]) => name,
    ),
  )
  expect(names).toHaveLength(secretCalls.length)
  const tried = readFileSync(join(import.meta.dirname, '../../test/secret-call.ts'), 'utf8')
  expect(names.filter((name) => !tried.includes(`api.${name}(`))).toEqual([])
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
  const badUrl = { ...createWire(), origins: { ...originsAt('http://a.example'), api: 'not a url ' } }
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
