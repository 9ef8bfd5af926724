import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectWeChat } from '@wxgate/simulator/playwright'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { type PageCode, pageTexts } from '../../packages/wechat/src/way/page-text.ts'
import type { Place } from '../../packages/wechat/src/way/place.ts'
import { expectAccessible } from '../accessible.ts'
import { openTown, type StoryTown } from '../town.ts'
import { devices } from './device.ts'

/** Where Chromium is; without it the stories are skipped. */
export const executablePath = process.env.CHROMIUM_PATH

// A picture of every state that a story looks at: only for people who want to look too.
const folder = process.env.SCREENSHOTS

/** A language and the colours of a page. */
export interface Look {
  locale: 'en-US' | 'zh-CN'
  colorScheme: 'light' | 'dark'
}

/** Every language in every colours. */
export const looks: readonly Look[] = (['en-US', 'zh-CN'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ locale, colorScheme })),
)

/** The accounts of the town, by what the routing table knows of them. */
export const accounts = {
  service: 'wx5a4db0c500000001',
  test: 'wx5a4db0c500000003',
  website: 'wx5a4db0c500000005',
  'mini-program': 'wx5a4db0c500000007',
} as const

/** The client of the stories. It may use every account and asks for nobody's profile. */
const client = 'stories'

// With all that an address may have.
const ending = '/?page=2&q=%E8%8C%B6#top'

/** A browser of one story, with one tab. */
export interface Screen {
  page: Page
  context: BrowserContext
  look: Look
  /** Errors of the browser's console. */
  complaints: string[]
  /** Asserts that the tab shows this page, in its language, and that nothing on it hinders anybody. */
  see(code: PageCode, state?: string): Promise<void>
}

/** One Chromium and one town, which all stories of a file share. */
export interface Stage {
  town: StoryTown
  open(place: Place, look: Look, options?: BrowserContextOptions): Promise<Screen>
  /** The address that begins a sign-in, and the one where it ends. */
  start(account: keyof typeof accounts): string
  end: string
  /** Lets time pass for the simulator and the gateway. */
  advance(seconds: number): Promise<void>
}

/** Opens the stage before the first story of a file and closes it after the last. */
export function openStage(): Stage {
  let stateDir: string
  let browser: Browser
  let town: StoryTown
  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'wxgate-town-'))
    browser = await openBrowser()
    town = await openTown(stateDir)
    await saveClient(town)
  })
  afterAll(async () => {
    await browser?.close()
    await town?.close()
    rmSync(stateDir, { recursive: true, force: true })
  })
  return {
    get town() {
      return town
    },
    get end() {
      return `${town.app}${ending}`
    },
    start(account) {
      const query = { return_to: `${town.app}${ending}`, application: accounts[account] }
      return `${town.gateway}/login/${client}?${new URLSearchParams(query)}`
    },
    open: (place, look, options = {}) => openScreen(browser, place, look, options),
    async advance(seconds) {
      await town.control.advance(seconds)
      // A request makes the gateway read the simulator's clock.
      await fetch(`${town.gateway}/session`)
    },
  }
}

/** Chromium, quiet. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
}

async function saveClient({ records }: StoryTown): Promise<void> {
  const demo = await records.clients.find('demo')
  if (!demo) throw new Error('no demo client')
  const appids = Object.values(accounts)
  await records.clients.save({ ...demo, id: client, name: 'Teahouse', appids, wantsProfile: false })
}

async function openScreen(
  browser: Browser,
  place: Place,
  look: Look,
  options: BrowserContextOptions,
): Promise<Screen> {
  const device = devices[place]
  const context = await browser.newContext({ ...device, ...look, reducedMotion: 'reduce', ...options })
  onTestFinished(() => context.close())
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const complaints = listen(page)
  const see = async (code: PageCode, state: string = code) => {
    await expectPage(page, look, code)
    await shoot(page, [state, place, look.locale, look.colorScheme].join('-'))
    if (options.javaScriptEnabled !== false) await expectAccessible(page, state)
    // Colours change no size.
    if (look.colorScheme === 'light') await expectFit(page, device.viewport, state)
    expect.soft(complaints, state).toEqual([])
  }
  return { page, context, look, complaints, see }
}

/** Collects errors of scripts and of the console. */
function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A page that says no has a status that says no.
    if (message.type() === 'error' && !/status of [45]\d\d/.test(message.text()))
      complaints.push(message.text())
  })
  return complaints
}

async function expectPage(page: Page, { locale }: Look, code: PageCode): Promise<void> {
  const language = locale === 'zh-CN' ? 'zh' : 'en'
  const { title } = pageTexts[language][code]
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  expect.soft(await page.locator('html').getAttribute('lang'), code).toBe(language === 'zh' ? 'zh-CN' : 'en')
  const text = (await page.locator('main').innerText()).replace('中文', '')
  expect.soft(/\p{Script=Han}/u.test(text), `Chinese words on the page ${code}`).toBe(language === 'zh')
}

/** No page scrolls sideways, on a narrow phone neither, and each is small. */
async function expectFit(page: Page, viewport: { width: number; height: number }, state: string) {
  await page.setViewportSize({ ...viewport, width: 320 })
  const isTooWide = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  )
  await page.setViewportSize(viewport)
  const bytes = Buffer.byteLength(await page.content())
  expect.soft([state, isTooWide, bytes < 20_000]).toEqual([state, false, true])
}

/** Keeps a picture of what the page shows, where somebody wants to look at it too. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

/** The digits that a waiting page shows. */
export async function readNumber({ page }: Screen): Promise<string> {
  return (await page.locator('output#number').textContent()) ?? ''
}

/** The link in the code of a waiting page. */
export async function readLink({ page }: Screen): Promise<string> {
  return (await page.locator('main a[href*="/handoff/"]').getAttribute('href')) ?? ''
}

/** WeChat on somebody's phone; it answers WeChat's own pages by itself. */
export async function openPhone(stage: Stage, look: Look, person = 'lihua'): Promise<Screen> {
  const phone = await stage.open('wechat', look)
  await connectWeChat(stage.town.simulator).signInAs(phone.page, person)
  return phone
}

/** Types a number on the phone that has opened a code. */
export async function typeNumber({ page }: Screen, number: string): Promise<void> {
  await page.locator('#number').fill(number)
  await page.locator('#continue button').click()
}
