import { expect, test } from 'vitest'
import { type StoryTown, startTown } from '../town.ts'
import { createVisitor } from '../visitor.ts'

const teahouse = 'wx5a4db0c500000001'
const florist = 'wx5a4db0c500000004'
const miniProgram = 'wx5a4db0c500000007'

interface Answer {
  status: number
  retry: string | null
  [field: string]: unknown
}

async function send({ gateway }: StoryTown, body: unknown, client = 'demo'): Promise<Answer> {
  const answer = await fetch(`${gateway}/login/${client}/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const fields: Record<string, unknown> = JSON.parse(await answer.text())
  return { ...fields, status: answer.status, retry: answer.headers.get('retry-after') }
}

const openMiniProgram = ({ control }: StoryTown, person = 'xiaoming') =>
  control.openMiniprogram({ person, appid: miniProgram })

test('a mini program signs in the person that a browser signed in before, and gets what /session answers', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  const inBrowser = JSON.parse((await visitor.request(`${town.gateway}/session`)).text)
  const code = await openMiniProgram(town)
  const { status, retry: _, token, ...answer }: Answer = await send(town, { application: miniProgram, code })
  expect(status).toBe(201)
  expect(answer).toMatchObject({ subject: inBrowser.subject, unionid: inBrowser.unionid, appid: miniProgram })
  expect(answer.openid).not.toBe(inBrowser.openid)
  const headers = { authorization: `Bearer ${token}` }
  expect(await (await fetch(`${town.gateway}/session`, { headers })).json()).toEqual(answer)
  // Signing out here leaves the browser alone.
  const out = await fetch(`${town.gateway}/logout`, { method: 'POST', headers })
  expect([out.status, out.headers.get('set-cookie')]).toEqual([204, null])
  expect((await fetch(`${town.gateway}/session`, { headers })).status).toBe(401)
  expect((await visitor.request(`${town.gateway}/session`)).status).toBe(200)
})

test('a mobile application brings a code too, with the profile that it was granted', async () => {
  const town = await startTown()
  const application = {
    appid: florist,
    kind: 'app',
    name: 'App',
    secret: `5ec${'4'.padStart(29, '0')}`,
    openPlatform: undefined,
  } as const
  await town.records.applications.save(application)
  const query = {
    appid: florist,
    redirect_uri: `${town.gateway}/x`,
    response_type: 'code',
    scope: 'snsapi_userinfo',
    state: 'x',
  }
  const url = `${town.simulator}/connect/oauth2/authorize?${new URLSearchParams(query)}#wechat_redirect`
  const opened = await town.control.open({ person: 'xiaoming', url })
  if (opened.status !== 302) throw new Error('no code')
  const code = new URL(opened.location).searchParams.get('code')
  expect(await send(town, { application: florist, code })).toMatchObject({
    status: 201,
    nickname: '小明',
    appid: florist,
  })
  // It has no page: in a browser nobody signs in through it.
  const page = await fetch(`${town.gateway}/login/demo?return_to=${town.app}/&application=${florist}`)
  expect(page.status).toBe(400)
})

test('a code works once; a wrong one is refused with what to do, and the answer has no code', async () => {
  const town = await startTown()
  const code = await openMiniProgram(town)
  expect((await send(town, { application: miniProgram, code })).status).toBe(201)
  const again = await send(town, { application: miniProgram, code })
  expect(again).toMatchObject({ status: 400, code: 'login_code_refused' })
  expect(JSON.stringify(again)).not.toContain(code)
  expect(await send(town, { application: miniProgram, code: 'x'.repeat(32) })).toMatchObject({
    status: 400,
    code: 'login_code_refused',
  })
})

