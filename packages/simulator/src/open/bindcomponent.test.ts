import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readRule } from '../scripted-account.ts'
import { AUTHORIZED, callComponent, PLATFORM } from '../scripted-platform.ts'
import { readAccount, text } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const TEAHOUSE = readAccount('1').appid
const PC = '/cgi-bin/componentloginpage'
const PHONE = '/wxaopen/safe/bindcomponent'

async function buildQuery(changes: Record<string, string> = {}): Promise<string> {
  const { body } = await callComponent(sim, 'api_create_preauthcode')
  return `${new URLSearchParams({
    component_appid: PLATFORM.appid,
    pre_auth_code: text(body.pre_auth_code),
    redirect_uri: 'http://localhost:4400/authorized?a=1',
    auth_type: '3',
    ...changes,
  })}`
}

const load = async (path: string, query: string, referer?: string) => {
  const headers: Record<string, string> = referer === undefined ? {} : { referer }
  return (await fetch(`${sim.url}${path}?${query}`, { headers })).text()
}

const decide = (path: string, fields: [string, string][], headers: Record<string, string> = {}) =>
  fetch(`${sim.url}${path}`, {
    method: 'POST',
    headers,
    body: `${new URLSearchParams(fields)}`,
    redirect: 'manual',
  })

const queryAuth = (location: string) =>
  callComponent(sim, 'api_query_auth', {
    authorization_code: new URL(location).searchParams.get('auth_code') ?? '',
  })

test('an owner’s phone authorizes and goes back with a code', async () => {
  const url = `${sim.url}${PHONE}?action=bindcomponent&no_scan=1&${await buildQuery()}#wechat_redirect`
  const opened = await sim.open({ person: 'xiaoming', url, appid: TEAHOUSE, permissionSets: [2, 4, 999] })
  expect(opened).toEqual({
    status: 302,
    location: expect.stringMatching(
      /^http:\/\/localhost:4400\/authorized\?a=1&auth_code=queryauthcode@@@[\w-]{86}&expires_in=3600$/,
    ),
  })
  const { body } = await queryAuth(opened.status === 302 ? opened.location : '')
  expect(body).toMatchObject({
    authorization_info: {
      authorizer_appid: TEAHOUSE,
      func_info: [{ funcscope_category: { id: 2 } }, { funcscope_category: { id: 4 } }],
    },
  })
})

test('the page for computers must be reached from the launch domain', async () => {
  const query = await buildQuery()
  const none = await load(PC, query)
  expect(none).toContain('授权入口页所在域名：空')
  expect(await readRule(sim)).toBe('referer_matches')
  expect(await load(PC, query, 'http://other.example/')).toContain('授权入口页所在域名：other.example')
  expect(await load(PC, query, 'http://localhost:4400/x')).toContain('Demo Platform')
  await sim.rules({ requireReferer: 'warn' })
  expect(await load(PC, query)).toContain('Demo Platform')
  expect((await sim.journal({ limit: 1 })).entries[0]?.detail.warnings).toMatchObject([
    { rule: 'referer_matches' },
  ])
})

test('the form of the page authorizes what was ticked, and cancelling goes nowhere', async () => {
  const query = await buildQuery()
  const page = await load('/safe/bindcomponent', query)
  expect(page).toContain(`value="${TEAHOUSE}"`)
  expect(page).not.toContain(readAccount('5').appid)
  const cancelled = await decide(PC, [
    ['query', query],
    ['appid', TEAHOUSE],
    ['decision', 'deny'],
  ])
  expect(cancelled.status).toBe(200)
  const fields: [string, string][] = [
    ['query', query],
    ['appid', TEAHOUSE],
    ['set', '4'],
    ['decision', 'allow'],
  ]
  expect((await decide(PC, fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  expect(await readRule(sim)).toBe('authorization_choice_is_ours')
  const done = await decide(PC, fields)
  expect(done.status).toBe(302)
  const { body } = await queryAuth(done.headers.get('location') ?? '')
  expect(body).toMatchObject({
    authorization_info: { func_info: [{ funcscope_category: { id: 4 } }] },
  })
})

test.for([
  [{ component_appid: AUTHORIZED }, 'authorization_component_known'],
  [{ pre_auth_code: 'x' }, 'pre_auth_code_known'],
  [{ redirect_uri: 'http://other.example/' }, 'launch_domain_matches'],
  [{ redirect_uri: 'nonsense' }, 'launch_domain_matches'],
] as const)('a link with %j is refused by %s', async ([changes, rule]) => {
  await load(PHONE, await buildQuery(changes))
  expect(await readRule(sim)).toBe(rule)
})

test('a pre-auth code dies, and using it twice is noted or refused', async () => {
  const query = await buildQuery()
  const open = () => sim.open({ person: 'xiaoming', url: `${sim.url}${PHONE}?${query}`, appid: TEAHOUSE })
  expect(await open()).toMatchObject({ status: 302 })
  expect(await open()).toMatchObject({ status: 302 })
  expect((await sim.journal({ limit: 1 })).entries[0]?.detail.warnings).toMatchObject([
    { rule: 'pre_auth_code_unused' },
  ])
  await sim.rules({ preAuthCodeReuse: 'refuse' })
  expect(await open()).toMatchObject({ status: 200, page: 'pre_auth_code' })
  const late = await buildQuery()
  await sim.advance(1800)
  await load(PHONE, late)
  expect(await readRule(sim)).toBe('pre_auth_code_known')
})

test('biz_appid leaves one account, auth_type a kind, category_id_list some sets', async () => {
  const mini = readAccount('7').appid
  const only = await load(PHONE, await buildQuery({ biz_appid: TEAHOUSE, category_id_list: '2|4' }))
  expect(only).toContain(TEAHOUSE)
  expect(only).not.toContain(AUTHORIZED)
  expect([...only.matchAll(/name="set" value="(\d+)"/g)].map(([, id]) => id)).toEqual(['2', '4'])
  const kinds = await load(PHONE, await buildQuery({ auth_type: '2' }))
  expect(kinds).toContain(mini)
  expect(kinds).not.toContain(TEAHOUSE)
  const url = `${sim.url}${PHONE}?${await buildQuery({ auth_type: '2' })}`
  expect(await sim.open({ person: 'alice', url, appid: TEAHOUSE })).toMatchObject({ page: 'account' })
  expect(await sim.open({ person: 'alice', url })).toMatchObject({ status: 302 })
  await load(PHONE, await buildQuery({ auth_type: '9' }))
  expect((await sim.journal({ limit: 1 })).entries[0]?.detail.warnings).toMatchObject([
    { rule: 'auth_type_known' },
  ])
})
