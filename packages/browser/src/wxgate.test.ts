import { expect, test } from 'vitest'
import type { Page } from './page.ts'
import { createWxgate } from './wxgate.ts'

/** A page at an address, whose gateway answers so. */
function openPage(href: string, answer: { status: number; body?: unknown } | Error = { status: 401 }) {
  const asked: [string, unknown][] = []
  const page = {
    fetch: async (url: string, options: unknown) => {
      asked.push([url, options])
      if (answer instanceof Error) throw answer
      return { status: answer.status, ok: answer.status < 300, json: async () => answer.body }
    },
    location: {
      href,
      assign(url: string) {
        page.location.href = url
      },
    },
    history: {
      state: { from: 'router' },
      replaceState(_state: unknown, _unused: string, url: string) {
        page.location.href = url
      },
    },
  } satisfies Page
  const wxgate = createWxgate({ gateway: 'https://login.example.com/', client: 'my shop', page })
  return { page, asked, wxgate }
}

test('whoever is signed in is told, with the cookie of the gateway; nobody is null', async () => {
  const session = { subject: 'p1', nickname: '小明' }
  const signedIn = openPage('https://app.example.com/', { status: 200, body: session })
  expect(await signedIn.wxgate.session()).toEqual(session)
  expect(signedIn.asked).toEqual([
    ['https://login.example.com/session?client=my%20shop', { credentials: 'include' }],
  ])
  expect(await openPage('https://app.example.com/').wxgate.session()).toBeNull()
})

test('a gateway that cannot be asked, or will not answer, is an error and nobody’s absence', async () => {
  const cause = new TypeError('Failed to fetch')
  await expect(openPage('https://a.example/', cause).wxgate.session()).rejects.toMatchObject({
    code: 'gateway_unreachable',
    cause,
  })
  for (const status of [403, 429, 503])
    await expect(openPage('https://a.example/', { status }).wxgate.session()).rejects.toMatchObject({
      code: 'gateway_refused',
      status,
    })
})

test('a sign-in leaves for the gateway and comes back to this very page, fragment included', () => {
  const { page, wxgate } = openPage('https://app.example.com/?from=menu#/orders/7')
  wxgate.signIn()
  const url = new URL(page.location.href)
  expect(url.origin + url.pathname).toBe('https://login.example.com/login/my%20shop')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    return_to: 'https://app.example.com/?from=menu#/orders/7',
  })
})

test('a sign-in may name its end and its account', () => {
  const { page, wxgate } = openPage('https://app.example.com/')
  wxgate.signIn({ returnTo: 'https://app.example.com/welcome', application: 'wx5a4db0c500000004' })
  const query = Object.fromEntries(new URL(page.location.href).searchParams)
  expect(query).toEqual({ return_to: 'https://app.example.com/welcome', application: 'wx5a4db0c500000004' })
})

test('signing out is a POST with the cookie; one that failed is told', async () => {
  const { wxgate, asked } = openPage('https://app.example.com/', { status: 204 })
  await wxgate.signOut()
  expect(asked).toEqual([
    ['https://login.example.com/logout?client=my%20shop', { method: 'POST', credentials: 'include' }],
  ])
  await expect(openPage('https://app.example.com/', { status: 403 }).wxgate.signOut()).rejects.toMatchObject({
    status: 403,
  })
})

test.each([
  ['/?code=c&state=s', '/'],
  ['/?page=2&code=c&state=s#wechat_redirect', '/?page=2'],
  ['/shop#/orders?code=c&state=s&page=2', '/shop#/orders?page=2'],
  ['/#wechat_redirect', '/'],
  ['/?code=SALE', '/?code=SALE'],
  ['/?state=open', '/?state=open'],
  ['/#/orders/7', '/#/orders/7'],
])('the address %s becomes %s', (before, after) => {
  const { page, wxgate } = openPage(`https://app.example.com${before}`)
  wxgate.clean()
  expect(page.location.href).toBe(`https://app.example.com${after}`)
})
