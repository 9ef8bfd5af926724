import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readRule } from '../scripted-account.ts'
import { ask, buildExchange, CALLBACK, readAccount, text } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(async () => {
  await sim.reset()
  await sim.rules({ loginPollSeconds: 0 })
})
afterAll(() => sim.close())

const WEBSITE = readAccount('5')

async function load(changes: Record<string, string | undefined> = {}) {
  const query = new URLSearchParams()
  const link = { appid: WEBSITE.appid, redirect_uri: CALLBACK, response_type: 'code', scope: 'snsapi_login' }
  for (const [name, value] of Object.entries({ ...link, state: 'a b', ...changes })) {
    if (value !== undefined) query.set(name, value)
  }
  const response = await fetch(`${sim.url}/connect/qrconnect?${query}`, {
    headers: { 'accept-language': 'zh' },
  })
  const page = await response.text()
  return { response, page, uuid: /\/connect\/qrcode\/(\w+)/.exec(page)?.[1] ?? '' }
}

const poll = async (uuid: string, last?: string) => {
  const query = new URLSearchParams({ uuid, ...(last === undefined ? {} : { last }), _: '1' })
  const response = await fetch(`${sim.url}/connect/l/qrconnect?${query}`)
  return { type: response.headers.get('content-type'), body: await response.text() }
}

const readCode = (body: string) => /wx_errcode=405;window\.wx_code='(\w{32})'/.exec(body)?.[1] ?? ''

const exchange = (code: string) => ask(sim, '/sns/oauth2/access_token', buildExchange(code, { ...WEBSITE }))

test('the page shows a code, runs one script and may be framed', async () => {
  const { response, page, uuid } = await load()
  expect(uuid).toMatch(/^\w{16}$/)
  for (const part of ['微信登录', '使用微信扫一扫登录', 'impowerBox', 'js_qrcode_img', 'data-state="a b"']) {
    expect(page).toContain(part)
  }
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = response.headers.get('content-security-policy')
  expect(policy).toContain(`script-src 'sha256-${hash}'; connect-src 'self'`)
  expect(policy).toContain('frame-ancestors *')
  expect(() => new Function(script)).not.toThrow()
  const picture = await fetch(`${sim.url}/connect/qrcode/${uuid}`)
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect((await fetch(`${sim.url}/connect/qrcode/none`)).status).toBe(404)
})

test('lang, self_redirect and an own style are taken from the link', async () => {
  const { page, response } = await load({
    lang: 'en',
    self_redirect: 'true',
    href: 'https://a.example/x.css',
  })
  expect(page).toContain('Scan with WeChat to log in')
  expect(page).toContain('data-self="true"')
  expect(page).toContain('<link rel="stylesheet" href="https://a.example/x.css">')
  expect(response.headers.get('content-security-policy')).toMatch(/style-src '[^']+' https:\/\/a\.example;/)
  expect((await load({ href: 'https://a.example/x.css', stylelite: '1' })).page).not.toContain('stylesheet')
  expect((await load({ href: 'javascript:alert(1)' })).page).not.toContain('stylesheet')
})

test.for([
  [{ appid: undefined }, 'website_appid', 'Scope 参数错误或没有 Scope 权限'],
  [{ appid: readAccount('1').appid }, 'website_appid', 'Scope 参数错误或没有 Scope 权限'],
  [{ scope: 'snsapi_base' }, 'website_scope', 'Scope 参数错误或没有 Scope 权限'],
  [{ response_type: 'token' }, 'website_response_type', '该链接无法访问'],
  [{ redirect_uri: undefined }, 'website_redirect_uri', 'redirect_uri 参数错误'],
  [{ redirect_uri: 'javascript:alert(1)' }, 'website_redirect_uri', 'redirect_uri 参数错误'],
  [{ redirect_uri: 'http://other.example/' }, 'website_callback_domain', 'redirect_uri 参数错误'],
] as const)('%j is refused by %s', async ([changes, rule, words]) => {
  const { page, uuid } = await load(changes)
  expect(uuid).toBe('')
  expect(page).toContain(words)
  expect(await readRule(sim)).toBe(rule)
})

test('a port passes on loopback hosts unless strictPort is set, and elsewhere with a note', async () => {
  const link = { redirect_uri: 'http://localhost:4402/callback' }
  expect((await load(link)).uuid).not.toBe('')
  await sim.rules({ strictPort: true })
  expect((await load(link)).uuid).toBe('')
  expect(await readRule(sim)).toBe('website_redirect_uri_port')
  await sim.rules({ strictPort: false })
  await sim.saveApplication({ appid: WEBSITE.appid, webDomains: ['a.example'] })
  expect((await load({ redirect_uri: 'https://a.example:8443/' })).uuid).not.toBe('')
  expect((await sim.journal({ limit: 1 })).entries[0]?.detail.warnings).toHaveLength(1)
})

test('the poll tells waiting, scanned, refused, confirmed; each once by last', async () => {
  const { uuid } = await load()
  expect(await poll(uuid)).toEqual({
    type: 'text/javascript',
    body: "window.wx_errcode=408;window.wx_code='';",
  })
  expect(await sim.scan({ person: 'alice', uuid, decision: 'ignore' })).toMatchObject({ page: 'scanned' })
  expect((await poll(uuid)).body).toContain('=404;')
  expect((await poll(uuid, '404')).body).toContain('=408;')
  expect(await sim.scan({ person: 'alice', uuid, decision: 'deny' })).toMatchObject({ page: 'refused' })
  expect((await poll(uuid, '404')).body).toContain('=403;')
  expect((await poll(uuid, '403')).body).toContain('=408;')
  expect(await sim.scan({ person: 'alice', uuid })).toMatchObject({ page: 'confirmed' })
  expect(readCode((await poll(uuid, '403')).body)).toMatch(/^\w{32}$/)
  expect(await sim.scan({ person: 'alice', uuid })).toMatchObject({ page: 'expired' })
})

