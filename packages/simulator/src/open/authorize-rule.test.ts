import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildLink, CALLBACK, readAccount } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'
import type { Switches } from '../world/switches.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const PATH = '/connect/oauth2/authorize'
type Changes = Record<string, string | undefined>
const open = (changes: Changes, person = 'xiaoming') => sim.open({ person, url: buildLink(sim.url, changes) })
const readRules = async () => {
  const [entry] = (await sim.journal({ path: PATH, limit: 1 })).entries
  return { rule: entry?.rule, warnings: entry?.detail.warnings.map((warning) => warning.rule) }
}

const REFUSED: [string, Changes, Partial<Switches>, string, string, string][] = [
  ['no appid', { appid: '' }, {}, '10012', 'appid不能为空', 'authorize_appid_present'],
  [
    'no redirect_uri',
    { redirect_uri: undefined },
    {},
    '10011',
    'redirect_uri不能为空',
    'redirect_uri_present',
  ],
  ['no scope', { scope: '' }, {}, '10010', 'scope不能为空', 'scope_present'],
  ['no state', { state: undefined }, { emptyState: 'refuse' }, '10013', 'state不能为空', 'state_present'],
  ['empty state', { state: '' }, { emptyState: 'refuse' }, '10013', 'state不能为空', 'state_present'],
  [
    'a subscription account',
    { appid: readAccount('6').appid },
    {},
    '10005',
    '此公众号并没有这些scope的权限',
    'scope_is_granted',
  ],
  [
    'a mini program',
    { appid: readAccount('7').appid },
    {},
    '10005',
    '此公众号并没有这些scope的权限',
    'scope_is_granted',
  ],
  [
    'the scope of websites',
    { scope: 'snsapi_login' },
    {},
    '10005',
    '此公众号并没有这些scope的权限',
    'scope_is_granted',
  ],
  [
    'a website',
    { appid: readAccount('5').appid },
    {},
    '10016',
    '不支持微信开放平台的Appid，请使用公众号Appid',
    'not_an_open_platform_appid',
  ],
  [
    'a platform',
    { appid: readAccount('c1').appid },
    {},
    '10016',
    '不支持微信开放平台的Appid，请使用公众号Appid',
    'not_an_open_platform_appid',
  ],
  [
    'a test account that is not followed',
    { appid: readAccount('3').appid },
    {},
    '10006',
    '必须关注此测试号',
    'test_account_is_followed',
  ],
  [
    'another host',
    { redirect_uri: 'https://example.com/' },
    {},
    '10003',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_host',
  ],
  [
    'a sub-domain',
    { redirect_uri: 'http://www.localhost/' },
    {},
    '10003',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_host',
  ],
  [
    'a host in the user part',
    { redirect_uri: 'http://localhost@example.com/' },
    {},
    '10003',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_host',
  ],
  [
    'a redirect_uri encoded twice',
    { redirect_uri: 'http%3A%2F%2Flocalhost%2F' },
    {},
    '10003',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_is_url',
  ],
  [
    'a script',
    { redirect_uri: 'javascript:alert(1)' },
    {},
    '10003',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_is_url',
  ],
  [
    'a port',
    { redirect_uri: 'http://localhost:4402/' },
    { strictPort: true },
    '10003',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_port',
  ],
  [
    'the usual port',
    { redirect_uri: 'https://localhost:443/' },
    { strictPort: true },
    '10003',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_port',
  ],
  [
    'http',
    {},
    { requireScheme: 'refuse' },
    '10039',
    'redirect_uri域名与后台配置不一致',
    'redirect_uri_scheme',
  ],
  [
    'another response_type',
    { response_type: 'token' },
    {},
    'unavailable',
    '该链接无法访问',
    'response_type_is_code',
  ],
  [
    'an appid of nobody',
    { appid: 'wx1234567890abcdef' },
    {},
    'unavailable',
    '该链接无法访问',
    'authorize_appid_known',
  ],
  ['a state of 129 bytes', { state: 'a'.repeat(129) }, {}, 'state_length', 'state 参数过长', 'state_length'],
  ['a state with markup', { state: '<script>' }, {}, 'unavailable', '该链接无法访问', 'state_alphabet'],
  [
    'a dash in state',
    { state: 'a-b' },
    { stateAlphabet: 'documented' },
    'unavailable',
    '该链接无法访问',
    'state_alphabet',
  ],
  [
    'component_appid',
    { component_appid: readAccount('c1').appid },
    {},
    '10015',
    '公众号未授权第三方平台，请检查授权状态',
    'platform_is_authorized',
  ],
]

test.for(REFUSED)(
  '%s shows the same page on the phone and in a browser',
  async ([, changes, rules, page, text, rule]) => {
    await sim.rules(rules)
    expect(await open(changes, 'alice')).toEqual({ status: 200, page, text })
    expect((await readRules()).rule).toBe(rule)
    if (page === '10006') return
    const response = await fetch(buildLink(sim.url, changes), { redirect: 'manual' })
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain(text)
    expect(html).toContain(rule)
    if (/^\d/.test(page)) expect(html).toContain(page)
  },
)

