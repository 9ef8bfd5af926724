import { expect, test } from 'vitest'
import { createPlatform, type PlatformOptions } from '../platform/platform.ts'
import { createMemoryStore } from '../store/memory.ts'
import { inWeChat } from '../web/channel.ts'
import { createLogin, type LoginOptions } from '../web/login.ts'
import { createWire } from '../wire/call.ts'
import { originsAt } from '../wire/origins.ts'
import { createAccount, type OwnAccountOptions } from './account.ts'
import { createSignInAccount } from './sign-in-account.ts'

const store = createMemoryStore()
const own = { store, appid: 'wx5a4db0c500000001', secret: 'x'.repeat(32) }
const platform = { store, componentAppid: 'wx5a4db0c5000000c1', componentSecret: 'x'.repeat(32) }
const simulated = createWire({ origins: originsAt('http://localhost:4401') })
const login = { store, origin: 'https://m.example.com', channels: [inWeChat(createAccount(own))] }

type Slip = [what: string, options: Readonly<Record<string, unknown>>, code: string]

const appids: Slip[] = [
  ['no appid', { appid: undefined }, 'login_appid_invalid'],
  ['an empty appid', { appid: '' }, 'login_appid_invalid'],
  ['an original id as appid', { appid: 'gh_0123456789ab' }, 'login_appid_invalid'],
  ['an appid in capitals', { appid: 'WX5A4DB0C500000001' }, 'login_appid_invalid'],
  ['an appid with a blank', { appid: ' wx5a4db0c500000001' }, 'login_appid_invalid'],
  ['no secret', { secret: undefined }, 'secret_empty'],
  ['an empty secret', { secret: '' }, 'secret_empty'],
  ['a secret with the newline of its file', { secret: `${'x'.repeat(32)}\n` }, 'secret_blank'],
  ['a text as wire', { wire: 'http://localhost:4401' }, 'wire_option_invalid'],
  ['a wire that is none', { wire: { origins: simulated.origins } }, 'wire_option_invalid'],
  ['a text as origins', { wire: { ...simulated, origins: 'http://localhost:4401' } }, 'wire_origin_invalid'],
]
const stores: Slip[] = [
  ['no store', { store: undefined }, 'store_invalid'],
  ['null as store', { store: null }, 'store_invalid'],
  ['a Map as store', { store: new Map() }, 'store_invalid'],
]

test.each([...appids, ...stores])('an account with %s is refused when it is made', (_, slip, code) => {
  const made = () => createAccount({ ...own, ...slip } as OwnAccountOptions)
  expect(made).toThrow(expect.objectContaining({ name: 'TypeError', code }))
})

test.each(appids)('an account that only signs in, with %s, is refused when it is made', (_, slip, code) => {
  const made = () => createSignInAccount({ ...own, ...slip } as OwnAccountOptions)
  expect(made).toThrow(expect.objectContaining({ name: 'TypeError', code }))
})

test.each<Slip>([
  ['no appid', { componentAppid: undefined }, 'platform_appid_invalid'],
  ['no secret', { componentSecret: '' }, 'secret_empty'],
  ['a secret with a blank', { componentSecret: ' x' }, 'secret_blank'],
  ['a text as wire', { wire: 'http://localhost:4401' }, 'wire_option_invalid'],
  ...stores,
])('a platform with %s is refused when it is made', (_, slip, code) => {
  const made = () => createPlatform({ ...platform, ...slip } as PlatformOptions)
  expect(made).toThrow(expect.objectContaining({ name: 'TypeError', code }))
})

test.each<Slip>([
  ['a port, which WeChat never takes', { origin: 'https://m.example.com:8443' }, 'login_redirect_invalid'],
  ['the port of a laptop', { origin: 'http://localhost:3000' }, 'login_redirect_invalid'],
  ['no origin', { origin: undefined }, 'login_origin_invalid'],
  ...stores,
])('a login with %s is refused when it is made', (_, slip, code) => {
  const made = () => createLogin({ ...login, ...slip } as LoginOptions)
  expect(made).toThrow(expect.objectContaining({ name: 'TypeError', code }))
})

test('a port is welcome where the wire is not of WeChat itself', () => {
  const channels = [inWeChat(createAccount({ ...own, wire: simulated }))]
  expect(createLogin({ store, origin: 'http://localhost:3000', channels }).origin).toBe(
    'http://localhost:3000',
  )
})

test('a secret that is asked for is judged when it comes', async () => {
  const account = createAccount({ ...own, secret: () => 'x\n' })
  await expect(account.getAppToken()).rejects.toMatchObject({ code: 'secret_blank' })
  const refused = account.getAppToken().catch((error: Error) => error.message)
  expect(await refused).toContain('no white space')
})

test('a platform needs no wire, and its accounts take the one it has', () => {
  expect(createPlatform(platform).account(own.appid).origins.open).toBe('https://open.weixin.qq.com')
  const ours = createPlatform({ ...platform, wire: simulated })
  expect(ours.account(own.appid).origins).toEqual(simulated.origins)
  expect(createAccount({ store, through: ours.authorizer(own.appid) }).origins).toEqual(simulated.origins)
  expect(() => ours.account('')).toThrow(expect.objectContaining({ code: 'platform_appid_invalid' }))
})
