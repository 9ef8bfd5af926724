import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { connectWeChat } from '@wxgate/simulator/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { expectAccessible } from './accessible.ts'
import { startSite } from './library-site.ts'

const executablePath = process.env.CHROMIUM_PATH
const folder = join(import.meta.dirname, 'screenshots')
const callback = '/wechat/callback/wx5a4db0c500000001'

const wechat = {
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.54',
  viewport: { width: 375, height: 760 },
}
const phone = {
  userAgent: 'Mozilla/5.0 (Linux; Android 15) Chrome/142.0.0.0 Mobile Safari/537.36',
  viewport: { width: 375, height: 760 },
}
const computer = {
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36',
  viewport: { width: 1280, height: 800 },
}

type Device = { userAgent: string; viewport: { width: number; height: number } }
type Look = { locale: 'en-US' | 'zh-CN'; colorScheme: 'light' | 'dark' }
const looks: Look[] = (['en-US', 'zh-CN'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ locale, colorScheme })),
)

const words = {
  'en-US': {
    why: 'May we see your profile?',
    scan: 'Scan with WeChat to sign in',
    approve: 'Is it you who signs in there?',
    claimed: 'Scanned. Confirm on your phone',
    wrong: 'That is not the number',
    done: 'Done',
    denied: 'The sign-in was refused',
    gone: 'This code is no longer good',
    taken: 'This code is taken',
    place: 'Please open this page in WeChat',
    refused: 'You did not sign in',
    preview: 'This is only a preview',
    over: 'This sign-in is over',
    wechatFailed: 'WeChat could not sign you in',
    weFailed: 'Something went wrong here',
    waiting: 'Waiting for WeChat',
    offline: 'The connection is lost. Trying again',
    tryNow: 'Try now',
  },
  'zh-CN': {
    why: '可以使用你的头像和昵称吗？',
    scan: '用微信扫一扫登录',
    approve: '是你本人要登录吗？',
    claimed: '已扫码，请在手机上确认',
    wrong: '数字不对',
    done: '完成',
    denied: '登录已被拒绝',
    gone: '二维码已失效',
    taken: '二维码已被使用',
    place: '请在微信中打开',
    refused: '你没有登录',
    preview: '当前为快照浏览',
    over: '这次登录已经结束',
    wechatFailed: '微信暂时无法登录',
    weFailed: '我们这里出了点问题',
    waiting: '等待微信',
    offline: '网络已断开，正在重试',
    tryNow: '立即重试',
  },
}