test('page 10006 has a button that follows and goes on', async () => {
  const changes = { appid: readAccount('3').appid }
  const query = new URL(buildLink(sim.url, changes)).search.slice(1)
  const post = (form: Record<string, string>) =>
    fetch(`${sim.url}${PATH}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(form).toString(),
    })
  const refused = await post({ person: 'alice', query, decision: 'allow' })
  expect(await refused.text()).toMatch(/id="follow".*name="person" value="alice".*Follow and try again/)
  const allowed = await post({ person: 'alice', query, decision: 'allow', follow: 'on' })
  expect(allowed.headers.get('location')).toContain('code=')
  expect((await sim.state()).people.find(({ id }) => id === 'alice')?.follows).toEqual([changes.appid])
})

test('a wrong order of parameters is refused unless strictOrder is off', async () => {
  const changes = { appid: undefined, state: undefined, zzz: undefined }
  const url = `${buildLink(sim.url, changes).replace('#wechat_redirect', '')}&appid=${readAccount('1').appid}&state=a#wechat_redirect`
  expect(await sim.open({ person: 'alice', url })).toMatchObject({ page: 'unavailable' })
  expect((await readRules()).rule).toBe('parameter_order')
  await sim.rules({ strictOrder: false })
  expect(await sim.open({ person: 'alice', url })).toMatchObject({ status: 302 })
})

const five = {
  appid: readAccount('1').appid,
  redirect_uri: encodeURIComponent(CALLBACK),
  response_type: 'code',
  scope: 'snsapi_userinfo',
  state: 'a',
}
const join = (parts: string[]) => `${sim.url}${PATH}?${parts.join('&')}#wechat_redirect`
const pairs = Object.entries(five).map(([name, value]) => `${name}=${value}`)

test.for([0, 1, 2, 3, 4])('another parameter before number %i of the five passes with a note', async (at) => {
  const further = ['connect_redirect=1', 'agentid=7']
  const url = join(pairs.toSpliced(at, 0, ...further))
  expect(await sim.open({ person: 'alice', url })).toMatchObject({ status: 302 })
  expect((await readRules()).warnings).toEqual([
    'parameters_between',
    'connect_redirect_on_computers',
    'parameters_known',
  ])
})

test.for([1, 2, 3, 4])('number %i of the five in the first place is refused', async (at) => {
  const url = join([pairs[at] ?? '', ...pairs.toSpliced(at, 1)])
  expect(await sim.open({ person: 'alice', url })).toMatchObject({ page: 'unavailable' })
  expect((await readRules()).rule).toBe('parameter_order')
})

test('of a repeated parameter the first counts, broken encoding passes, both with a note; switches refuse', async () => {
  const url = buildLink(sim.url)
  const repeated = { person: 'alice', url: url.replace('#', '&state=b#') }
  const broken = { person: 'alice', url: url.replace('#', '&uin=%ff#') }
  expect(await sim.open(repeated)).toMatchObject({ location: expect.stringMatching(/&state=abc123$/) })
  expect((await readRules()).warnings).toEqual(['parameters_once'])
  expect(await sim.open(broken)).toMatchObject({ status: 302 })
  expect((await readRules()).warnings).toEqual(['query_is_readable'])
  await sim.rules({ repeatedParameters: 'refuse', unreadableQuery: 'refuse' })
  await sim.open(repeated)
  expect((await readRules()).rule).toBe('parameters_once')
  await sim.open(broken)
  expect((await readRules()).rule).toBe('query_is_readable')
})

test('what WeChat lets pass is noted', async () => {
  const note = async (changes: Changes) => {
    expect(await open(changes)).toMatchObject({ status: 302 })
    return (await readRules()).warnings
  }
  expect(await note({})).toEqual([])
  expect(await note({ redirect_uri: 'http://localhost:4402/' })).toEqual(['redirect_uri_port_tolerated'])
  expect(await note({ redirect_uri: `${CALLBACK}?openId=1` })).toEqual(['redirect_uri_openid'])
  expect(await note({ state: '' })).toEqual(['state_present'])
  expect(await note({ state: 'a-b_c' })).toEqual(['state_alphabet'])
  expect(await note({ odd: '1' })).toEqual(['parameters_known'])
  expect(await note({ uin: 'u', key: 'k', pass_ticket: 'p' })).toEqual([])
  expect(await note({ connect_redirect: '1' })).toEqual(['connect_redirect_on_computers'])
  expect(await note({ scope: 'snsapi_base', forcePopup: 'true' })).toEqual(['force_popup_with_base'])
  expect(await note({ redirect_uri: `${CALLBACK}\r\n` })).toEqual(['redirect_uri_blank'])
  expect(await note({ redirect_uri: ` ${CALLBACK}` })).toEqual(['redirect_uri_blank'])
  expect(await note({ redirect_uri: `${CALLBACK}?code=001OLD&state=S` })).toEqual(['redirect_uri_old_answer'])
  await sim.open({ person: 'alice', url: `${buildLink(sim.url)}&forcePopup=true` })
  expect((await readRules()).warnings).toEqual(['fragment_is_last'])
  await sim.open({ person: 'alice', url: buildLink(sim.url).replace('#wechat_redirect', '') })
  expect((await readRules()).warnings).toEqual(['fragment_present'])
  await sim.open({ person: 'alice', url: buildLink(sim.url).replace('http%3A%2F%2F', 'http://') })
  expect((await readRules()).warnings).toEqual(['redirect_uri_encoded'])
})

test('with stateAlphabet any, every state up to 128 bytes comes back unchanged', async () => {
  await sim.rules({ stateAlphabet: 'any' })
  const state = '<a>&b=中 +%/?#'
  const opened = await open({ state })
  expect(opened.status === 302 && new URL(opened.location).searchParams.get('state')).toBe(state)
})
