import { connectWeChat } from '@wxgate/simulator/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { DoorBrowser } from '../door/door-town.ts'

const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.54'

/** Chromium, to which these names are ports of this machine and these keys are trusted. */
export function launch(ports: Readonly<Record<string, number>>, spkis: readonly string[]): Promise<Browser> {
  const rules = Object.entries(ports).map(([host, port]) => `MAP ${host}:443 127.0.0.1:${port}`)
  return chromium.launch({
    ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      // The hosts are ports of this machine: a page that is made up on the spot may ask them all the same.
      '--disable-features=LocalNetworkAccessChecks',
      `--host-resolver-rules=${[...rules, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
      `--ignore-certificate-errors-spki-list=${spkis.join(',')}`,
    ],
  })
}

/** A browser in WeChat on somebody's phone, whose WeChat pages are answered without a click. */
export async function openBrowser(browser: Browser, wechat: string, person: string): Promise<DoorBrowser> {
  const context = await browser.newContext({ userAgent: agent, locale: 'en-US' })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await connectWeChat(wechat).signInAs(page, person)
  return {
    open: (url, headers = {}) => open(page, url, headers),
    submit: (from, url) => submit(page, from, url),
    ask: (from, url, method = 'GET') => ask(context, from, url, method),
  }
}

const mostForms = 5

/** Goes to an address, and presses the one button of a page that can go on. */
async function open(page: Page, url: string, headers: Record<string, string>) {
  await page.setExtraHTTPHeaders(headers)
  return go(page, () => page.goto(url))
}

/** The page at `from` is made up on the spot, so that nothing is asked of its server. */
async function submit(page: Page, from: string, url: string) {
  const place = `${from}/page-that-sends`
  const body = `<form method="post" action="${url}"><button id="send">Send</button></form>`
  await page.route(place, (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto(place)
  return go(page, async () => {
    const loaded = page.waitForEvent('load')
    await page.locator('#send').click()
    await loaded
  })
}

async function go(page: Page, start: () => Promise<unknown>) {
  const way: string[] = []
  let status = 0
  page.removeAllListeners()
  page.on('request', (request) => {
    if (request.isNavigationRequest()) way.push(request.url())
  })
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) status = response.status()
  })
  await start()
  for (let count = 0; count < mostForms && (await page.locator('form#continue').count()) > 0; count += 1) {
    const loaded = page.waitForEvent('load')
    await page.locator('form#continue button').click()
    await loaded
  }
  return { url: page.url(), status, text: await page.innerText('body'), way }
}

/** A page at `from` that is made up on the spot, so that nothing is asked of its server. */
async function ask(context: BrowserContext, from: string, url: string, method: string) {
  const page = await context.newPage()
  const place = `${from}/page-that-asks`
  await page.route(place, (route) => route.fulfill({ contentType: 'text/html', body: '<title>asks</title>' }))
  await page.goto(place)
  const answer = await page.evaluate(
    async ([to, how]) => {
      try {
        const response = await fetch(to, { method: how, credentials: 'include' })
        return { status: response.status, text: await response.text() }
      } catch {
        return undefined
      }
    },
    [url, method] as const,
  )
  await page.close()
  return answer
}