describe.skipIf(!executablePath)('the pages of the library in a real Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
  })
  afterAll(() => browser?.close())

  async function openBrowser(look: Look, device: Device) {
    const context = await browser.newContext({ ...device, ...look })
    onTestFinished(() => context.close())
    context.setDefaultTimeout(60_000)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // A page that says no has a status that says no.
      if (message.type() === 'error' && !/status of [45]\d\d/.test(message.text()))
        complaints.push(message.text())
    })

    /** Looks at the page with this title: obstacles, width, weight, and what the browser had to complain of. */
    const see = async (title: keyof (typeof words)['en-US']) => {
      await page.getByRole('heading', { name: words[look.locale][title] }).waitFor()
      await page.screenshot({
        path: join(
          folder,
          `library-${look.locale}-${look.colorScheme}-${title}-${device.viewport.width}.png`,
        ),
        fullPage: true,
      })
      await expectAccessible(page, title)
      await page.setViewportSize({ ...device.viewport, width: 320 })
      const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
      const { length } = Buffer.from(await page.content())
      expect
        .soft([title, await page.evaluate(isTooWide), length < 20_000, complaints])
        .toEqual([title, false, true, []])
      await page.setViewportSize(device.viewport)
    }
    return { page, see, complaints }
  }

  describe.each(looks)('$locale $colorScheme', (look) => {
    test('somebody inside WeChat taps through, and is greeted where they wanted to go', async () => {
      const { url } = await startSite()
      const { page, see, complaints } = await openBrowser(look, wechat)
      await page.goto(`${url}/orders?page=2`)
      await page.locator('button[name=person]', { hasText: '小明' }).click()
      await see('why')
      await page.locator('#continue button').click()
      await page.waitForURL(/snsapi_userinfo/)
      await page.locator('button[value=allow]').click()
      await page.getByText('Hello 小明').waitFor()
      // The empty fragment keeps `#wechat_redirect` away, which browsers carry over redirects.
      expect([page.url(), complaints]).toEqual([`${url}/orders?page=2#`, []])
    })

    test('a computer waits for the phone, and goes on by itself when its number was typed there', async () => {
      const { url, sim } = await startSite()
      const desktop = await openBrowser(look, computer)
      const mobile = await openBrowser(look, wechat)
      await connectWeChat(sim.url).signInAs(mobile.page, 'xiaoming')
      await desktop.page.goto(`${url}/orders?page=2`)
      await desktop.see('scan')
      const number = await readNumber(desktop.page)
      await mobile.page.goto(await readLink(desktop.page))
      await mobile.see('why')
      await mobile.page.locator('#continue button').click()
      await mobile.see('approve')
      await desktop.page.getByText(words[look.locale].claimed).waitFor()
      await desktop.see('scan')
      await mobile.page.locator('#number').fill(number === '10' ? '11' : '10')
      await mobile.page.locator('#continue button').click()
      await mobile.see('wrong')
      await mobile.page.locator('#number').fill(number)
      await mobile.page.locator('#continue button').click()
      await mobile.see('done')
      await desktop.page.getByText('Hello 小明').waitFor()
      expect([desktop.page.url(), desktop.complaints]).toEqual([`${url}/orders?page=2`, []])
    })

    test('a computer without a connection says so, and goes on by itself when there is one again', async () => {
      const { url } = await startSite()
      const { page } = await openBrowser(look, computer)
      await page.goto(url)
      const { offline, waiting, tryNow } = words[look.locale]
      await page.getByText(waiting).waitFor()
      await page.context().setOffline(true)
      await page.getByText(offline).waitFor()
      await expectAccessible(page, 'offline')
      await page.screenshot({ path: join(folder, `library-${look.locale}-${look.colorScheme}-offline.png`) })
      expect(await page.getByRole('button', { name: tryNow }).isVisible()).toBe(true)
      await page.context().setOffline(false)
      await page.getByText(waiting).waitFor()
      expect(await page.getByRole('button', { name: tryNow }).isHidden()).toBe(true)
    })

    test('who says no on the phone, comes second or too late is told so, and so is the computer', async () => {
      const { url, sim, advance } = await startSite()
      const desktop = await openBrowser(look, computer)
      const [mobile, other] = [await openBrowser(look, wechat), await openBrowser(look, wechat)]
      await connectWeChat(sim.url).signInAs(mobile.page, 'xiaoming')
      await connectWeChat(sim.url).signInAs(other.page, 'alice')
      await desktop.page.goto(url)
      const link = await readLink(desktop.page)
      await mobile.page.goto(link)
      await mobile.page.locator('#continue button').click()
      await mobile.page.locator('#number').waitFor()
      await other.page.goto(link)
      await other.see('taken')
      await mobile.page.locator('button.quiet').click()
      await mobile.see('denied')
      await desktop.see('denied')
      await desktop.page.locator('#continue button').click()
      await desktop.page.locator('#number').waitFor()
      const late = await readLink(desktop.page)
      await desktop.page.close()
      advance(121_000)
      await mobile.page.goto(late)
      await mobile.see('gone')
    })

    test('what goes wrong has a page that says so', async () => {
      const site = await startSite()
      const { sim, url } = site
      const weChat = connectWeChat(sim.url)
      const outside = await openBrowser(look, phone)
      await outside.page.goto(`${url}/orders?page=2&q=${'茶'.repeat(40)}`)
      await outside.see('place')

      const { page, see } = await openBrowser(look, wechat)
      await weChat.signInAs(page, 'xiaoming', { snapshot: true })
      await page.goto(url)
      await see('preview')
      await page.goto(`${url}${callback}?code=${'x'.repeat(32)}&state=${'a'.repeat(32)}`)
      await see('over')
      await weChat.signInAs(page, 'xiaoming')
      await sim.fault({ path: '/sns/oauth2/access_token', kind: 'errcode', errcode: -1 })
      await page.goto(url)
      await see('wechatFailed')
      await page.locator('#continue button').click()
      await see('why')
      await weChat.signInAs(page, 'xiaoming', { decision: 'deny' })
      await page.locator('#continue button').click()
      await see('refused')
      await page.context().clearCookies()
      await weChat.signInAs(page, 'xiaoming')
      site.breakDown()
      await page.goto(url)
      await see('weFailed')
    })
  })

  test('a code that nobody scans is made anew three times, then the page waits for somebody', async () => {
    const look: Look = { locale: 'zh-CN', colorScheme: 'light' }
    const { url, sim, advance } = await startSite()
    const { page, see, complaints } = await openBrowser(look, computer)
    await page.goto(`${url}/orders?page=2`)
    const links = new Set<string>()
    for (let codes = 0; codes < 4; codes += 1) {
      const link = await readLink(page)
      links.add(link)
      advance(121_000)
      await page.locator(`a[href="${link}"]`).waitFor({ state: 'detached' })
    }
    expect(links.size).toBe(4)
    await see('gone')
    await page.locator('#continue button').click()
    expect(links.has(await readLink(page))).toBe(false)
    const mobile = await openBrowser(look, wechat)
    await connectWeChat(sim.url).signInAs(mobile.page, 'xiaoming')
    await mobile.page.goto(await readLink(page))
    await mobile.page.locator('#continue button').click()
    await mobile.page.locator('#number').fill(await readNumber(page))
    await mobile.page.locator('#continue button').click()
    await page.getByText('Hello 小明').waitFor()
    expect([page.url(), complaints]).toEqual([`${url}/orders?page=2`, []])
  })
})

/** The digits that the computer shows. */
async function readNumber(page: Page): Promise<string> {
  return (await page.locator('output#number').textContent()) ?? ''
}

/** What the code says. */
async function readLink(page: Page): Promise<string> {
  return (await page.locator('a[href*="/wechat/handoff/"]').getAttribute('href')) ?? ''
}
