import { expect, test } from 'vitest'
import { createLoginCookies } from './cookie.ts'
import { html } from './html.ts'
import { issueId, readReturnPath } from './kit.ts'
import { readWhere } from './where.ts'

const origin = 'https://m.example.com'

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  '@evil.example',
  'evil.example',
  '',
  ' /x',
  '/%09//evil.example/..//..//evil.example',
])('%j never leads to another site', (text) => {
  expect(new URL(readReturnPath(text, origin), origin).origin).toBe(origin)
})

test.each([
  ['/', '/'],
  ['/orders?page=2', '/orders?page=2'],
  ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
  ['/@evil.example', '/@evil.example'],
  [undefined, '/'],
])('%j is kept as %j', (text, path) => {
  expect(readReturnPath(text, origin)).toBe(path)
})

test.each([
  ['Mozilla/5.0 (iPhone) MicroMessenger/8.0.54', 'wechat'],
  ['Mozilla/5.0 (Windows NT 10.0) WindowsWechat MicroMessenger/7.0.20', 'wechat'],
  ['Mozilla/5.0 (iPhone) MicroMessenger/7.0.1 wxwork/4.1.0', 'phone'],
  ['Mozilla/5.0 (Windows NT 10.0) wxwork/4.1.0 MicroMessenger/7.0.1', 'desktop'],
  ['Mozilla/5.0 (Linux; Android 15) Mobile', 'phone'],
  ['Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0', 'desktop'],
  [null, 'desktop'],
])('%j runs in %s', (agent, where) => {
  expect(readWhere(agent)).toBe(where)
})

test('cookies of an https site cannot be set by a sibling, and one that comes twice counts as none', () => {
  const id = issueId()
  const cookies = createLoginCookies(true)
  expect(cookies.writeSessionId(id, 60)).toBe(
    `__Host-wechat-session=${id}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`,
  )
  const send = (cookie: string) => cookies.readSessionId(new Request(origin, { headers: { cookie } }))
  expect(send(`a=b; __Host-wechat-session=${id}`)).toBe(id)
  expect(send(`__Host-wechat-session=${id}; __Host-wechat-session=${issueId()}`)).toBeUndefined()
  expect(send(`wechat-session=${id}`)).toBeUndefined()
  expect(send('__Host-wechat-session=short')).toBeUndefined()
})

test('what stands in a page is text, whatever it holds', () => {
  expect(
    html`<p title="${'"><script>'}">${`'&<>`}${undefined}${[html`<b>${1}</b>`, html`<i></i>`]}</p>`.html,
  ).toBe('<p title="&#34;&#62;&#60;script&#62;">&#39;&#38;&#60;&#62;<b>1</b><i></i></p>')
})
