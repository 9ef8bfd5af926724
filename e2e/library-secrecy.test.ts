import { createMemoryStore, type Store } from '@wxgate/wechat'
import { expect, test } from 'vitest'
import { Browser, site, startTown, visitWeChat } from './library-visitor.ts'

/** A store that tells everything that was ever written to it. */
function recordStore(): { store: Store; written: string[] } {
  const inner = createMemoryStore()
  const written: string[] = []
  const store: Store = {
    ...inner,
    async save(kind, key, value, options) {
      written.push(key, value)
      await inner.save(kind, key, value, options)
    },
    async compareAndSave(kind, key, version, value, options) {
      written.push(key, value)
      return await inner.compareAndSave(kind, key, version, value, options)
    },
  }
  return { store, written }
}

test('nothing that a sign-in leaves in the store signs anybody in, and no code or token of WeChat is in it', async () => {
  const { store, written } = recordStore()
  const { sim, login, identities } = await startTown({ store })
  const browser = new Browser(login, 'wechat', { profile: true })
  const callbacks = [await visitWeChat(sim, await browser.ask('/'))]
  await browser.ask(callbacks[0] ?? '')
  callbacks.push(await visitWeChat(sim, await browser.send(await (await browser.ask('/')).text())))
  await browser.ask(callbacks[1] ?? '')
  expect(await (await browser.ask('/')).text()).toBe('hello 小明')

  const words = new Set(written.flatMap((text) => text.match(/[\w-]{16,}/g) ?? []))
  expect(words.size).toBeGreaterThan(5)
  for (const word of words)
    for (const name of ['wechat-session', 'wechat-browser']) {
      const headers = { cookie: `${name}=${word}` }
      expect(await login.visitor(new Request(site, { headers }))).toBeUndefined()
    }
  const all = written.join('\n')
  for (const name of ['wechat-session', 'wechat-browser']) {
    const [, secret = ''] = new RegExp(`${name}=(\\w{64})`).exec(browser.cookies) ?? []
    expect([name, secret.length, all.includes(secret)]).toEqual([name, 64, false])
  }
  for (const callback of callbacks) {
    const code = new URL(callback, site).searchParams.get('code') ?? ''
    expect(code).toHaveLength(32)
    expect(all).not.toContain(code)
  }
  const grants = identities.map(({ grant }) => grant)
  expect(grants).toHaveLength(2)
  for (const { accessToken, refreshToken } of grants)
    for (const secret of [accessToken, refreshToken]) expect(all).not.toContain(secret.reveal())
})
