import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../index.ts'
import { ask, buildLink, readAccount } from '../scripted-visit.ts'
import { connectSimulator, type SimulatorControl, type TestSimulator } from '../test-kit.ts'

const executablePath = process.env.CHROMIUM_PATH
const folder = join(import.meta.dirname, '../../../../e2e/screenshots')
const BUILD_LOOKS = 300
const BUILD_LOOK_MS = 200

async function waitForPage(url: string): Promise<void> {
  for (let look = 0; look < BUILD_LOOKS; look += 1) {
    if ((await (await fetch(url)).text()).includes('id="page"')) return
    await sleep(BUILD_LOOK_MS)
  }
  throw new Error('the page was not built in time')
}

describe.skipIf(!executablePath)('the page in a real Chromium', () => {
  let browser: Browser
  let simulator: Simulator
  let sim: TestSimulator
  let opened: { close(): Promise<void> }[] = []

  const start = async (port = 0): Promise<Simulator & { url: string }> => {
    const started = await createSimulator({ page: true })
    return { ...started, url: await started.listen({ port }) }
  }

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    const { url, ...started } = await start()
    simulator = started
    const control: SimulatorControl = connectSimulator(url)
    sim = { ...control, close: simulator.close }
    await waitForPage(url)
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    })
  }, 120_000)
  beforeEach(() => sim.reset())
  afterEach(async () => {
    await Promise.all(opened.map((each) => each.close()))
    opened = []
  })
  afterAll(async () => {
    await browser?.close()
    await simulator?.close()
  })

  async function openPage(part = '', options: BrowserContextOptions = {}, url = sim.url) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 960 },
      locale: 'en-US',
      ...options,
    })
    opened.push(context)
    context.setDefaultTimeout(8_000)
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
    await page.goto(`${url}/${part}`)
    await page.locator('[data-connection=live]').waitFor()
    return { page, complaints }
  }

  const shoot = (page: Page, name: string) =>
    page.screenshot({ path: join(folder, `simulator-${name}.png`), animations: 'disabled' })

  const personIs = async (page: Page, id: string) => {
    await page.locator('[data-test=who]').click()
    await page.locator(`[data-person=${id}]`).click()
  }

  test('a request arrives live, and a click tells the rule, what was wrong and what would have passed', async () => {
    const { page, complaints } = await openPage()
    await page.getByText('Nothing has arrived yet').waitFor()
    await ask(sim, '/cgi-bin/token', { ...readAccount('1'), secret: 'x', grant_type: 'client_credential' })
    const row = page.locator('[data-test=rows] button', { hasText: '/cgi-bin/token' })
    await row.waitFor()
    expect(await row.innerText()).toContain('40125')
    await row.click()
    expect(await page.locator('[data-test=rule]').innerText()).toBe('secret_matches')
    await page.getByText('What was wrong').waitFor()
    await page.getByText('What would have passed').waitFor()
    await page.getByText(`curl -s '${sim.url}/cgi-bin/token?grant_type=client_credential`).waitFor()
    expect(complaints).toEqual([])
  })

  test('the inbox is filtered, held back and cleared', async () => {
    const { page } = await openPage()
    const rows = page.locator('[data-test=rows] > li')
    await ask(sim, '/sns/auth', {})
    await ask(sim, '/cgi-bin/token', { ...readAccount('1'), grant_type: 'client_credential' })
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('button', { name: 'Errors only' }).click()
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByRole('button', { name: 'Errors only' }).click()
    await page.getByPlaceholder('Path, rule or code').fill('token?')
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.locator('[data-test=pause]').click()
    await ask(sim, '/sns/auth', {})
    await page.getByText('1 new, held back').waitFor()
    expect(await rows.count()).toBe(2)
    await page.locator('[data-test=pause]').click()
    await expect.poll(() => rows.count()).toBe(3)
    await page.locator('[data-test=clear]').click()
    await page.getByText('Nothing has arrived yet').waitFor()
  })

  test('somebody with markup in the name is added and seen as text', async () => {
    const { page, complaints } = await openPage()
    await page.locator('[data-test=who]').click()
    const form = page.locator('[data-test=add-person]')
    await form.locator('[name=id]').fill('bob')
    await form.locator('[name=nickname]').fill('<img src=x onerror=alert(1)>')
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('[data-test=who]', { hasText: '<img src=x onerror=alert(1)>' }).waitFor()
    expect((await sim.state()).people.at(-1)).toMatchObject({ id: 'bob' })
    expect(complaints).toEqual([])
  })

  test('following and unfollowing are switches, reached by mouse and keyboard', async () => {
    const { appid } = readAccount('1')
    const { page } = await openPage()
    await personIs(page, 'alice')
    await page.locator('[data-screen=me]').click()
    const follow = page.locator(`[data-follow=${appid}]`).getByRole('switch')
    const follows = async () => (await sim.state()).people.find(({ id }) => id === 'alice')?.follows
    await follow.click()
    await expect.poll(follows).toEqual([appid])
    await expect.poll(() => follow.getAttribute('aria-checked')).toBe('true')
    await follow.press('Space')
    await expect.poll(follows).toEqual([])
  })

  test('a link is opened on the phone: the sheet asks, and the answer leads on', async () => {
    const { page } = await openPage()
    await personIs(page, 'alice')
    await page.locator('[data-test=open-link] textarea').fill(buildLink(sim.url))
    await page.getByRole('button', { name: 'Open on the phone' }).click()
    await page.locator('[data-test=sheet]').waitFor()
    await shoot(page, 'en-sheet')
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    const link = page.getByRole('link', { name: 'Go on in this browser' })
    expect(await link.getAttribute('href')).toMatch(/^http:\/\/localhost\/callback\?code=\w+&state=abc123$/)
    const silent = buildLink(sim.url, { scope: 'snsapi_base', state: 'quiet' })
    await page.locator('[data-test=open-link] textarea').fill(silent)
    await page.getByRole('button', { name: 'Open on the phone' }).click()
    await expect.poll(() => link.getAttribute('href')).toContain('state=quiet')
    await page
      .locator('[data-test=open-link] textarea')
      .fill(buildLink(sim.url, { redirect_uri: 'http://x.test/' }))
    await page.getByRole('button', { name: 'Open on the phone' }).click()
    await page.locator('[data-test=result]', { hasText: '10003' }).waitFor()
  })

  test('somebody who follows chats with the account and taps its menu', async () => {
    const { page } = await openPage()
    await page.locator('[data-screen=chats]').click()
    await page.locator(`[data-chat=${readAccount('1').appid}]`).click()
    await page.getByRole('button', { name: '今日茶单', exact: true }).click()
    await page.locator('[data-test=lines]', { hasText: '龙井' }).waitFor()
    await page.getByPlaceholder('Message').fill('你好')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('[data-test=lines]', { hasText: '你好' }).waitFor()
    await shoot(page, 'en-chat')
  })

  test('a fault is set, bites and is removed', async () => {
    const { page } = await openPage('#faults')
    const form = page.locator('[data-test=fault-form]')
    await form.locator('[name=path]').fill('/cgi-bin/token')
    await form.locator('[name=errcode]').fill('45009')
    await form.locator('[name=times]').fill('2')
    await form.getByRole('button', { name: 'Set the fault' }).click()
    const waiting = page.locator('[data-test=waiting-faults]')
    await waiting.getByText('errcode 45009').waitFor()
    const token = { ...readAccount('1'), grant_type: 'client_credential' }
    expect((await ask(sim, '/cgi-bin/token', token)).errcode).toBe(45009)
    await waiting.getByText('1 left').waitFor()
    await waiting.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Nothing is broken').waitFor()
    expect((await ask(sim, '/cgi-bin/token', token)).errcode).toBeUndefined()
  })

  test('the clock is moved, frozen and given back, and every button shows its command', async () => {
    const { page } = await openPage()
    await page.getByRole('button', { name: '+2 h' }).first().click()
    await expect.poll(() => page.locator('[data-test=offset]').innerText()).toContain('2 h')
    expect((await sim.state()).clock.offsetMs).toBeGreaterThan(7_100_000)
    await page.getByRole('button', { name: 'Freeze', exact: true }).click()
    await page.getByRole('button', { name: 'Let it run' }).waitFor()
    await page.getByRole('button', { name: 'Show this as a command: POST /__sim/clock' }).first().click()
    const panel = page.getByRole('dialog', { name: 'The same from a shell' })
    expect(await panel.innerText()).toContain(`curl -s ${sim.url}/__sim/clock -d '{"advanceSeconds":300}'`)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Machine’s time' }).click()
    await expect.poll(() => page.locator('[data-test=offset]').innerText()).toBe('the machine’s time')
    expect((await sim.state()).clock.frozen).toBe(false)
  })

  test('every switch has its text; one is switched and goes back to its default', async () => {
    const { page } = await openPage('#rules')
    const names = Object.keys((await sim.state()).rules)
    await expect.poll(() => page.locator('[data-switch]').count()).toBe(names.length)
    expect(await page.getByText('Others', { exact: true }).count()).toBe(0)
    await page.locator('[data-switch=strictPort]').getByRole('switch').click()
    await expect.poll(async () => (await sim.state()).rules.strictPort).toBe(true)
    await page.locator('[data-switch=refusal] select').selectOption('authdeny')
    await expect.poll(async () => (await sim.state()).rules.refusal).toBe('authdeny')
    await page.getByRole('button', { name: 'All to their defaults' }).click()
    await expect.poll(async () => (await sim.state()).rules.strictPort).toBe(false)
  })

  test('the town is reset after a question', async () => {
    const { page } = await openPage('#accounts')
    await sim.addPerson({ id: 'bob' })
    await page.locator('[data-test=reset]').click()
    await page.getByRole('button', { name: 'Reset everything' }).click()
    await expect.poll(async () => (await sim.state()).people.length).toBe(5)
  })

  test('the language is the browser’s until another is chosen, and the choice is kept', async () => {
    const { page } = await openPage('', { locale: 'zh-CN' })
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await page.getByText('还没有请求').waitFor()
    await page.locator('[data-test=language]').click()
    await page.getByText('Nothing has arrived yet').waitFor()
    await page.reload()
    await page.getByText('Nothing has arrived yet').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  test('light and dark follow the system until chosen', async () => {
    const { page } = await openPage('', { colorScheme: 'dark' })
    const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await back()).toBe('rgb(17, 17, 17)')
    await page.locator('[data-test=theme]').click()
    await expect.poll(back).toBe('rgb(237, 237, 237)')
    await page.locator('[data-test=theme]').click()
    await expect.poll(back).toBe('rgb(17, 17, 17)')
  })

  test('at 360 px nothing scrolls sideways and touch targets are large', async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
    for (const locale of ['zh-CN', 'en-US']) {
      const { page } = await openPage('', { ...phone, locale })
      await ask(sim, '/sns/auth', {})
      await page.locator('[data-test=rows] button').first().click()
      for (const part of ['inbox', 'phone', 'accounts', 'rules', 'faults']) {
        await page.locator(`[data-part-link=${part}]`).click()
        await shoot(page, `${locale.slice(0, 2)}-360-${part}`)
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(width, `${locale} ${part}`).toBe(360)
        const small = await page
          .locator('button.button:visible, a[data-part-link]:visible')
          .evaluateAll((all) =>
            all.flatMap((each) => {
              const { height } = each.getBoundingClientRect()
              return height < 43.5 ? [`${each.textContent} ${height}`] : []
            }),
          )
        expect(small, `${locale} ${part}`).toEqual([])
      }
    }
  })

  test('when the simulator is gone a banner says so, and it goes when the simulator is back', async () => {
    const first = await start()
    await waitForPage(first.url)
    const { page } = await openPage('', {}, first.url)
    await first.close()
    await page.locator('[data-test=offline]').waitFor()
    await shoot(page, 'en-offline')
    const again = await start(Number(new URL(first.url).port))
    opened.push(again)
    await page.locator('[data-connection=live]').waitFor({ timeout: 20_000 })
    await page.locator('[data-test=offline]').waitFor({ state: 'detached' })
    await fetch(`${first.url}/sns/auth`)
    await page.locator('[data-test=rows] button').first().waitFor()
  })

  test('a picture of every part in both languages', async () => {
    for (const [name, locale, colorScheme] of [
      ['zh', 'zh-CN', 'light'],
      ['en', 'en-US', 'light'],
      ['zh-dark', 'zh-CN', 'dark'],
    ] as const) {
      await sim.reset()
      const { page, complaints } = await openPage('', { locale, colorScheme })
      await sim.open({ person: 'xiaoming', url: buildLink(sim.url) })
      await ask(sim, '/sns/auth', {})
      await sim.fault({ path: '/sns/userinfo', kind: 'errcode', errcode: -1, times: 3 })
      await ask(sim, '/sns/userinfo', {})
      await ask(sim, '/cgi-bin/token', { ...readAccount('1'), grant_type: 'client_credential' })
      await ask(sim, '/cgi-bin/token', { ...readAccount('4'), secret: 'x', grant_type: 'client_credential' })
      await page.locator('[data-test=rows] button', { hasText: '40125' }).click()
      await page.locator('[data-screen=me]').click()
      await sleep(300)
      await shoot(page, `${name}-inbox`)
      for (const [part, screen] of [
        ['accounts', 'chats'],
        ['rules', 'open'],
        ['faults', 'scan'],
      ]) {
        await page.locator(`[data-part-link=${part}]`).click()
        await page.locator(`[data-screen=${screen}]`).click()
        await sleep(200)
        await shoot(page, `${name}-${part}`)
      }
      expect(complaints).toEqual([])
    }
  })
})
