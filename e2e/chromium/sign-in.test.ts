import { connectWeChat } from '@wxgate/simulator/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startTown } from '../town.ts'
import { executablePath, openBrowser, shoot } from './stage.ts'

const languages = [
  {
    locale: 'en-US',
    signIn: 'Sign in with WeChat',
    go: 'Continue with WeChat',
    again: 'Start again',
    hello: 'Hello, 小明',
  },
  { locale: 'zh-CN', signIn: '微信登录', go: '继续使用微信登录', again: '重新开始', hello: '你好，小明' },
]

describe.skipIf(!executablePath)('in a real Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser()
  })

  afterAll(() => browser?.close())

  async function openPage(options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({
      viewport: { width: 420, height: 860 },
      // A browser outside WeChat is shown a code, or a link.
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.54',
      ...options,
    })
    onTestFinished(() => context.close())
    context.setDefaultTimeout(60_000)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    return { page, complaints }
  }

  describe.each(languages)('in $locale', ({ locale, signIn, go, again, hello }) => {
    test('a person signs in, sees themselves, signs out and signs in again without being asked for the profile', async () => {
      const { app, control } = await startTown()
      const { page, complaints } = await openPage({ locale })
      await page.goto(app)
      await shoot(page, `${locale}-1-sample`)
      await page.getByText(signIn, { exact: true }).click()
      await page.waitForURL(/\/connect\/oauth2\/authorize/)
      expect(await page.getByText('模拟器 · SIMULATOR').isVisible()).toBe(true)
      await shoot(page, `${locale}-2-phone`)
      await choosePerson(page, '小明')
      await page.waitForURL(/\/login\/profile\//)
      await shoot(page, `${locale}-3-profile`)
      await page.getByText(go).click()
      await page.waitForURL(/\/connect\/oauth2\/authorize/)
      await shoot(page, `${locale}-4-consent`)
      await choosePerson(page, '小明')
      await waitForHome(page, app)
      await page.getByText(hello).waitFor()
      expect(
        await page.locator('img.face').evaluate((image) => Reflect.get(image, 'naturalWidth')),
      ).toBeGreaterThan(0)
      await shoot(page, `${locale}-5-signed-in`)

      await page.locator('form[action="/sign-out"] button').click()
      await page.locator('#continue button').waitFor()
      await shoot(page, `${locale}-6-sign-out`)
      await page.locator('#continue button').click()
      await waitForHome(page, app)
      // WeChat on a phone knows who holds it: silently there and back.
      await page.getByText(signIn, { exact: true }).click()
      await page.getByText(hello).waitFor()
      expect((await control.journal({ path: '/sns/userinfo' })).total).toBe(1)
      expect(complaints).toEqual([])
    })

    test('refusing ends at a page whose button starts again', async () => {
      const { app } = await startTown()
      const { page, complaints } = await openPage({ locale })
      await page.goto(`${app}/sign-in`)
      await choosePerson(page, '小明')
      await page.getByText(go).click()
      await page.waitForURL(/\/connect\/oauth2\/authorize/)
      await refuse(page)
      await page.waitForURL(/\/wechat\/callback\//)
      await shoot(page, `${locale}-7-refused`)
      await page.locator('#continue button', { hasText: again }).click()
      await page.waitForURL(/\/connect\/oauth2\/authorize/)
      expect(complaints.filter((text) => !text.includes('403'))).toEqual([])
    })

    test('a stale callback ends at a page whose button starts again', async () => {
      const { app, gateway, control } = await startTown()
      const { page } = await openPage({ locale, colorScheme: 'dark' })
      await page.goto(`${app}/sign-in`)
      await control.advance(300)
      await page.goto(
        `${gateway}/wechat/callback/wx5a4db0c500000001?code=${'x'.repeat(32)}&state=${'a'.repeat(32)}`,
      )
      await shoot(page, `${locale}-8-stale`)
      await page.locator('#continue button', { hasText: again }).click()
      await page.waitForURL(/\/connect\/oauth2\/authorize/)
    })
  })

  test('a name full of markup runs no script on any page', async () => {
    const { app, control } = await startTown()
    await control.addPerson({
      id: 'mallory',
      nickname: '<img src=x onerror=alert(1)>"><svg onload=alert(2)>',
    })
    const { page, complaints } = await openPage({ locale: 'en-US' })
    await page.goto(`${app}/sign-in`)
    await choosePerson(page, 'onerror')
    await page.locator('#continue button').click()
    await choosePerson(page, 'onerror')
    await waitForHome(page, app)
    expect(await page.locator('h1').textContent()).toContain('<img src=x onerror=alert(1)>')
    expect(complaints).toEqual([])
  })

  test('answers by form_post reach the client, and signing out twice comes back to it', async () => {
    const { app, gateway } = await startTown()
    const { page, complaints } = await openPage({ locale: 'en-US' })
    await page.goto(`${app}/sign-in`)
    await choosePerson(page, '小明')
    await page.locator('#continue button').click()
    await choosePerson(page, '小明')
    await waitForHome(page, app)
    const query = new URLSearchParams({
      client_id: 'demo',
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'openid',
      redirect_uri: `${app}/callback`,
    })
    const posted = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url() === `${app}/callback`,
    )
    await page.goto(`${gateway}/oidc/auth?${query}`)
    expect((await posted).postData()).toContain('code=')
    await page.goto(app)
    await page.request.post(`${gateway}/logout`, { headers: { origin: gateway } })
    await page.locator('form[action="/sign-out"] button').click()
    await waitForHome(page, app)
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
  })

  test('a scripted sign-in takes no click at WeChat', async () => {
    const { app, simulator } = await startTown()
    const { page } = await openPage({ locale: 'en-US' })
    const wechat = connectWeChat(simulator)
    await wechat.signInAs(page, 'alice')
    await page.goto(`${app}/sign-in`)
    await page.locator('#continue button').click()
    await page.getByText('Hello, Alice').waitFor()
    await page.context().clearCookies()
    await wechat.signInAs(page, 'lihua', { decision: 'deny' })
    await page.goto(`${app}/sign-in`)
    await page.locator('#continue button').click()
    await page.getByText('You did not sign in').waitFor()
  })

  test('every page of the sign-in fits a narrow phone and needs no script', async () => {
    const { app } = await startTown()
    const { page } = await openPage({
      locale: 'zh-CN',
      javaScriptEnabled: true,
      viewport: { width: 320, height: 640 },
    })
    await page.goto(app)
    expect(await isTooWide(page)).toBe(false)
    await page.goto(`${app}/sign-in`)
    expect(await isTooWide(page)).toBe(false)
    await choosePerson(page, '小明')
    expect(await isTooWide(page)).toBe(false)
    expect(await page.locator('script').count()).toBe(0)
  })
})

/** The app's first page; the empty fragment that keeps WeChat's own away may still be there. */
function waitForHome(page: Page, app: string): Promise<void> {
  return page.waitForURL(({ href }) => href.replace(/#$/, '') === `${app}/`)
}

async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}

/** On the pretend phone: says who this is and allows. */
async function choosePerson(page: Page, name: string): Promise<void> {
  await page.waitForURL(/\/connect\/oauth2\/authorize/)
  const choice = page.locator('label.row', { hasText: name })
  if ((await choice.count()) === 0) {
    await page.locator('button[name="person"]', { hasText: name }).first().click()
    return
  }
  await choice.first().click()
  await page.locator('button[value="allow"]').click()
}

async function refuse(page: Page): Promise<void> {
  await page.locator('button[value="deny"]').click()
}
