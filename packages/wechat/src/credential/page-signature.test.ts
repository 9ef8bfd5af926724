import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import vectors from '../message/vectors.json' with { type: 'json' }
import { hide } from '../secret.ts'
import { signPage } from './page-signature.ts'

const pages = vectors.filter(({ kind }) => kind === 'jsapi')
const appid = 'wx5a4db0c500000001'
const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy'
const url = 'https://app.example/order?from=singlemessage&n=小明'
const fixed = { appid, ticket, url, now: 1_414_587_457_999, nonceStr: 'Wm3WZYTPz0wzccnW' }

test.each(pages)('$id is signed as its source says: $source', async (vector) => {
  const { jsapiTicket = '', noncestr = '', timestamp, url = '', signature } = vector
  const now = Number(timestamp) * 1_000
  expect(await signPage({ appid, ticket: jsapiTicket, url, now, nonceStr: noncestr })).toEqual({
    appId: appid,
    timestamp: Number(timestamp),
    nonceStr: noncestr,
    signature,
  })
})

test('the page is signed raw, without what follows #, at whole seconds', async () => {
  const signed = `jsapi_ticket=${ticket}&noncestr=${fixed.nonceStr}&timestamp=1414587457&url=${url}`
  const signature = createHash('sha1').update(signed).digest('hex')
  for (const address of [url, `${url}#`, `${url}#/a#b?c`])
    expect(await signPage({ ...fixed, url: address })).toMatchObject({ signature, timestamp: 1_414_587_457 })
})

test('any other part gives another signature', async () => {
  const changes = [
    { ticket: `${ticket}x` },
    { url: `${url}x` },
    { url: url.replace('小明', encodeURIComponent('小明')) },
    { now: fixed.now + 1_000 },
    { nonceStr: 'another' },
  ]
  const signatures = [{}, ...changes].map(
    async (change) => (await signPage({ ...fixed, ...change })).signature,
  )
  expect(new Set(await Promise.all(signatures)).size).toBe(changes.length + 1)
})

test('a hidden ticket signs as its text does, and the page gets nothing of it', async () => {
  const signed = await signPage({ ...fixed, ticket: hide(ticket, 'ticket') })
  expect(signed).toEqual(await signPage(fixed))
  expect(inspect(signed) + JSON.stringify(signed)).not.toContain('CFvkVAy')
})

test('without a nonce or a time each signature has its own, of now', async () => {
  const before = Math.floor(Date.now() / 1_000)
  const signed = await Promise.all(Array.from({ length: 50 }, () => signPage({ appid, ticket, url })))
  expect(new Set(signed.map(({ nonceStr }) => nonceStr)).size).toBe(50)
  for (const { nonceStr, timestamp } of signed) {
    expect(nonceStr).toMatch(/^[0-9a-f]{16}$/)
    expect(timestamp - before).toBeLessThan(30)
  }
})
