import { Agent } from 'node:https'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { startSimulator } from '@wxgate/simulator/test-kit'
import { expect, onTestFinished, test } from 'vitest'

interface OAuth {
  setOpts(options: { agent: Agent }): void
  getAuthorizeURL(redirect: string, state: string, scope: string): string
  getAccessToken(code: string): Promise<{ data: { openid: string; expires_in: number } }>
  getUser(openid: string): Promise<Record<string, unknown>>
  refreshAccessToken(refreshToken: string): Promise<unknown>
  verifyToken(openid: string, accessToken: string): Promise<unknown>
}

const PublishedOAuth: new (appid: string, secret: string) => OAuth = createRequire(import.meta.url)(
  'co-wechat-oauth',
)

/** WeChat's hosts, by a socket to the simulator: the SDK is as published, only its requests go elsewhere. */
function openAgent(url: string): Agent {
  const agent = new Agent()
  agent.createConnection = () => connect(Number(new URL(url).port), 'localhost')
  onTestFinished(() => agent.destroy())
  return agent
}

async function openOAuth(secret = '5ec00000000000000000000000000001') {
  const simulator = await startSimulator()
  onTestFinished(simulator.close)
  const oauth = new PublishedOAuth('wx5a4db0c500000001', secret)
  oauth.setOpts({ agent: openAgent(simulator.url) })
  return { simulator, oauth }
}

/** @see https://github.com/node-webot/co-wechat-oauth */
test('co-wechat-oauth as published gets openid and profile', async () => {
  const { simulator, oauth } = await openOAuth()
  const url = oauth.getAuthorizeURL('http://localhost:3000/callback', 'abc', 'snsapi_userinfo')
  const opened = await simulator.open({ person: 'xiaoming', url })
  const location = new URL(opened.status === 302 ? opened.location : '')
  expect(location.searchParams.get('state')).toBe('abc')
  const { data } = await oauth.getAccessToken(String(location.searchParams.get('code')))
  const { people } = await simulator.state()
  const xiaoming = people.find(({ id }) => id === 'xiaoming')
  expect(data.openid).toBe(xiaoming?.openids.wx5a4db0c500000001)
  expect(data.expires_in).toBe(7200)
  expect(await oauth.getUser(data.openid)).toMatchObject({
    openid: data.openid,
    nickname: '小明',
    unionid: xiaoming?.unionid,
    privilege: [],
  })
})

test('co-wechat-oauth reads the errors of WeChat: a spent code and a wrong secret', async () => {
  const { simulator, oauth } = await openOAuth()
  const url = oauth.getAuthorizeURL('http://localhost:3000/callback', 'abc', 'snsapi_base')
  const opened = await simulator.open({ person: 'alice', url })
  const code = String(new URL(opened.status === 302 ? opened.location : '').searchParams.get('code'))
  await oauth.getAccessToken(code)
  await expect(oauth.getAccessToken(code)).rejects.toMatchObject({ name: 'WeChatAPIError', code: 40163 })
  const wrong = new PublishedOAuth('wx5a4db0c500000001', '0'.repeat(32))
  wrong.setOpts({ agent: openAgent(simulator.url) })
  await expect(wrong.getAccessToken(code)).rejects.toMatchObject({ code: 40125 })
})
