import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openTinyWeChat } from '../test/tiny-wechat.ts'
import { createAppTokenKeeper } from './credential/app-token.ts'
import { createAuthorizerTokenKeeper } from './credential/authorizer-token.ts'
import { createComponentTokenKeeper } from './credential/component-token.ts'
import { createKeeper } from './credential/keeper.ts'
import { createTicketKeeper } from './credential/ticket.ts'
import { createAccount } from './login/account.ts'
import { startAttempt } from './login/attempt.ts'
import { createSignInAccount } from './login/sign-in-account.ts'
import { createPlatform } from './platform/platform.ts'
import { hide } from './secret.ts'
import { createFileStore } from './store/file.ts'
import { createMemoryStore } from './store/memory.ts'
import { createRedisStore } from './store/redis.ts'
import type { Store } from './store/store.ts'
import { inWeChat } from './web/channel.ts'
import { createLogin } from './web/login.ts'
import { createWire, fetchAnswer } from './wire/call.ts'

const appid = 'wx5a4db0c500000001'
const componentAppid = 'wx5a4db0c5000000c1'
const secret = 'x'.repeat(32)
const none = undefined

/** WeChat with a token of every kind. */
function openWeChat() {
  const token = { access_token: 't', component_access_token: 't', ticket: 't', expires_in: 7200 }
  return openTinyWeChat(() => ({ ...token, errcode: 0 }))
}

async function checkStoreWorks(store: Store): Promise<void> {
  await store.save('kind', 'key', 'value', { expiresAt: Date.now() + 60_000, owner: none })
  expect((await store.get('kind', 'key'))?.value).toBe('value')
}

test('a wire with every option undefined has the usual limits', async () => {
  const { wire: tiny } = await openTinyWeChat(({ path }, response) =>
    path === '/big' ? void response.end('x'.repeat(70_000)) : {},
  )
  const options = { fetch: none, timeoutMs: none, maxBytes: none, now: none, onAnswer: none }
  const wire = createWire({ ...options, origins: tiny.origins })
  const request = { method: 'GET', query: none, body: none, maxBytes: none } as const
  expect((await fetchAnswer(wire, { ...request, path: '/x' })).fields).toEqual({})
  await expect(fetchAnswer(wire, { ...request, path: '/big' })).rejects.toThrow('larger than 65536 bytes')
})

test('stores with every option undefined work', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await checkStoreWorks(createMemoryStore({ now: none }))
  await checkStoreWorks(createFileStore({ folder: join(folder, 'store'), secretKeys: none, now: none }))
  const asked: string[][] = []
  const client = {
    call: async (...words: string[]) => {
      asked.push(words)
      return 1
    },
  }
  const store = createRedisStore({ client, prefix: none, timeoutMs: none, secretKeys: none, now: none })
  await store.save('kind', 'key', 'value', { expiresAt: 1, owner: none })
  expect(asked[0]?.some((word) => word.startsWith('{wxgate}:row:'))).toBe(true)
})

test('keepers with every option undefined give their token', async () => {
  const { wire } = await openWeChat()
  const store = createMemoryStore()
  const rest = { onEvent: none, waitUntil: none }
  const appToken = createAppTokenKeeper({ wire, store, appid, secret, make: none, ...rest })
  const ticket = { get: async () => hide('ticket', 'component ticket'), refuse: async () => {} }
  const expiresAt = Date.now() + 7_200_000
  const keepers = [
    appToken,
    createTicketKeeper({ wire, store, appid, appToken, ...rest }),
    createComponentTokenKeeper({ wire, store, componentAppid, componentSecret: secret, ticket, ...rest }),
    createAuthorizerTokenKeeper({
      store,
      componentAppid,
      appid,
      now: wire.now,
      fetch: async () => ({
        accessToken: hide('t', 'app token'),
        refreshToken: hide('r', 'authorizer refresh token'),
        expiresAt,
      }),
      ...rest,
    }),
    createKeeper({
      store,
      kind: 'any',
      key: 'one',
      use: 'any',
      fetch: async () => ({ token: hide('t', 'any'), expiresAt }),
      now: none,
      elapsed: none,
      renewBeforeMs: none,
      waitMs: none,
      leaseMs: none,
      ...rest,
    }),
  ]
  for (const keeper of keepers) expect((await keeper.get()).token.reveal()).toBe('t')
})

test('accounts, platforms and logins with every option undefined are those without', async () => {
  const { wire } = await openWeChat()
  const store = createMemoryStore()
  const rest = { onEvent: none, waitUntil: none }
  const account = createAccount({ wire, store, appid, secret, make: none, through: none, ...rest })
  expect((await account.getAppToken()).reveal()).toBe('t')
  expect(createAccount({ wire: none, store, appid, secret }).origins.open).toBe('https://open.weixin.qq.com')
  expect(createSignInAccount({ wire: none, appid, secret }).appid).toBe(appid)
  const platform = createPlatform({
    wire: none,
    store,
    componentAppid,
    componentSecret: secret,
    ticketWaitMs: none,
    ...rest,
  })
  expect(platform.appid).toBe(componentAppid)
  const login = createLogin({
    store,
    origin: 'https://m.example.com',
    channels: [inWeChat(account)],
    path: none,
    site: none,
    sessionSeconds: none,
    now: none,
    onSignIn: none,
    onError: none,
  })
  expect(login.path).toBe('/wechat')
  const page = new Request('https://m.example.com/', { headers: { 'user-agent': 'MicroMessenger' } })
  expect(await login.guard(page, { profile: none })).toMatchObject({ status: 303 })
})

test('an attempt without a context has an empty one', async () => {
  const store = createMemoryStore()
  const attempt = await startAttempt({
    store,
    appid,
    scope: 'snsapi_base',
    browserId: 'b',
    context: none,
    now: none,
    ttlSeconds: none,
  })
  expect(attempt.context).toBe('')
})
