import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { secretCalls } from '../../test/secret-call.ts'
import { buildOpenid, openTinyWeChat } from '../../test/tiny-wechat.ts'

const openid = buildOpenid('o')
const secret = (name: string) => `CANARY_${name}`.padEnd(40, '_')
const userTokens = {
  access_token: secret('user'),
  refresh_token: secret('refresh'),
  openid,
  expires_in: 7200,
}
const session = { session_key: secret('session'), openid }
const authorization = {
  authorizer_appid: 'wx1',
  authorizer_access_token: secret('app'),
  authorizer_refresh_token: secret('authorizer'),
  expires_in: 7200,
}

/** What WeChat answers where the answer itself holds a secret. */
const answers: Readonly<Record<string, object>> = {
  exchange: userTokens,
  refresh: userTokens,
  'exchange on behalf': userTokens,
  'refresh on behalf': userTokens,
  token: { access_token: secret('app'), expires_in: 7200 },
  'stable token': { access_token: secret('app'), expires_in: 7200 },
  ticket: { ticket: secret('ticket'), expires_in: 7200 },
  'mini program': session,
  'mini program on behalf': session,
  'component token': { component_access_token: secret('component'), expires_in: 7200 },
  'pre-auth code': { pre_auth_code: secret('pre-auth'), expires_in: 600 },
  authorization: { authorization_info: authorization },
  'authorizer token': authorization,
  authorizers: {
    total_count: 1,
    list: [{ authorizer_appid: 'wx1', refresh_token: secret('authorizer') }],
  },
  'authorizer info': { authorizer_info: { nick_name: 'n' }, authorization_info: authorization },
  'request log': { request: { request_url: secret('logged'), response_body: secret('logged') } },
}

const givers = secretCalls.filter(({ title }) => Object.hasOwn(answers, title))

test.each(givers)('what $title gives can be printed, and holds the secret all the same', async (call) => {
  const { wire } = await openTinyWeChat(() => answers[call.title])
  const given = await call.run(wire, 'a-secret-that-was-sent')
  const printed = [
    JSON.stringify(given),
    JSON.stringify({ ...Object(given) }),
    inspect(given, { depth: 20, showHidden: true }),
    String(given),
  ]
  for (const text of printed) expect(text).not.toContain('CANARY')
  expect(JSON.stringify(reveal(given))).toContain('CANARY')
})

test('every answer above belongs to a call', () => {
  expect(givers).toHaveLength(Object.keys(answers).length)
})
