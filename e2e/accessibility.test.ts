import { connectSimulator, type SimulatorControl } from '@wxgate/simulator/test-kit'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startWithPage } from '../packages/simulator/src/page/test/scripted-page.ts'
import { expectAccessible } from './accessible.ts'
import { type StoryTown, startTown } from './town.ts'

const executablePath = process.env.CHROMIUM_PATH
const appid = 'wx5a4db0c500000001'

/** Languages and colours in which every page is looked at. */
const looks = ['en-US', 'zh-CN'].flatMap((locale) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ locale, colorScheme })),
)

describe.skipIf(!executablePath)('accessibility in a real Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
  })
  afterAll(() => browser?.close())

  async function openContext(look: (typeof looks)[number], userAgent?: string): Promise<BrowserContext> {
    const context = await browser.newContext({
      ...(userAgent && { userAgent }),
      viewport: { width: 420, height: 860 },
      reducedMotion: 'reduce',
      ...look,
    })
    context.setDefaultTimeout(60_000)
    return context
  }

  test.each(looks)('nothing hinders at signing in, $locale $colorScheme', async (look) => {
    const town = await startTown()
    const context = await openContext(look, 'Mozilla/5.0 (iPhone) Mobile MicroMessenger/8.0.54')
    const page = await context.newPage()
    await visitSignIn(page, town)
    await visitFailures(page, town)
    await context.close()
    const outside = await openContext(look)
    await visitOutside(await outside.newPage(), town)
    await outside.close()
  })

  describe('at the simulator', () => {
    let url: string
    let control: SimulatorControl
    let close: () => Promise<void>

    beforeAll(async () => {
      const started = await startWithPage()
      url = started.url
      close = started.close
      control = connectSimulator(url)
      await fill(control, url)
    }, 120_000)
    afterAll(() => close?.())

    test.each(looks)('nothing hinders at the page of the simulator, $locale $colorScheme', async (look) => {
      const context = await openContext(look)
      const page = await context.newPage()
      await page.setViewportSize({ width: 1440, height: 960 })
      await visitParts(page, url)
      await visitPhone(page)
      await page.setViewportSize({ width: 390, height: 800 })
      await page.locator('[data-part-link=phone]').click()
      await expectAccessible(page, 'narrow phone')
      await context.close()
    })
  })
})

/** Signed out, silent page, profile page, consent sheet, signed in, sign-out page. */
async function visitSignIn(page: Page, { app }: StoryTown): Promise<void> {
  await page.goto(app)
  await expectAccessible(page, 'sample, signed out')
  await page.goto(`${app}/sign-in`)
  await expectAccessible(page, 'silent page')
  await page.locator('button[name=person]').first().click()
  await expectAccessible(page, 'profile page')
  await page.locator('#continue button').click()
  await page.waitForURL(/snsapi_userinfo/)
  await expectAccessible(page, 'consent sheet')
  await page.locator('button[value=allow]').click()
  await page.locator('form[action="/sign-out"] button').waitFor()
  await expectAccessible(page, 'sample, signed in')
  await page.locator('form[action="/sign-out"] button').click()
  await expectAccessible(page, 'sign-out page')
  await page.locator('#continue button').click()
  await page.waitForURL(`${app}/`)
}

/** A browser that is not WeChat's: the code to scan, the link in it, and what the routing table says. */
async function visitOutside(page: Page, { app, gateway }: StoryTown): Promise<void> {
  await page.goto(`${app}/sign-in`)
  await expectAccessible(page, 'code to scan')
  await page.goto(String(await page.locator('a[href*="/handoff/"]').getAttribute('href')))
  await expectAccessible(page, 'open in WeChat')
  await page.goto(`${gateway}/whereami`)
  await expectAccessible(page, 'where am I')
}

/** Refused, stale, OIDC error, the sample's problem page, the simulator's error page and home page. */
async function visitFailures(page: Page, { app, gateway, simulator }: StoryTown): Promise<void> {
  // Another phone, which WeChat does not know yet.
  await page.context().clearCookies()
  await page.goto(`${app}/sign-in`)
  await page.locator('button[name=person]').nth(1).click()
  await page.locator('#continue button').click()
  await page.locator('button[value=deny]').click()
  await page.waitForURL(/\/wechat\/callback\//)
  await expectAccessible(page, 'refused page')
  const failures = {
    'stale page': `${gateway}/wechat/callback/${appid}?code=${'x'.repeat(32)}&state=${'a'.repeat(32)}`,
    'OIDC error': `${gateway}/oidc/auth?client_id=nobody&response_type=code`,
    'missing page': `${gateway}/nowhere`,
    'error of the sample': `${app}/callback?error=access_denied`,
    'error page': `${simulator}/connect/oauth2/authorize?appid=${appid}`,
    'sign-in by scan': `${simulator}/connect/qrconnect?appid=nobody`,
    'plain page': `${simulator}/`,
  }
  for (const [name, url] of Object.entries(failures)) {
    await page.goto(url)
    await expectAccessible(page, name)
  }
}

/** Something of every kind to look at. */
async function fill(control: SimulatorControl, url: string): Promise<void> {
  await control.fault({ path: '/sns/userinfo', kind: 'errcode', errcode: -1, times: 9 })
  await fetch(`${url}/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=x`)
  await fetch(`${url}/sns/auth`)
  await control.setPush({ appid, url: 'http://127.0.0.1:9/' }).catch(() => {})
  await control.follow('alice', appid)
}

/** The parts of the page, a request opened, the curl line shown. */
async function visitParts(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('[data-connection=live]').waitFor()
  await page.locator('[data-test=rows] button', { hasText: '/cgi-bin/token' }).click()
  await expectAccessible(page, 'inbox, with a request opened')
  for (const part of ['accounts', 'rules', 'faults', 'inbox']) {
    await page.locator(`[data-part-link=${part}]`).click()
    await expectAccessible(page, part)
  }
}

/** The phone's screens, somebody chosen, a chat opened. */
async function visitPhone(page: Page): Promise<void> {
  for (const screen of ['chats', 'scan', 'open', 'me']) {
    await page.locator(`[data-screen=${screen}]`).click()
    await expectAccessible(page, `phone, ${screen}`)
  }
  await page.locator('[data-test=who]').click()
  await expectAccessible(page, 'phone, people')
}