test('a waiting poll ends as soon as somebody scans', { timeout: 25_000 }, async () => {
  await sim.rules({ loginPollSeconds: 30 })
  const { uuid } = await load()
  const waiting = poll(uuid)
  await sim.scan({ person: 'alice', url: `${sim.url}/connect/confirm?uuid=${uuid}` })
  expect(readCode((await waiting).body)).not.toBe('')
})

test('a code that is too old or unknown is 402', async () => {
  const { uuid } = await load()
  expect((await sim.qrcodes()).logins).toMatchObject([{ uuid, status: 'waiting' }])
  await sim.advance(300)
  expect((await poll(uuid)).body).toContain('=402;')
  expect((await poll('nonsense')).body).toContain('=402;')
  expect(await sim.scan({ person: 'alice', uuid })).toMatchObject({ page: 'expired' })
})

test('a fault is told in the poll’s own way', async () => {
  await sim.fault({ kind: 'errcode', path: '/connect/l/qrconnect', errcode: 500 })
  expect((await poll((await load()).uuid)).body).toBe("window.wx_errcode=500;window.wx_code='';")
})

test('the code gives openid, unionid and profile, within ten minutes', async () => {
  const confirm = async () => {
    const { uuid } = await load()
    await sim.scan({ person: 'xiaoming', uuid })
    return readCode((await poll(uuid)).body)
  }
  const code = await confirm()
  await sim.advance(9 * 60)
  const { body } = await exchange(code)
  expect(body).toMatchObject({ scope: 'snsapi_login', unionid: expect.any(String), expires_in: 7200 })
  const profile = { access_token: text(body.access_token), openid: text(body.openid) }
  expect((await ask(sim, '/sns/userinfo', profile)).body).toMatchObject({ nickname: '小明' })
  expect((await exchange(code)).errcode).toBe(40163)
  const late = await confirm()
  await sim.advance(600)
  expect((await exchange(late)).errcode).toBe(40029)
})

test('the phone’s page counts as scanning, and its form decides', async () => {
  const { uuid } = await load()
  const page = await (await fetch(`${sim.url}/connect/confirm?uuid=${uuid}`)).text()
  expect(page).toContain('Demo Website')
  expect((await poll(uuid)).body).toContain('=404;')
  const decide = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${sim.url}/connect/confirm`, {
      method: 'POST',
      headers,
      body: `${new URLSearchParams({ uuid, person: 'alice', ...fields })}`,
    })
  await decide({ decision: 'allow' }, { 'sec-fetch-site': 'cross-site' })
  expect(await readRule(sim)).toBe('confirmation_is_ours')
  await decide({ decision: 'deny' })
  expect((await poll(uuid)).body).toContain('=403;')
  await decide({ decision: 'allow' })
  expect(readCode((await poll(uuid)).body)).not.toBe('')
  await decide({ decision: 'allow' })
  expect(await readRule(sim)).toBe('login_code_living')
  expect(await (await fetch(`${sim.url}/connect/confirm?uuid=none`)).text()).toContain('二维码已过期')
})

test('the switch websiteRefusal reaches the page', async () => {
  expect((await load()).page).toContain('data-refusal="none"')
  await sim.rules({ websiteRefusal: 'state' })
  expect((await load()).page).toContain('data-refusal="state"')
})

test('wxLogin.js builds the frame that WeChat documents', async () => {
  const response = await fetch(`${sim.url}/connect/zh_CN/htmledition/js/wxLogin.js`)
  const frame: Record<string, unknown> & { attributes: Record<string, string> } = { attributes: {} }
  frame.setAttribute = (name: string, value: string) => {
    frame.attributes[name] = value
  }
  const place = { innerHTML: 'x', appendChild: (child: unknown) => child === frame }
  const document = {
    currentScript: { src: response.url },
    createElement: () => frame,
    getElementById: (id: string) => (id === 'box' ? place : null),
  }
  const window: { WxLogin?: new (options: object) => unknown } = {}
  new Function('window', 'document', await response.text())(window, document)
  const options = { id: 'box', appid: 'a', scope: 'snsapi_login', redirect_uri: 'http%3A%2F%2Fh', state: 's' }
  if (window.WxLogin) new window.WxLogin(options)
  const start = `${sim.url}/connect/qrconnect?appid=a&scope=snsapi_login&redirect_uri=http%3A%2F%2Fh&state=s&login_type=jssdk`
  expect(frame).toMatchObject({
    width: '300px',
    height: '400px',
    src: `${start}&self_redirect=default&styletype=&sizetype=&bgcolor=&rst=`,
    attributes: { frameBorder: '0', scrolling: 'no', allowTransparency: 'true' },
  })
  if (window.WxLogin) new window.WxLogin({ ...options, self_redirect: false, style: 'white', lang: 'en' })
  expect(frame.src).toBe(
    `${start}&self_redirect=false&styletype=&sizetype=&bgcolor=&rst=&style=white&lang=en`,
  )
})
