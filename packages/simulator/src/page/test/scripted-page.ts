import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { vi } from 'vitest'
import { createSimulator, type Simulator } from '../../index.ts'
import { connectSimulator, type TestSimulator } from '../../test-kit.ts'

const folder = join(import.meta.dirname, '../../../../../e2e/screenshots')

/** A simulator with its built page, and a browser that looks at it. */
export type Stories = {
  sim: TestSimulator
  /** Opens a part (`#rules`) and waits until it is live; `complaints` are errors of the console and dialogs. */
  openPage(
    part?: string,
    options?: BrowserContextOptions,
    url?: string,
  ): Promise<{ page: Page; complaints: string[] }>
  /** A picture into `e2e/screenshots`. */
  shoot(page: Page, name: string): Promise<unknown>
  /** Begins anew: the seed, no pages open. */
  reset(): Promise<void>
  close(): Promise<void>
}

async function waitForPage(url: string): Promise<void> {
  const look = async () => {
    if (!(await (await fetch(url)).text()).includes('id="page"')) throw new Error('the page is not built yet')
  }
  await vi.waitFor(look, { timeout: 180_000, interval: 200 })
}

/** A simulator that serves the whole page, once it is built. */
export async function startWithPage(port = 0): Promise<Simulator & { url: string }> {
  const simulator = await createSimulator({ page: true })
  const url = await simulator.listen({ port })
  await waitForPage(url)
  return { ...simulator, url }
}

function openBrowser(executablePath: string): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update']
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] })
}

/** Starts both; the page is built first if it has to be. */
export async function startStories(executablePath: string): Promise<Stories> {
  mkdirSync(folder, { recursive: true })
  const { url, close } = await startWithPage()
  const browser = await openBrowser(executablePath)
  const sim: TestSimulator = { ...connectSimulator(url), close }
  return {
    sim,
    async openPage(part = '', options = {}, at = url) {
      const viewport = { width: 1440, height: 960 }
      const context = await browser.newContext({ viewport, locale: 'en-US', ...options })
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
      await page.goto(`${at}/${part}`)
      await page.locator('[data-connection=live]').waitFor()
      return { page, complaints }
    },
    shoot: (page, name) =>
      page.screenshot({ path: join(folder, `simulator-${name}.png`), animations: 'disabled' }),
    async reset() {
      await Promise.all(browser.contexts().map((context) => context.close()))
      await sim.reset()
    },
    async close() {
      await browser.close()
      await sim.close()
    },
  }
}
