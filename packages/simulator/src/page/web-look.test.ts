import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, buildLink, readAccount } from '../scripted-visit.ts'
import { type Stories, startStories, startWithPage } from './test/scripted-page.ts'

const executablePath = process.env.CHROMIUM_PATH ?? ''

describe.skipIf(executablePath === '')('the look of the page in a real Chromium', () => {
  let stories: Stories
  beforeAll(async () => {
    stories = await startStories(executablePath)
  })
  beforeEach(() => stories.reset())
  afterAll(() => stories?.close())

  test('the language is the browser’s until another is chosen, and the choice is kept', async () => {
    const { page } = await stories.openPage('', { locale: 'zh-CN' })
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await page.getByText('还没有请求').waitFor()
    await page.locator('[data-test=language]').click()
    await page.getByText('Nothing has arrived yet').waitFor()
    await page.reload()
    await page.getByText('Nothing has arrived yet').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  test('light and dark follow the system until chosen', async () => {
    const { page } = await stories.openPage('', { colorScheme: 'dark' })
    const back = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(await back()).toBe('rgb(17, 17, 17)')
    await page.locator('[data-test=theme]').click()
    await expect.poll(back).toBe('rgb(237, 237, 237)')
    await page.locator('[data-test=theme]').click()
    await expect.poll(back).toBe('rgb(17, 17, 17)')
  })

  test('at 360 px nothing scrolls sideways and touch targets are large', async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
    for (const locale of ['zh-CN', 'en-US']) {
      const { page } = await stories.openPage('', { ...phone, locale })
      await ask(stories.sim, '/sns/auth', {})
      await page.locator('[data-test=rows] button').first().click()
      for (const part of ['inbox', 'phone', 'accounts', 'rules', 'faults']) {
        await page.locator(`[data-part-link=${part}]`).click()
        await stories.shoot(page, `${locale.slice(0, 2)}-360-${part}`)
        const width = await page.evaluate('document.documentElement.scrollWidth')
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
    const first = await startWithPage()
    const { page } = await stories.openPage('', {}, first.url)
    await first.close()
    await page.locator('[data-test=offline]').waitFor()
    await stories.shoot(page, 'en-offline')
    const again = await startWithPage(Number(new URL(first.url).port))
    await page.locator('[data-connection=live]').waitFor()
    await page.locator('[data-test=offline]').waitFor({ state: 'detached' })
    await fetch(`${first.url}/sns/auth`)
    await page.locator('[data-test=rows] button').first().waitFor()
    await again.close()
  })

  test('a picture of every part in both languages', async () => {
    for (const [name, locale, colorScheme] of [
      ['zh', 'zh-CN', 'light'],
      ['en', 'en-US', 'light'],
      ['zh-dark', 'zh-CN', 'dark'],
    ] as const) {
      await stories.reset()
      const { page, complaints } = await stories.openPage('', { locale, colorScheme })
      await stories.sim.open({ person: 'xiaoming', url: buildLink(stories.sim.url) })
      await ask(stories.sim, '/sns/auth', {})
      await stories.sim.fault({ path: '/sns/userinfo', kind: 'errcode', errcode: -1, times: 3 })
      await ask(stories.sim, '/sns/userinfo', {})
      await ask(stories.sim, '/cgi-bin/token', { ...readAccount('1'), grant_type: 'client_credential' })
      await ask(stories.sim, '/cgi-bin/token', {
        ...readAccount('4'),
        secret: 'x',
        grant_type: 'client_credential',
      })
      await page.locator('[data-test=rows] button', { hasText: '40125' }).click()
      await page.locator('[data-screen=me]').click()
      await stories.shoot(page, `${name}-inbox`)
      for (const [part, screen] of [
        ['accounts', 'chats'],
        ['rules', 'open'],
        ['faults', 'scan'],
      ]) {
        await page.locator(`[data-part-link=${part}]`).click()
        await page.locator(`[data-screen=${screen}]`).click()
        await stories.shoot(page, `${name}-${part}`)
      }
      expect(complaints).toEqual([])
    }
  })
})
