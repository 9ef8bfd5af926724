import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { startTown, type Town } from '../../packages/cli/src/town/town.ts'
import { npm } from '../package/pack.ts'
import { startSite } from '../package/site.ts'
import type { Tally } from '../package/tally.ts'
import { findServer } from '../server.js'

/** Where the example lies, and who hears of it. */
interface Trial {
  folder: string
  env: NodeJS.ProcessEnv
  check: Tally['check']
  skip: Tally['skip']
  say(what: string): void
}

const routers = { history: '/orders/7', hash: '/#/orders/7' } as const
const leftOvers = '?code=011wQd000&state=abc#wechat_redirect'

/**
 * The single-page app as somebody has it who copies its folder: built with both routers, on an origin of its own behind
 * a gateway, and used in Chromium.
 */
export async function trySinglePage(trial: Trial): Promise<void> {
  const executablePath = findServer('Chromium')
  if (executablePath === undefined) return trial.skip('vue: Chromium')
  await trial.check('vue, types', async () => {
    await npm(['run', 'check'], trial.folder, trial.env)
    return 'clean'
  })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    for (const router of ['history', 'hash'] as const)
      await trial.check(`vue, ${router} router`, () => tryRouter(trial, browser, router))
  } finally {
    await browser.close()
  }
}

async function tryRouter({ folder, env, say }: Trial, browser: Browser, router: keyof typeof routers) {
  const { town, stateDir } = await openTown()
  try {
    say(`vue: building with the ${router} router`)
    await npm(['run', 'build'], folder, { ...env, VITE_ROUTER: router, VITE_GATEWAY: town.gateway })
    const port = choosePort()
    const words = [
      join(folder, '../node_modules/vite/bin/vite.js'),
      'preview',
      '--port',
      `${port}`,
      '--strictPort',
    ]
    const site = await startSite(
      { url: town.simulator },
      { file: process.execPath, words, cwd: folder, env, port },
    )
    try {
      await allow(town, site.origin)
      const context = await browser.newContext({ locale: 'en-US' })
      const said = await signInAndOut(await context.newPage(), town, `${site.origin}${routers[router]}`)
      await context.close()
      return said
    } finally {
      site.close()
    }
  } finally {
    await town.close()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

async function signInAndOut(page: Page, town: Town, address: string): Promise<string> {
  await page.goto(address)
  await page.getByRole('button', { name: 'Sign in with WeChat' }).click()
  await goThroughWeChat(page, address)
  await page.getByText('Hello 小明').waitFor()
  expectAddress(page, address)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are not signed in').waitFor()
  const { origin } = new URL(address)
  await page.goto(`${origin}/${leftOvers}`)
  await page.getByText('You are not signed in').waitFor()
  if (page.url().includes('code=') || page.url().includes('wechat_redirect'))
    throw new Error(`left: ${page.url()}`)
  await town.close()
  await page.reload()
  await page.getByRole('alert').waitFor()
  return `Hello 小明 at ${address.slice(origin.length)}, nothing left in the address, failure shown`
}

/** Presses whatever goes on until the app is back: pages of the gateway, and WeChat's on the pretend phone. */
async function goThroughWeChat(page: Page, address: string): Promise<void> {
  const { origin } = new URL(address)
  const next = page
    .getByRole('button', { name: /pretend phone|小明|with WeChat|^Allow/ })
    .filter({ hasNotText: 'Sign in with WeChat' })
    .first()
  for (let steps = 0; steps < 12 && !page.url().startsWith(origin); steps += 1) {
    await next.click()
    await page.waitForLoadState()
  }
}

function expectAddress(page: Page, address: string): void {
  const { hash } = new URL(address)
  const here = hash === '' ? page.url().replace(/#$/, '') : page.url()
  if (here !== address) throw new Error(`the visitor came back to ${page.url()}, not to ${address}`)
}

async function openTown(): Promise<{ town: Town; stateDir: string }> {
  const stateDir = mkdtempSync(join(tmpdir(), 'wxgate-examples-town-'))
  const ports = { gateway: choosePort(), simulator: choosePort(), app: choosePort() }
  const env = { WXGATE_LOG_LEVEL: 'silent' }
  return { town: await startTown({ page: false, ports, stateDir, env }), stateDir }
}

/** The demo client may send visitors back to this app. */
async function allow({ records }: Town, origin: string): Promise<void> {
  const demo = await records.clients.find('demo')
  if (demo === undefined) throw new Error('there is no demo client')
  await records.clients.save({ ...demo, returnUrls: [...demo.returnUrls, `${origin}/`] })
}

/** Below the range that the machine gives to outgoing connections; one that is taken is a clear error. */
function choosePort(): number {
  return randomInt(15_000, 32_000)
}
