import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import type { DoorBrowser, DoorTown } from './door-town.ts'

const teahouse = 'wx5a4db0c500000001'
const miniProgram = 'wx5a4db0c500000007'

const forged = {
  'x-wxgate-subject': 'person_forged',
  'x-wxgate-openid': 'forged',
  'x-wxgate-unionid': 'forged',
  'x-wxgate-subscribed': 'true',
  'x-wxgate-assertion': 'forged',
  // CGI, WSGI and PHP give both spellings the same name.
  x_wxgate_subject: 'forged',
  'x-wxgate_openid': 'forged',
}

/** The stories of the direct door and of forward authentication, for towns whose hosts have different names. */
export function tellDoorStories(openTown: () => Promise<DoorTown>): void {
  tellDirectStories(openTown)
  tellForwardStories(openTown)
}

function tellDirectStories(openTown: () => Promise<DoorTown>): void {
  describe('the direct door', () => {
    test('ends at the very address that was asked for, fragment included', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      const wanted = `${town.app}/cart?a=1&b=%2F#/orders/7`
      expect((await browser.open(buildLogin(town, wanted))).url).toBe(wanted)
      // A browser that is signed in already goes there without WeChat.
      const { total } = await town.control.journal({ path: '/connect/oauth2/authorize' })
      expect((await browser.open(buildLogin(town, `${town.app}/x`))).url).toBe(`${town.app}/x`)
      expect((await town.control.journal({ path: '/connect/oauth2/authorize' })).total).toBe(total)
    })

    test('an application signs in by OpenID Connect, and hears of the issuer by its public name', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      const redirect = `${town.app}/shop/callback`
      const query = {
        client_id: 'shop',
        response_type: 'code',
        scope: 'openid profile wechat',
        state: 'x',
        nonce: 'n',
      }
      const url = `${town.gateway}/oidc/auth?${new URLSearchParams({ ...query, redirect_uri: redirect })}`
      const end = new URL((await browser.open(url)).url)
      expect([`${end.origin}${end.pathname}`, end.searchParams.get('iss')]).toEqual([redirect, town.gateway])
      const code = end.searchParams.get('code') ?? ''
      const answer = await town.call(`${town.gateway}/oidc/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa('shop:demo-secret')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirect,
        }).toString(),
      })
      const { id_token, access_token } = JSON.parse(answer.text)
      expect(decodeJwt(id_token)).toMatchObject({ iss: town.gateway, aud: 'shop', nonce: 'n' })
      const headers = { authorization: `Bearer ${access_token}` }
      const userinfo = JSON.parse((await town.call(`${town.gateway}/oidc/userinfo`, { headers })).text)
      expect(userinfo).toMatchObject({ nickname: '小明', wechat_appid: teahouse })
    })

    test('a page of the client reads who is signed in and signs out; a page of another site does neither', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      await browser.open(buildLogin(town, `${town.app}/`))
      const session = await browser.ask(town.app, `${town.gateway}/session`)
      expect(session?.status).toBe(200)
      expect(JSON.parse(session?.text ?? '')).toMatchObject({
        client: 'shop',
        appid: teahouse,
        nickname: '小明',
      })
      expect(await browser.ask(town.foreign, `${town.gateway}/session`)).toBeUndefined()
      expect(await browser.ask(town.foreign, `${town.gateway}/logout`, 'POST')).toBeUndefined()
      expect((await browser.ask(town.app, `${town.gateway}/logout`, 'POST'))?.status).toBe(204)
      expect((await browser.ask(town.app, `${town.gateway}/session`))?.status).toBe(401)
    })
  })
}

/** Those of a protected site alone, for the proxies that stand before one. */
export function tellForwardStories(openTown: () => Promise<DoorTown>): void {
  describe('forward authentication', () => {
    test('a protected page is shown to whoever signs in on the way, at its very address', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      const page = await browser.open(`${town.site}/report?month=11&x=%2F`)
      expect([page.url, page.status]).toEqual([`${town.site}/report?month=11&x=%2F`, 200])
      const { people } = await town.control.state()
      const xiaoming = people.find(({ id }) => id === 'xiaoming')
      expect(JSON.parse(page.text)).toMatchObject({
        path: '/report?month=11&x=%2F',
        'x-wxgate-subject': expect.stringMatching(/^person_/),
        'x-wxgate-appid': teahouse,
        'x-wxgate-openid': xiaoming?.openids[teahouse],
        'x-wxgate-unionid': xiaoming?.unionid,
        'x-wxgate-nickname': encodeURIComponent('小明'),
        'x-wxgate-subscribed': 'true',
      })
    })

    test('a page whose address is long is reached as well', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      const wanted = `${town.site}/search?q=${encodeURIComponent('茶'.repeat(220))}`
      const page = await browser.open(wanted)
      expect([page.url, page.status]).toEqual([wanted, 200])
    })

    test('the direct door ends at a protected page too, fragment included', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      const wanted = `${town.site}/a?b=1#c`
      const page = await browser.open(buildLogin(town, wanted))
      expect([page.url, page.status]).toEqual([wanted, 200])
    })

    test('what a visitor writes into X-Wxgate headers never reaches the application', async () => {
      const town = await openTown()
      const stranger = await town.openBrowser('xiaoming')
      const page = await stranger.open(`${town.site}/`, forged)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('forged')
    })

    test('a header of what is not known is empty, so that a forged one does not stay', async () => {
      const town = await openTown()
      const grey = await town.openBrowser('grey')
      const page = JSON.parse((await grey.open(`${town.site}/`, forged)).text)
      expect(page).toMatchObject({ 'x-wxgate-subscribed': 'false' })
      expect(JSON.stringify(page)).not.toContain('forged')
    })

    test('the assertion is signed by a key of the gateway, for this client and one minute', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      const page = JSON.parse((await browser.open(`${town.site}/`)).text)
      const jwks = createLocalJWKSet(JSON.parse((await town.call(`${town.gateway}/oidc/jwks`)).text))
      const { payload } = await jwtVerify(page['x-wxgate-assertion'], jwks, {
        issuer: town.gateway,
        audience: 'tea',
        typ: 'wxgate-assertion+jwt',
        algorithms: ['ES256'],
        currentDate: new Date((await town.control.state()).clock.now),
      })
      expect(payload.sub).toBe(page['x-wxgate-subject'])
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60)
    })

    test('signing out at the gateway ends the session of every host at once', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      await browser.open(`${town.site}/`)
      expect((await browser.ask(town.site, `${town.site}/data`))?.status).toBe(200)
      await browser.open(buildLogin(town, `${town.app}/`))
      await browser.ask(town.app, `${town.gateway}/logout`, 'POST')
      expect((await browser.ask(town.site, `${town.site}/data`))?.status).toBe(401)
    })

    test('a form of the site signs out of every host, after the gateway has asked', async () => {
      const town = await openTown()
      const browser = await town.openBrowser('xiaoming')
      await browser.open(`${town.site}/`)
      const { url, way } = await browser.submit(town.site, `${town.gateway}/logout?return_to=${town.site}/`)
      expect([url, way.includes(`${town.gateway}/logout`)]).toEqual([`${town.gateway}/`, true])
      expect((await browser.ask(town.site, `${town.site}/data`))?.status).toBe(401)
      expect((await browser.ask(town.gateway, `${town.gateway}/session`))?.status).toBe(401)
    })

    test('a script of a page hears 401 and where to sign in, and is not sent to WeChat', async () => {
      const town = await openTown()
      const answer = await town.call(`${town.site}/data`, { headers: { 'sec-fetch-mode': 'cors' } })
      expect(answer.status).toBe(401)
      const login = new URL(answer.headers.get('x-wxgate-login') ?? '')
      expect(`${login.origin}${login.pathname}`).toBe(`${town.gateway}/login/tea`)
      expect(login.searchParams.get('return_to')).toBe(`${town.site}/data`)
    })

    test('the end of somebody else’s sign-in signs nobody in, and a page says what to do', async () => {
      const town = await openTown()
      const attacker = await town.openBrowser('alice')
      const victim = await town.openBrowser('xiaoming')
      const ends = await collectFinish(town, attacker)
      const page = await victim.open(ends)
      expect([page.status, page.text]).toEqual([400, expect.stringContaining('login_finish_refused')])
      expect((await victim.ask(town.site, `${town.site}/data`))?.status).not.toBe(200)
    })

    test('a bearer of a mini program opens what the browser’s cookie opens, until it is signed out', async () => {
      const town = await openTown()
      const code = await town.control.openMiniprogram({ person: 'lihua', appid: miniProgram })
      const signedIn = await town.call(`${town.gateway}/login/tea/code`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ application: miniProgram, code }),
      })
      expect(signedIn.status).toBe(201)
      const { token, subject } = JSON.parse(signedIn.text)
      const headers = { authorization: `Bearer ${token}` }
      const session = await town.call(`${town.gateway}/session`, { headers })
      expect(JSON.parse(session.text)).toMatchObject({ subject, client: 'tea', appid: miniProgram })
      const page = await town.call(`${town.site}/data`, { headers })
      expect(JSON.parse(page.text)).toMatchObject({ 'x-wxgate-subject': subject })
      expect((await town.call(`${town.gateway}/logout`, { method: 'POST', headers })).status).toBe(204)
      expect((await town.call(`${town.gateway}/session`, { headers })).status).toBe(401)
      expect(
        (await town.call(`${town.site}/data`, { headers: { ...headers, 'sec-fetch-mode': 'cors' } })).status,
      ).toBe(401)
    })
  })
}

function buildLogin({ gateway, site }: DoorTown, returnTo: string): string {
  const client = returnTo.startsWith(site) ? 'tea' : 'shop'
  return `${gateway}/login/${client}?${new URLSearchParams({ return_to: returnTo })}`
}

/** The address with the code that ended a sign-in of this browser at the site. */
async function collectFinish({ site }: DoorTown, browser: DoorBrowser): Promise<string> {
  const { way } = await browser.open(`${site}/`)
  const end = way.find((url) => url.startsWith(`${site}/.wxgate/finish?code=`))
  if (end === undefined) throw new Error(`no code on the way: ${way.join(' ')}`)
  return end
}
