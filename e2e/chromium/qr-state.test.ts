import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { wordTexts } from '../../packages/wechat/src/way/page-text.ts'
import {
  executablePath,
  type Look,
  looks,
  openPhone,
  openStage,
  readLink,
  readNumber,
  type Screen,
  typeNumber,
} from './stage.ts'

const anyLook: Look = { locale: 'en-US', colorScheme: 'light' }

/** A code lives for two minutes until somebody scans it. */
const codeSeconds = 121

const mostRenewals = 3

describe.skipIf(!executablePath)('the page with the code in a real Chromium', () => {
  const stage = openStage()

  describe.each(looks)('$locale $colorScheme', (look) => {
    const { status, tryNow } = wordTexts[look.locale === 'zh-CN' ? 'zh' : 'en']

    test('fresh, scanned, wrong number, scanned by another, approved', async () => {
      const desktop = await openDesktop(look)
      await desktop.page.getByText(status.pending, { exact: true }).waitFor()
      await desktop.see('handoff_scan')
      const [link, number] = [await readLink(desktop), await readNumber(desktop)]
      const phone = await openPhone(stage, look)
      await phone.page.goto(link)
      await phone.see('handoff_approve')
      await waitForScanned(desktop)
      await desktop.page.getByText(status.claimed, { exact: true }).waitFor()
      await desktop.see('handoff_scan', 'handoff_scan-claimed')
      await typeNumber(phone, otherThan(number))
      await phone.see('handoff_number_wrong')
      const other = await openPhone(stage, look, 'xiaoming')
      await other.page.goto(link)
      await other.see('handoff_claimed')
      await typeNumber(phone, number)
      await phone.see('handoff_approved')
      await waitForEnd(desktop)
    })

    test('denied, and a click shows a new code', async () => {
      const desktop = await openDesktop(look)
      const link = await readLink(desktop)
      const phone = await openPhone(stage, look)
      await phone.page.goto(link)
      await phone.page.locator('button.quiet').click()
      await phone.see('handoff_denied')
      await desktop.see('handoff_denied')
      await desktop.page.locator('#continue button').click()
      await desktop.page.locator(`.qr ~ p a:not([href="${link}"])`).waitFor()
    })

    test('expired while nobody was there, on both screens', async () => {
      const desktop = await openDesktop(look)
      const [link, waiting] = [await readLink(desktop), desktop.page.url()]
      await desktop.page.goto('about:blank')
      await stage.advance(codeSeconds)
      await desktop.page.goto(waiting)
      await desktop.see('handoff_gone')
      const phone = await openPhone(stage, look)
      await phone.page.goto(link)
      await phone.see('handoff_gone')
    })

    test('offline, and "try now" goes on at once', async () => {
      const desktop = await stage.open('desktop', look)
      await keepFromTrying(desktop.page)
      await desktop.page.route(isState, (route) => route.abort())
      await desktop.page.goto(stage.start('service'))
      await desktop.page.getByText(status.offline, { exact: true }).waitFor()
      expect(desktop.complaints.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
      await desktop.see('handoff_scan', 'handoff_scan-offline')
      await desktop.page.unroute(isState)
      await desktop.page.getByRole('button', { name: tryNow, exact: true }).click()
      await desktop.page.getByText(status.pending, { exact: true }).waitFor()
      expect(await desktop.page.locator('#now').isHidden()).toBe(true)
      await approve(desktop)
    })

    test('a link in the place of the code: fresh, copied, opened', async () => {
      const outside = await stage.open('phone', look, { permissions: ['clipboard-read', 'clipboard-write'] })
      await outside.page.goto(stage.start('service'))
      await outside.see('login_place')
      await outside.page.locator('#copy').click()
      await outside.page
        .getByRole('button', { name: wordTexts[look.locale === 'zh-CN' ? 'zh' : 'en'].copied })
        .waitFor()
      const copied = await outside.page.evaluate('navigator.clipboard.readText()')
      expect(copied).toBe(await readLink(outside))
      const phone = await openPhone(stage, look)
      await phone.page.goto(String(copied))
      await outside.page.getByText(status.claimed, { exact: true }).waitFor()
      await outside.see('login_place', 'login_place-claimed')
      await typeNumber(phone, await readNumber(outside))
      await waitForEnd(outside)
    })

    test('a browser that runs no script is shown the code', async () => {
      const desktop = await stage.open('desktop', look, { javaScriptEnabled: false })
      await desktop.page.goto(stage.start('service'))
      await desktop.see('handoff_scan', 'handoff_scan-no-script')
    })
  })

  test('a code that nobody scans is made anew three times by itself, then by a click', async () => {
    const desktop = await openDesktop(anyLook)
    const links = new Set<string>()
    for (let codes = 0; codes <= mostRenewals; codes += 1) {
      links.add(await readLink(desktop))
      await expire(desktop)
    }
    expect(links.size).toBe(1 + mostRenewals)
    await desktop.page.locator('#continue button').click()
    await desktop.page.locator('.qr').waitFor()
    expect(links.has(await readLink(desktop))).toBe(false)
    await approve(desktop)
  })

  test('a page that nobody looks at makes no new code until somebody looks again', async () => {
    const desktop = await openDesktop(anyLook)
    const link = await readLink(desktop)
    const renewals: boolean[] = []
    let isHidden = true
    desktop.page.on('request', (request) => {
      if (request.method() === 'POST') renewals.push(isHidden)
    })
    const told = desktop.page.waitForResponse((response) => isState(new URL(response.url())))
    await show(desktop, false)
    await stage.advance(codeSeconds)
    expect(await (await told).json()).toEqual({ status: 'gone' })
    // The page has had its chance when it has drawn twice since.
    await desktop.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    )
    expect(await readLink(desktop)).toBe(link)
    isHidden = false
    await show(desktop, true)
    await desktop.page.locator(`a[href="${link}"]`).waitFor({ state: 'detached' })
    expect(renewals).toEqual([false])
    await approve(desktop)
  })

  test('a connection that the browser loses and finds again is noticed at once, both times', async () => {
    const { status } = wordTexts.en
    const desktop = await stage.open('desktop', anyLook)
    await keepFromTrying(desktop.page)
    const asked = desktop.page.waitForRequest((request) => isState(new URL(request.url())))
    await desktop.page.goto(stage.start('service'))
    await asked
    await desktop.context.setOffline(true)
    await desktop.page.getByText(status.offline, { exact: true }).waitFor()
    await desktop.context.setOffline(false)
    await desktop.page.getByText(status.pending, { exact: true }).waitFor()
    await approve(desktop)
  })

  test('three wrong numbers end the code, on both screens', async () => {
    const desktop = await openDesktop(anyLook)
    const number = await readNumber(desktop)
    const phone = await openPhone(stage, anyLook)
    await phone.page.goto(await readLink(desktop))
    for (let tries = 0; tries < 3; tries += 1) {
      await phone.page.locator('#number').waitFor()
      await typeNumber(phone, otherThan(number))
    }
    await phone.see('handoff_gone')
    await desktop.see('handoff_denied')
  })

  test('a second tab of the same code goes on too, and one of another code waits for its own', async () => {
    const desktop = await openDesktop(anyLook)
    const [second, third] = [await desktop.context.newPage(), await desktop.context.newPage()]
    await second.goto(desktop.page.url())
    await third.goto(stage.start('service'))
    const own: Screen = { ...desktop, page: third }
    expect(await readLink(own)).not.toBe(await readLink(desktop))
    await approve(desktop)
    await second.waitForURL(stage.end)
    expect(await third.locator('.qr').isVisible()).toBe(true)
    await approve(own)
  })

  test('without a script an old code says so, a click shows a new one, and that goes on by itself', async () => {
    const desktop = await stage.open('desktop', anyLook, { javaScriptEnabled: false })
    await desktop.page.goto(stage.start('service'))
    await desktop.page.locator('.qr').waitFor()
    await stage.advance(codeSeconds)
    await desktop.see('handoff_gone', 'handoff_gone-no-script')
    await desktop.page.locator('#continue button').click()
    await approve(desktop)
  })

  async function openDesktop(look: Look): Promise<Screen> {
    const desktop = await stage.open('desktop', look)
    await desktop.page.goto(stage.start('service'))
    return desktop
  }

  /** Lets the code grow too old; the page then shows another one, or says that it is over. */
  async function expire(desktop: Screen): Promise<void> {
    const link = await readLink(desktop)
    await stage.advance(codeSeconds)
    await desktop.page.locator(`a[href="${link}"]`).waitFor({ state: 'detached' })
    await desktop.page.locator('.qr, #continue').waitFor()
  }

  /** A phone opens the code and types the number; the computer goes on. */
  async function approve(desktop: Screen): Promise<void> {
    const phone = await openPhone(stage, desktop.look)
    await phone.page.goto(await readLink(desktop))
    await typeNumber(phone, await readNumber(desktop))
    await waitForEnd(desktop)
  }

  async function waitForEnd({ page, complaints }: Screen): Promise<void> {
    await page.waitForURL((url) => url.origin === stage.town.app)
    expect([page.url(), complaints]).toEqual([stage.end, []])
  }
})

/** The code is faint under a tick. */
async function waitForScanned({ page }: Screen): Promise<void> {
  await page.locator('.qr.scanned').waitFor()
  const look = await page.evaluate(`(() => {
    const code = document.querySelector('.qr')
    return [getComputedStyle(code.firstElementChild).opacity < 0.5, getComputedStyle(code, '::after').content]
  })()`)
  expect(look).toEqual([true, '"✓"'])
}

/** The browser's own events when another tab is looked at, and when this one is again. */
async function show({ page }: Screen, isVisible: boolean): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${!isVisible} })
document.dispatchEvent(new Event('visibilitychange'))`)
}

/** From now on a page whose question failed does not ask again by itself. */
async function keepFromTrying(page: Page): Promise<void> {
  await page.addInitScript(`{ const later = setTimeout
setTimeout = (act, ms) => (ms > 1000 ? 0 : later(act, ms)) }`)
}

function isState({ pathname }: URL): boolean {
  return pathname.endsWith('/state')
}

function otherThan(number: string): string {
  return number === '10' ? '11' : '10'
}
