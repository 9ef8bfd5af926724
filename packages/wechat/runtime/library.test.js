// The same file on every runtime, against the package as it is published: nothing here knows which one it runs on.
// SIMULATOR_URL is WeChat on localhost.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  createAccount,
  createKeeper,
  createMemoryStore,
  createWire,
  fetchToken,
  hide,
  identify,
  originsAt,
  signPage,
  startAttempt,
  takeCallback,
  WeChatError,
} from '@wxgate/wechat'
import { explain } from '@wxgate/wechat/explain'
import { receiveMessage, successReply, verifyUrl } from '@wxgate/wechat/message'
import { createPlatform } from '@wxgate/wechat/platform'
import { storeContract } from '@wxgate/wechat/store-contract'
import { createFileStore } from '@wxgate/wechat/store-file'
import { createLogin, inWeChat } from '@wxgate/wechat/web'

const simulator = process.env.SIMULATOR_URL ?? 'http://localhost:4401'
const wire = createWire({ origins: originsAt(simulator) })
const town = { appid: 'wx5a4db0c500000001', secret: '5ec00000000000000000000000000001' }
const keys = {
  appid: town.appid,
  token: 'wxgatetoken',
  encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
}

async function ask(path, body) {
  const response = await fetch(`${simulator}/__sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return await response.json()
}

async function openOnPhone(url, more = {}) {
  const { location, text } = await ask('phone/open', { person: 'xiaoming', url, ...more })
  assert.ok(location, text)
  return new URL(location)
}

test('somebody signs in, and the callback that comes twice ends at one place', async () => {
  const store = createMemoryStore()
  const account = createAccount({ wire, store, ...town })
  const scope = 'snsapi_userinfo'
  const browserId = crypto.randomUUID()
  const attempt = await startAttempt({ store, appid: town.appid, scope, browserId, context: '/' })
  const back = await openOnPhone(
    account.authorizeUrl({ redirectUri: 'http://localhost/', scope, state: attempt.state }),
  )
  const query = { state: back.searchParams.get('state'), code: back.searchParams.get('code') }
  const finish = async ({ code }) => JSON.stringify(await identify(account, { code, scope }))
  const take = () => takeCallback({ store, appid: town.appid, browserId, query, finish })
  const [first, second] = await Promise.all([take(), take()])
  assert.equal(first.outcome, second.outcome)
  assert.equal(JSON.parse(first.outcome).profile.nickname, '小明')
  assert.equal((await account.fetchFollower(JSON.parse(first.outcome).openid)).subscribed, true)
  account.close()
})

test('a whole sign-in from Request to Response', async () => {
  const store = createMemoryStore()
  const account = createAccount({ wire, store, ...town })
  const login = createLogin({ store, origin: 'http://localhost:3000', channels: [inWeChat(account)] })
  const agent = { 'user-agent': 'MicroMessenger/8.0', accept: 'text/html' }
  const away = await login.guard(new Request('http://localhost:3000/orders', { headers: agent }))
  assert.equal(away.status, 303)
  const cookie = away.headers.getSetCookie().map((line) => line.split(';')[0])
  const back = await openOnPhone(away.headers.get('location'))
  const done = await login.handler(new Request(back, { headers: { ...agent, cookie: cookie.join('; ') } }))
  // The empty fragment keeps WeChat's own, #wechat_redirect, from following the visitor here.
  assert.equal(done.headers.get('location'), 'http://localhost:3000/orders#')
  cookie.push(...done.headers.getSetCookie().map((line) => line.split(';')[0]))
  const visitor = await login.visitor(
    new Request('http://localhost:3000/orders', { headers: { cookie: cookie.join('; ') } }),
  )
  assert.equal(visitor.kind, 'base')
  account.close()
})

test('a page is signed as WeChat’s own example says', async () => {
  const signed = await signPage({
    appid: town.appid,
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    now: 1_414_587_457_000,
    url: 'http://mp.weixin.qq.com?params=value',
  })
  assert.equal(signed.signature, '0f9de62fce790f9a083d5c99e95740ceb90c27ed')
})

test('a hundred callers share one fetch', async () => {
  let fetched = 0
  const keeper = createKeeper({
    store: createMemoryStore(),
    kind: 'trial',
    key: 'one',
    use: 'trial',
    fetch: async () => {
      fetched += 1
      return { token: hide(`token ${fetched}`, 'trial'), expiresAt: Date.now() + 7_200_000 }
    },
  })
  const all = await Promise.all(Array.from({ length: 100 }, () => keeper.get()))
  assert.deepEqual([...new Set(all.map(({ token }) => token.reveal()))], ['token 1'])
  assert.equal(fetched, 1)
})

test('a secret prints masked', () => {
  const secret = hide('52_AV4zzzzzzzzzzzzzzzzzzza1b2', 'app token')
  assert.equal(`${secret} ${JSON.stringify(secret)}`, '[secret …a1b2] "[secret …a1b2]"')
})

test('an error tells who must act, and no secret', async () => {
  const error = await fetchToken(wire, { ...town, secret: 'f'.repeat(32) }).catch((reason) => reason)
  assert.ok(error instanceof WeChatError)
  assert.deepEqual([error.code, error.errcode, error.kind], ['wire_errcode', 40125, 'config'])
  assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes('ffffffff'))
  assert.equal(explain(error.message).code, 40125)
})

test('pushes are received and answered', async () => {
  const requests = []
  const platformless = { appid: town.appid, token: keys.token }
  assert.ok(platformless)
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      const query = new URL(request.url, 'http://localhost').searchParams
      if (request.method === 'GET') return response.end(await verifyUrl({ query, token: keys.token }))
      const { message, buildReply } = await receiveMessage({ query, body: Buffer.concat(chunks), keys })
      requests.push(message.kind)
      response.end(message.kind === 'text' ? await buildReply(`收到：${message.content}`) : successReply)
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}/`
  await ask('push/settings', { appid: town.appid, url, mode: 'safe' })
  const { deliveries } = await ask('phone/chat', { person: 'xiaoming', appid: town.appid, text: '茶 😀' })
  assert.deepEqual([requests, deliveries[0].accepted], [['text'], true])
  await ask('push/settings', { appid: town.appid, url: null })
  await new Promise((resolve) => server.close(resolve))
})

test('a platform without a ticket says so, and what to do', async () => {
  const platform = createPlatform({
    wire,
    store: createMemoryStore(),
    componentAppid: 'wx5a4db0c5000000c1',
    componentSecret: '5ec000000000000000000000000000c1',
    ticketWaitMs: 10,
  })
  await assert.rejects(platform.recover(), { code: 'platform_ticket_missing', retryable: true })
  platform.close()
})

for (const { title, run } of storeContract()) {
  test(`memory: ${title}`, () => {
    let advanced = 0
    const now = () => Date.now() + advanced
    const advance = (ms) => {
      advanced += ms
    }
    return run(async () => ({ store: createMemoryStore({ now }), advance, now }))
  })

  test(`file: ${title}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wxgate-runtime-'))
    let advanced = 0
    const now = () => Date.now() + advanced
    const advance = (ms) => {
      advanced += ms
    }
    try {
      await run(async () => ({ store: createFileStore({ folder, now }), advance, now }))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
