import { connectSimulator } from '@wxgate/simulator/test-kit'
import { expect, test } from 'vitest'
import { startDev, waitFor } from './process.ts'
import { startTown } from './town.ts'
import { createVisitor, type Step, type Visitor } from './visitor.ts'

/** Keeps every answer that a visitor gets, so that all of them can be searched. */
function watch(visitor: Visitor): Step[] {
  const steps: Step[] = []
  const { request } = visitor
  visitor.request = async (...words) => {
    const step = await request(...words)
    steps.push(step)
    return step
  }
  return steps
}

const miniProgram = 'wx5a4db0c500000007'

/** Brings a mini program's code, right and wrong; gives what must stay secret of it. */
async function bringCode(gateway: string, right: string): Promise<string[]> {
  const wrong = 'w'.repeat(32)
  const tokens: string[] = []
  for (const code of [right, wrong]) {
    const answer = await fetch(`${gateway}/login/demo/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ application: miniProgram, code }),
    })
    const { token } = JSON.parse(await answer.text())
    if (typeof token === 'string') tokens.push(token)
  }
  const headers = { authorization: `Bearer ${tokens[0]}` }
  await fetch(`${gateway}/session`, { headers })
  await fetch(`${gateway}/verify?client=demo`, { headers })
  return [right, wrong, ...tokens]
}

test('no secret, code, state, token or cookie reaches the log, at the finest level, whatever WeChat does', async () => {
  const { said, urls, child, ended } = await startDev(['--json'], undefined, { WXGATE_LOG_LEVEL: 'trace' })
  await waitFor(() => said.stdout.includes('\n'))
  const [gateway = '', simulator = '', app = ''] = urls
  const control = connectSimulator(simulator)
  const visitor = createVisitor(control)
  const login = `${gateway}/login/demo?return_to=${app}/`
  const callback = await visitor.go(login, (url) => url.includes('/wechat/callback/'))
  await visitor.go(callback.url)
  const back = await visitor.go(`${app}/sign-in`, (url) => url.startsWith(`${app}/callback`))
  await visitor.go(back.url)
  for (const kind of ['errcode', 'html', 'truncate', 'reset', 'commit-then-reset'] as const) {
    for (const path of [
      '/sns/oauth2/access_token',
      '/sns/userinfo',
      '/cgi-bin/stable_token',
      '/cgi-bin/user/info',
    ]) {
      const fault = kind === 'errcode' ? { path, kind, errcode: 40001, times: 1 } : { path, kind, times: 1 }
      await control.fault(fault)
      await createVisitor(control, { person: 'alice' }).go(login)
      await control.clearFaults()
      await control.expireTokens('wx5a4db0c500000001')
    }
  }
  const mini = await bringCode(
    gateway,
    await control.openMiniprogram({ person: 'lihua', appid: miniProgram }),
  )
  const finish = 'f'.repeat(43)
  await visitor.request(`${gateway}/.wxgate/finish?code=${finish}`)
  child.kill('SIGTERM')
  const { stderr } = await ended
  expect(stderr).toContain('"event":"http.answer"')
  const secrets = [
    '5ec00000000000000000000000000001',
    'demo-secret',
    'access_token=',
    finish,
    ...mini,
    ...visitor.cookies.values(),
    ...new URL(callback.url).searchParams.values(),
    String(new URL(back.url).searchParams.get('code')),
  ]
  for (const secret of secrets) expect(stderr).not.toContain(secret)
})

test("no page and no link of ours carries WeChat's secret, token or code", async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  const steps = watch(visitor)
  const callback = await visitor.go(`${town.app}/sign-in`, (url) => url.includes('/wechat/callback/'))
  const code = String(new URL(callback.url).searchParams.get('code'))
  const answer = await visitor.request(callback.url)
  await visitor.go(new URL(String(answer.headers.get('location')), town.gateway).href)
  const all = steps
    .filter(({ url }) => !url.startsWith(town.simulator))
    .map(({ text, headers }) => `${text} ${JSON.stringify([...headers])}`)
    .join('\n')
  for (const secret of ['5ec00000000000000000000000000001', code, 'access_token'])
    expect(all).not.toContain(secret)
})

const paths = [
  '/',
  '/nothing/here',
  '/healthz',
  '/readyz',
  '/session',
  '/login/demo',
  '/login/nobody',
  '/login/profile/x',
  '/login/finish/x',
  '/wechat/callback/wx5a4db0c500000001?state=x',
  '/oidc/auth?client_id=demo',
  '/oidc/auth?client_id=nobody',
  '/oidc/interaction/x',
  '/oidc/nothing',
  '/oidc/userinfo',
  '/oidc/jwks',
  '/.well-known/openid-configuration',
]

test('every answer has a request id and strict headers, and every page a policy without script', async () => {
  const { gateway, control } = await startTown()
  const visitor = createVisitor(control)
  for (const path of paths) {
    const { headers, text } = await visitor.request(`${gateway}${path}`)
    const name = (header: string) => [path, header, headers.get(header)]
    expect(name('x-content-type-options')).toEqual([path, 'x-content-type-options', 'nosniff'])
    expect(name('x-frame-options')).toEqual([path, 'x-frame-options', 'DENY'])
    expect([path, headers.get('x-request-id')?.startsWith('req_')]).toEqual([path, true])
    expect([path, /no-referrer|same-origin/.test(String(headers.get('referrer-policy')))]).toEqual([
      path,
      true,
    ])
    const isPublic = path.includes('jwks') || path.includes('.well-known')
    if (!isPublic) expect([path, headers.get('cache-control')?.includes('no-store')]).toEqual([path, true])
    if (!headers.get('content-type')?.includes('text/html')) continue
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
    ])
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect([path, text.length < 20_000, text.includes('<script')]).toEqual([path, true, false])
  }
})

test('what cannot be read as a request is answered without repeating it', async () => {
  const { gateway } = await startTown()
  for (const path of ['/login/%ff', '/%', `/login/${'a'.repeat(500)}`, '/login/%00']) {
    const answer = await fetch(`${gateway}${path}`, { headers: { accept: 'text/html' }, redirect: 'manual' })
    expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true])
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answer.text()).not.toContain('aaaaaaaaaa')
  }
  const tooMuch = await fetch(gateway, { headers: { 'x-big': 'a'.repeat(20_000) } })
  expect([tooMuch.status, tooMuch.headers.get('x-request-id')?.slice(0, 4)]).toEqual([431, 'req_'])
})

test('HEAD acts nowhere', async () => {
  const { gateway, control } = await startTown()
  const visitor = createVisitor(control)
  for (const path of paths) {
    const answer = await visitor.request(`${gateway}${path}`, { method: 'HEAD' })
    expect([path, answer.status >= 400, answer.headers.get('set-cookie')]).toEqual([path, true, null])
  }
})
