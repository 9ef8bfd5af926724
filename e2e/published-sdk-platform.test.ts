import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { SimulatorControl } from '@wxgate/simulator/test-kit'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openFolder, openOnPhone, readOpenid, startSdkTown, startServer } from './sdk-town.ts'

interface Answered {
  toObject(): Record<string, unknown>
}

interface User {
  getId(): string
  getNickname(): string
}

interface SignIn {
  withComponent(component: { id: string; token: string }): SignIn
  scopes(scopes: string[]): SignIn
  withState(state: string): SignIn
  redirect(url: string): string
  userFromCode(code: string): Promise<User>
}

interface Account {
  getClient(): { get(path: string, options: { params: Record<string, string> }): Promise<Answered> }
}

interface Authorization {
  getAppId(): string
  getRefreshToken(): string
}

type Handler = (
  message: { get(name: string): string },
  next: (message: unknown) => Promise<unknown>,
) => unknown

interface Platform {
  setRequest(request: unknown): void
  getServer(): {
    handleAuthorized(handler: Handler): void
    handleUnauthorized(handler: Handler): void
    serve(): Promise<{ getStatusCode(): number; getBody(): Buffer }>
  }
  getVerifyTicket(): { getTicket(): Promise<string> }
  getComponentAccessToken(): { getToken(): Promise<string> }
  createPreAuthorizationUrl(callback: string): Promise<string>
  getAuthorization(code: string): Promise<Authorization>
  getOfficialAccountWithRefreshToken(
    appid: string,
    refreshToken: string,
    settings: Record<string, unknown>,
  ): Promise<Account>
}

interface Published {
  OpenPlatform: new (settings: Record<string, unknown>) => Platform
  ServerRequest: { createFromIncomingMessage(request: IncomingMessage): Promise<unknown> }
}

const require = createRequire(import.meta.url)
const { OpenPlatform, ServerRequest }: Published = require('node-easywechat')
const {
  default: SocialiteWeChat,
}: {
  default: new (settings: Record<string, unknown>) => SignIn
} = require('node-socialite/dist/Providers/WeChat')

const component = 'wx5a4db0c5000000c1'
const appid = 'wx5a4db0c500000004'

/** The environment that `wxgate simulate env` prints, for the rest of the test: this SDK reads nothing else. */
async function openTown() {
  const town = await startSdkTown()
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, town.certificate])
  vi.stubEnv('HTTPS_PROXY', town.proxy)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    setDefaultCACertificates(before)
  })
  return town
}

/** The SDK keeps ticket and tokens in a folder; it wants an application of its own for every request. */
async function startPlatform(control: SimulatorControl) {
  const folder = openFolder()
  const create = () =>
    new OpenPlatform({
      app_id: component,
      secret: '5ec000000000000000000000000000c1',
      token: 'wxgatetoken',
      aes_key: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
      file_cache: { path: folder },
    })
  const heard: string[] = []
  const url = await startServer((request, response) => void answer(create(), heard, request, response))
  await control.setPush({ appid: component, eventUrl: `${url}/events` })
  return { platform: create(), folder, heard }
}

async function answer(
  platform: Platform,
  heard: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hear: Handler = (message, next) => {
    heard.push(`${message.get('InfoType')} ${message.get('AuthorizerAppid')}`)
    return next(message)
  }
  platform.setRequest(await ServerRequest.createFromIncomingMessage(request))
  const server = platform.getServer()
  server.handleAuthorized(hear)
  server.handleUnauthorized(hear)
  const answered = await server.serve()
  response.writeHead(answered.getStatusCode()).end(answered.getBody())
}

/** @see https://github.com/hpyer/node-easywechat */
test('node-easywechat as published is a third-party platform: ticket, tokens, an owner, calls on behalf', async () => {
  const { control } = await openTown()
  const { platform, folder, heard } = await startPlatform(control)
  const [pushed] = await control.push({ to: component, event: 'component_verify_ticket' })
  expect(pushed).toMatchObject({ accepted: true, body: 'success' })
  expect(pushed?.sent.message).toContain(await platform.getVerifyTicket().getTicket())

  const link = new URL(await platform.createPreAuthorizationUrl('http://localhost:3000/authorized'))
  expect(link.origin).toBe('https://mp.weixin.qq.com')
  expect(link.searchParams.get('pre_auth_code')).toMatch(/^preauthcode@@@/)

  const code = await control.authorize({ component, appid })
  expect(heard).toEqual([`authorized ${appid}`])
  const authorization = await platform.getAuthorization(code)
  expect(authorization.getAppId()).toBe(appid)
  const account = await platform.getOfficialAccountWithRefreshToken(appid, authorization.getRefreshToken(), {
    file_cache: { path: folder },
  })
  await control.follow('alice', appid)
  const openid = await readOpenid(control, 'alice', appid)
  const user = await account.getClient().get('cgi-bin/user/info', { params: { openid } })
  expect(user.toObject()).toMatchObject({ subscribe: 1, openid })
  await control.unauthorize(component, appid)
  expect(heard.at(-1)).toBe(`unauthorized ${appid}`)
})

test('node-socialite as published signs somebody in on behalf of an account', async () => {
  const { control } = await openTown()
  const { platform } = await startPlatform(control)
  await control.push({ to: component, event: 'component_verify_ticket' })
  await control.authorize({ component, appid })
  const token = await platform.getComponentAccessToken().getToken()
  const signIn = new SocialiteWeChat({ client_id: appid })
    .withComponent({ id: component, token })
    .scopes(['snsapi_userinfo'])
    .withState('abc')
  const url = signIn.redirect('http://localhost:3000/callback')
  // It writes scope before response_type; WeChat documents that the order counts.
  expect(await control.open({ person: 'alice', url })).toMatchObject({ status: 200, page: 'unavailable' })
  const { entries } = await control.journal({ path: '/connect/oauth2/authorize', limit: 1 })
  expect(entries[0]?.rule).toBe('parameter_order')
  await control.rules({ strictOrder: false })
  const { code, state } = await openOnPhone(control, 'alice', url)
  expect(state).toBe('abc')
  const user = await signIn.userFromCode(code)
  expect(user.getId()).toBe(await readOpenid(control, 'alice', appid))
  expect(user.getNickname()).toBe('Alice')
})