test('what is no code, no account of a program or no client is refused before WeChat is asked', async () => {
  const town = await startTown()
  const code = await openMiniProgram(town)
  for (const [body, status, problem, client] of [
    [{ application: miniProgram, code }, 404, 'login_client_unknown', 'nobody'],
    [{ application: teahouse, code }, 400, 'login_application_refused', 'demo'],
    [{ application: 'wx0000000000000000', code }, 400, 'login_application_refused', 'demo'],
    [{ application: miniProgram, code }, 400, 'login_application_refused', 'demo-public-two'],
    [{ application: miniProgram, code: 'short' }, 400, 'login_code_unreadable', 'demo'],
    [{ application: miniProgram, code: `${'a'.repeat(31)}&` }, 400, 'login_code_unreadable', 'demo'],
    [{ application: miniProgram, code: ['a'.repeat(32)] }, 400, 'login_code_unreadable', 'demo'],
    [{ application: miniProgram }, 400, 'login_code_unreadable', 'demo'],
    ['[]', 400, 'login_code_unreadable', 'demo'],
    ['null', 400, 'login_code_unreadable', 'demo'],
    ['{', 400, 'http_refused', 'demo'],
  ] as const) {
    const demo = await town.records.clients.find('demo')
    if (demo) await town.records.clients.save({ ...demo, id: 'demo-public-two', appids: [teahouse] })
    expect([body, await send(town, body, client)]).toEqual([
      body,
      expect.objectContaining({ status, code: problem }),
    ])
  }
  expect((await town.control.journal({ path: '/sns/jscode2session' })).total).toBe(0)
})

test('WeChat’s trouble is told apart: a blocked person, a busy or unreachable WeChat, a wrong secret', async () => {
  const town = await startTown()
  const path = '/sns/jscode2session'
  for (const [fault, status, problem] of [
    [{ kind: 'errcode', errcode: 40226 }, 403, 'login_person_blocked'],
    [{ kind: 'errcode', errcode: -1 }, 503, 'login_wechat_busy'],
    [{ kind: 'errcode', errcode: 45011 }, 503, 'login_wechat_busy'],
    [{ kind: 'errcode', errcode: 40125 }, 502, 'login_wechat_failed'],
    [{ kind: 'html' }, 502, 'login_wechat_failed'],
    [{ kind: 'reset', times: 2 }, 503, 'login_wechat_busy'],
  ] as const) {
    await town.control.fault({ path, times: 1, ...fault })
    const answer = await send(town, { application: miniProgram, code: await openMiniProgram(town) })
    expect([fault, answer.status, answer.code]).toEqual([fault, status, problem])
    expect(answer.retry === null).toBe(status !== 503)
  }
})

test('a connection that broke is tried once more, so that the person is signed in', async () => {
  const town = await startTown()
  await town.control.fault({ path: '/sns/jscode2session', kind: 'reset', times: 1 })
  expect(await send(town, { application: miniProgram, code: await openMiniProgram(town) })).toMatchObject({
    status: 201,
  })
})

test('a bearer that is over is nobody, whatever cookie stands beside it; a bearer of somebody else’s is none of ours', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  const ask = async (authorization: string) =>
    (await visitor.request(`${town.gateway}/session`, { headers: { authorization } })).status
  expect(await ask(`Bearer wxgate_${'A'.repeat(43)}`)).toBe(401)
  expect(await ask('Bearer eyJhbGciOiJub25lIn0.e30.')).toBe(200)
  expect(await ask('Basic dXNlcjpwYXNz')).toBe(200)
  const { token } = await send(town, { application: miniProgram, code: await openMiniProgram(town) })
  await town.control.advance(7 * 24 * 3600)
  expect(await ask(`Bearer ${token}`)).toBe(401)
})

test('no session of a browser opens as a bearer, and no bearer as a cookie', async () => {
  const town = await startTown()
  const visitor = createVisitor(town.control)
  await visitor.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  const cookie = visitor.cookies.get('wxgate_session') ?? ''
  const { token } = await send(town, { application: miniProgram, code: await openMiniProgram(town) })
  for (const headers of [
    { authorization: `Bearer ${cookie}` },
    { authorization: `Bearer wxgate_${cookie.slice(0, 43)}` },
    { cookie: `wxgate_session=${token}` },
    { cookie: `wxgate_session=${String(token).slice(7)}` },
  ])
    expect((await fetch(`${town.gateway}/session`, { headers })).status).toBe(401)
})
